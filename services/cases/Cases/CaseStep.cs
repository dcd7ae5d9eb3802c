using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Cases;

/// <summary>Words for the steps, as they stand in the history and in a caller's allowed actions.</summary>
internal static class CaseAction
{
    public const string Intake = "intake";

    /// <summary>What it is about was decided after the intake.</summary>
    public const string Classify = "classify";
    public const string Assess = "assess";
    public const string Separate = "separate";
    public const string Plan = "plan";
    public const string Approve = "approve";
    public const string Return = "return";

    /// <summary>What is known of the child was corrected.</summary>
    public const string Child = "child";

    /// <summary>Another agency was asked for a service, or has answered.</summary>
    public const string Referral = "referral";

    /// <summary>A file was added or withdrawn.</summary>
    public const string Attachment = "attachment";

    /// <summary>The fund told something about help in money.</summary>
    public const string Support = "support";

    /// <summary>A clock's time was up.</summary>
    public const string Breach = "breach";

    /// <summary>A clock moved because the calendar was changed.</summary>
    public const string Calendar = "calendar";
}

/// <summary>Who did which step and when; never a private text. Only ever added.</summary>
internal sealed class CaseStep
{
    private CaseStep()
    {
    }

    public long Id { get; private set; }
    public int Position { get; private set; }
    public string Action { get; private set; } = "";
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string? Details { get; private set; }

    public static CaseStep Of(int position, string action, CurrentUser by, DateTimeOffset at, string? details) => new()
    {
        Position = position,
        Action = action,
        By = by.Id,
        ByName = by.Name,
        At = at,
        Details = details,
    };

    /// <summary>What the service did by itself.</summary>
    public static CaseStep OfSystem(int position, string action, DateTimeOffset at, string details) => new()
    {
        Position = position,
        Action = action,
        By = "svc-cases",
        ByName = "Hệ thống",
        At = at,
        Details = details,
    };
}

internal sealed class CaseStepConfiguration : IEntityTypeConfiguration<CaseStep>
{
    public void Configure(EntityTypeBuilder<CaseStep> builder)
    {
        builder.ToTable("case_steps");
        builder.HasKey(step => step.Id);
        builder.Property(step => step.Id).UseIdentityAlwaysColumn();
        builder.Property<Guid>("CaseId");
        builder.Property(step => step.Action).HasMaxLength(30);
        builder.Property(step => step.By).HasMaxLength(100);
        builder.Property(step => step.ByName).HasMaxLength(200);
        builder.Property(step => step.Details).HasMaxLength(200);
        builder.HasIndex("CaseId", nameof(CaseStep.Position)).IsUnique();
        builder.IsAppendOnly();
    }
}
