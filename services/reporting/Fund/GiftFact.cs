using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Fund;

/// <summary>
/// What the messages have said about one gift. Order of messages is not kept: either of the two instants may come first,
/// and the gift counts while it is recorded and not reversed. Rows are written by <see cref="GiftTables"/> only.
/// </summary>
internal sealed class GiftFact
{
    public Guid DonationId { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>Whole đồng.</summary>
    public long Amount { get; private set; }

    /// <summary>Decides the year and month that the gift counts in.</summary>
    public DateOnly ReceivedOn { get; private set; }

    public string SourceKind { get; private set; } = "";

    public string? Programme { get; private set; }

    public string UnitPath { get; private set; } = "";

    /// <summary>Null while only the reversal has arrived.</summary>
    public DateTimeOffset? RecordedAt { get; private set; }

    public DateTimeOffset? ReversedAt { get; private set; }
}

internal sealed class GiftFactConfiguration : IEntityTypeConfiguration<GiftFact>
{
    public void Configure(EntityTypeBuilder<GiftFact> builder)
    {
        builder.ToTable("gift_facts", t => t.HasCheckConstraint("ck_gift_facts_amount", "amount > 0"));
        builder.HasKey(g => g.DonationId);
        builder.Property(g => g.DonationId).ValueGeneratedNever();
        builder.Property(g => g.Number).HasMaxLength(40);
        builder.Property(g => g.SourceKind).HasMaxLength(40);
        builder.Property(g => g.Programme).HasMaxLength(40);
    }
}
