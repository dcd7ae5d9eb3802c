using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Periods;

/// <summary>A month of the books that was closed or reopened. Only ever added.</summary>
internal sealed class PeriodStep
{
    public const string Close = "close";
    public const string Reopen = "reopen";

    private PeriodStep()
    {
    }

    public PeriodStep(Guid id, AccountingMonth month, string action, string? reason, CurrentUser by, DateTimeOffset at)
    {
        Id = id;
        Month = month.FirstDay;
        Action = action;
        Reason = reason;
        By = by.Id;
        ByName = by.Name;
        At = at;
    }

    public Guid Id { get; private set; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; private set; }
    public string Action { get; private set; } = "";
    public string? Reason { get; private set; }
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}

internal sealed class PeriodStepConfiguration : IEntityTypeConfiguration<PeriodStep>
{
    public void Configure(EntityTypeBuilder<PeriodStep> builder)
    {
        builder.ToTable("period_steps");
        builder.HasKey(step => step.Id);
        builder.Property(step => step.Id).ValueGeneratedNever();
        builder.Property(step => step.Action).HasMaxLength(10);
        builder.Property(step => step.Reason).HasMaxLength(500);
        builder.HasIndex(step => step.Month);
        builder.IsAppendOnly();
    }
}
