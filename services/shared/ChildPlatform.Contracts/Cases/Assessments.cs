using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>Level of an indicator. In part B high means well protected, that is a lower risk.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>What the officer concludes from the initial assessment.</summary>
public enum AssessmentConclusion
{
    /// <summary>Urgent protection is needed.</summary>
    Urgent,

    /// <summary>A support or intervention plan is needed, nothing urgent.</summary>
    PlanNeeded,

    /// <summary>No risk was found.</summary>
    NoAction,
}

/// <summary>Initial risk assessment (Mẫu 02). Counts are shown; only the officer concludes.</summary>
public sealed record class AssessmentRequest
{
    /// <summary>Part A: harm now.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? HarmNow { get; init; }

    /// <summary>Part A: further harm if nothing changes.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? FurtherHarm { get; init; }

    /// <summary>Part B: the child's own protection.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? SelfProtection { get; init; }

    /// <summary>Part B: support that the child can get.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? Support { get; init; }

    [Required(ErrorMessage = "required")]
    public AssessmentConclusion? Conclusion { get; init; }

    /// <summary>The conclusion in words, and who provides safe stay and care. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Note { get; init; }

    /// <summary>Kind and forms as they are known now; left as they are when missing.</summary>
    public CaseKind? Kind { get; init; }

    /// <summary>Each one once.</summary>
    [MaxLength(7, ErrorMessage = "too-many")]
    public IReadOnlyList<AbuseForm>? Forms { get; init; }
}

/// <summary>An initial assessment as it stands.</summary>
public sealed record class AssessmentResponse
{
    public required RiskLevel HarmNow { get; init; }

    public required RiskLevel FurtherHarm { get; init; }

    public required RiskLevel SelfProtection { get; init; }

    public required RiskLevel Support { get; init; }

    public required AssessmentConclusion Conclusion { get; init; }

    /// <summary>What the counts suggest.</summary>
    public required AssessmentConclusion Suggested { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required string ByName { get; init; }
}
