using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>What kind of help a measure of a plan is.</summary>
public enum MeasureKind
{
    Health,
    Psychology,
    Social,
    Education,
    Legal,
    Care,
    Other,
}

/// <summary>Where a support plan stands.</summary>
public enum PlanState
{
    /// <summary>Waits for the chairman.</summary>
    Submitted,

    /// <summary>Given back with a comment.</summary>
    Returned,

    Approved,
}

/// <summary>A support and intervention plan (Mẫu 04), submitted to the chairman.</summary>
public sealed record class PlanRequest
{
    /// <summary>Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Goals { get; init; }

    /// <summary>At least one.</summary>
    [Required(ErrorMessage = "required")]
    [MaxLength(30, ErrorMessage = "too-many")]
    public IReadOnlyList<PlanMeasure>? Measures { get; init; }

    /// <summary>Money that the plan asks the fund for; null for none.</summary>
    public SupportInput? Support { get; init; }
}

/// <summary>One intervention of a plan. Kept encrypted but for its kind.</summary>
public sealed record class PlanMeasure
{
    [Required(ErrorMessage = "required")]
    public MeasureKind? Kind { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Description { get; init; }

    /// <summary>Who carries it out.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Executor { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? DueOn { get; init; }
}

/// <summary>Help in money that a plan asks the fund for; requested when the plan is approved.</summary>
public sealed record class SupportInput
{
    /// <summary>Code of a programme of the fund: HOC_BONG, PHAU_THUAT, …; the fund says when it does not exist.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1, 9_007_199_254_740_991, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    /// <summary>Group of special circumstances, HCDB01 to HCDB14; null when the child is in none.</summary>
    [RegularExpression("^HCDB(0[1-9]|1[0-4])$", ErrorMessage = "not-in-catalogue")]
    public string? Group { get; init; }
}

/// <summary>A plan as it stands.</summary>
public sealed record class PlanResponse
{
    public required Guid Id { get; init; }

    public required PlanState State { get; init; }

    public required string Goals { get; init; }

    public required IReadOnlyList<PlanMeasureResponse> Measures { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required string SubmittedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedByName { get; init; }

    /// <summary>What the chairman wrote.</summary>
    public string? Comment { get; init; }

    public SupportResponse? Support { get; init; }
}

/// <summary>One intervention of a plan; texts masked like every private text.</summary>
public sealed record class PlanMeasureResponse
{
    public required MeasureKind Kind { get; init; }

    public required string Description { get; init; }

    public required string Executor { get; init; }

    public required DateOnly DueOn { get; init; }
}

/// <summary>Where the help in money of a plan stands.</summary>
public enum SupportState
{
    /// <summary>Part of a plan that is not approved yet.</summary>
    Planned,

    /// <summary>The fund was asked.</summary>
    Requested,
    Approved,
    Rejected,
    Cancelled,
    Paid,
    Reversed,
}

/// <summary>Help in money, as the fund last told.</summary>
public sealed record class SupportResponse
{
    /// <summary>Also the id of the fund's disbursement.</summary>
    public required Guid Id { get; init; }

    public required string Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    public required long Amount { get; init; }

    public string? Group { get; init; }

    public required SupportState State { get; init; }

    /// <summary>Why the fund rejected or cancelled it, in the fund's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Number of the voucher, "PC-2024-000012", once it is paid.</summary>
    public string? Voucher { get; init; }

    public DateOnly? PaidOn { get; init; }
}

/// <summary>The chairman's decision on a plan.</summary>
public sealed record class PlanDecisionRequest
{
    /// <summary>Needed to return a plan, welcome on approval. Kept encrypted.</summary>
    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Comment { get; init; }
}
