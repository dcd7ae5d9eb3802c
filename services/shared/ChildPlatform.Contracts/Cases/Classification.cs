using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>What a case is about, once somebody knows.</summary>
public sealed record class ClassificationRequest
{
    [Required(ErrorMessage = "required")]
    public CaseKind? Kind { get; init; }

    /// <summary>Forms of abuse, each one once; left as they are when missing.</summary>
    [MaxLength(7, ErrorMessage = "too-many")]
    public IReadOnlyList<AbuseForm>? Forms { get; init; }
}
