using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Targets;

/// <summary>What the plan expects of a source kind in a year (domain/fund.md §1), with the document that says so.</summary>
internal sealed class ReceiptTarget
{
    private ReceiptTarget()
    {
    }

    public ReceiptTarget(int year, string sourceKind, long amount, string source)
    {
        Year = year;
        SourceKind = sourceKind;
        Amount = amount;
        Source = source;
    }

    public int Year { get; private set; }
    public string SourceKind { get; private set; } = "";

    /// <summary>Whole đồng.</summary>
    public long Amount { get; private set; }
    public string Source { get; private set; } = "";
}

internal sealed class ReceiptTargetConfiguration : IEntityTypeConfiguration<ReceiptTarget>
{
    public void Configure(EntityTypeBuilder<ReceiptTarget> builder)
    {
        builder.HasKey(target => new { target.Year, target.SourceKind });
        builder.Property(target => target.SourceKind).HasMaxLength(40);
        builder.Property(target => target.Source).HasMaxLength(200);
        builder.ToTable("receipt_targets", table => table.HasCheckConstraint("ck_receipt_targets_amount", "amount > 0"));
    }
}
