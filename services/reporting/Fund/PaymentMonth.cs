using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Fund;

/// <summary>Payments of one month and programme, summed as the messages arrive. Written by <see cref="PaymentTables"/> only.</summary>
internal sealed class PaymentMonth
{
    public int Year { get; private set; }

    public int Month { get; private set; }

    public string Programme { get; private set; } = "";

    /// <summary>Whole đồng of the payments that stand.</summary>
    public long Amount { get; private set; }

    /// <summary>Number of payments that stand.</summary>
    public long PaymentCount { get; private set; }

    /// <summary>When the newest fact in this row happened in the fund.</summary>
    public DateTimeOffset AsOf { get; private set; }
}

internal sealed class PaymentMonthConfiguration : IEntityTypeConfiguration<PaymentMonth>
{
    public void Configure(EntityTypeBuilder<PaymentMonth> builder)
    {
        builder.ToTable("payment_months", t =>
        {
            t.HasCheckConstraint("ck_payment_months_not_negative", "amount >= 0 and payment_count >= 0");
            t.HasCheckConstraint("ck_payment_months_month", "month between 1 and 12");
        });
        builder.HasKey(m => new { m.Year, m.Month, m.Programme });
        builder.Property(m => m.Programme).HasMaxLength(40);
    }
}
