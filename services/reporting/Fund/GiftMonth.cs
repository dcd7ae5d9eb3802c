using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Fund;

/// <summary>
/// Gifts of one month and source kind, summed as the messages arrive: pages read a few dozen of these rows a year
/// and never the facts. Written by <see cref="GiftTables"/> only, in the transaction of the facts.
/// </summary>
internal sealed class GiftMonth
{
    public int Year { get; private set; }

    public int Month { get; private set; }

    public string SourceKind { get; private set; } = "";

    /// <summary>Whole đồng of the gifts that stand.</summary>
    public long Amount { get; private set; }

    /// <summary>Number of gifts that stand.</summary>
    public long GiftCount { get; private set; }

    /// <summary>When the newest fact in this row happened in the fund.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>How long that newest fact took to arrive here.</summary>
    public double LagSeconds { get; private set; }
}

internal sealed class GiftMonthConfiguration : IEntityTypeConfiguration<GiftMonth>
{
    public void Configure(EntityTypeBuilder<GiftMonth> builder)
    {
        builder.ToTable("gift_months", t =>
        {
            t.HasCheckConstraint("ck_gift_months_not_negative", "amount >= 0 and gift_count >= 0");
            t.HasCheckConstraint("ck_gift_months_month", "month between 1 and 12");
        });
        builder.HasKey(m => new { m.Year, m.Month, m.SourceKind });
        builder.Property(m => m.SourceKind).HasMaxLength(40);
    }
}
