using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>What the plan's VI.2 wants to hear of at once.</summary>
public enum UrgentSubject
{
    DeathByAccident,
    Violence,
    SexualAbuse,
    LabourExploitation,
    DisasterOrEpidemic,
    OtherSpecialCircumstances,
}

/// <summary>One page about a case, which is named by its number alone. Never write a name, birth date or address.</summary>
public record class UrgentReportRequest
{
    /// <summary><c>VV-2024-00045</c>.</summary>
    [Required(ErrorMessage = "required")]
    [RegularExpression(@"^VV-\d{4}-\d{5,}$", ErrorMessage = "invalid-format")]
    [StringLength(20, ErrorMessage = "too-long")]
    public string? CaseNumber { get; init; }

    [Required(ErrorMessage = "required")]
    public UrgentSubject? Subject { get; init; }

    /// <summary>Commune or district where it happened.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? UnitCode { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? OccurredOn { get; init; }

    /// <summary>How many children.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1, 10_000, ErrorMessage = "out-of-range")]
    public int? Children { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(2000, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? Measures { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Requests { get; init; }
}

/// <summary>An urgent report in the coordinator's queue.</summary>
public record class UrgentReportResponse
{
    public required Guid Id { get; init; }
    public required string CaseNumber { get; init; }

    /// <summary>False while the platform knows no case of this number: mistyped, or not taken in yet.</summary>
    public required bool CaseKnown { get; init; }
    public required UrgentSubject Subject { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public required int Children { get; init; }
    public required string Measures { get; init; }
    public string? Requests { get; init; }
    public string? Agency { get; init; }
    public required string SentByName { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public string? SeenByName { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
    public required int Version { get; init; }
}
