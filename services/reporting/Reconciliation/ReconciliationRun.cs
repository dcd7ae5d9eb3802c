using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>The last comparison of a year that the job made; written by <see cref="ReconcileYearsJob"/>.</summary>
internal sealed class ReconciliationRun
{
    private ReconciliationRun()
    {
    }

    public int Year { get; private set; }

    /// <summary><c>equal</c>, <c>different</c> or <c>unavailable</c>.</summary>
    public string Result { get; private set; } = "";

    public DateTimeOffset CheckedAt { get; private set; }

    /// <summary>Sum of the absolute differences, whole đồng; null when the fund did not answer.</summary>
    public long? Difference { get; private set; }
}

internal sealed class ReconciliationRunConfiguration : IEntityTypeConfiguration<ReconciliationRun>
{
    public void Configure(EntityTypeBuilder<ReconciliationRun> builder)
    {
        builder.ToTable("reconciliation_runs");
        builder.HasKey(r => r.Year);
        builder.Property(r => r.Year).ValueGeneratedNever();
        builder.Property(r => r.Result).HasMaxLength(20);
    }
}
