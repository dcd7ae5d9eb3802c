using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>What was done at once to protect a child.</summary>
public enum UrgentMeasureKind
{
    /// <summary>Tạm thời cách ly: the child is kept apart from who harms it.</summary>
    Separation,

    /// <summary>A safe place to stay, care, treatment or guarding, without separation from the family.</summary>
    SafeCare,
}

/// <summary>A decision on urgent protection (Nghị định 56/2017/NĐ-CP, Điều 31, 32).</summary>
public sealed record class UrgentMeasureRequest
{
    [Required(ErrorMessage = "required")]
    public UrgentMeasureKind? Kind { get; init; }

    /// <summary>Number of the decision, as printed: "12/QĐ-UBND".</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(60, ErrorMessage = "too-long")]
    public string? Decision { get; init; }

    /// <summary>First day of a separation; today when missing.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of a separation, which needs one.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Number of the document by which a competent authority asks for more than the days that the law allows.</summary>
    [StringLength(60, ErrorMessage = "too-long")]
    public string? HigherAuthorityDocument { get; init; }

    /// <summary>Where the child stays and who cares for it. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>An urgent measure as decided.</summary>
public sealed record class UrgentMeasureResponse
{
    public required UrgentMeasureKind Kind { get; init; }

    public required string Decision { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public string? HigherAuthorityDocument { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required string ByName { get; init; }
}
