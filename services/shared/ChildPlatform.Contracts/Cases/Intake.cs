using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>An intake as an officer or the hotline gives it; all but channel, what and place may be missing.</summary>
public sealed record class IntakeRequest
{
    /// <summary>Code of the channel: hotline-111, hotline-18001581, commune, police, school, health, in-person.</summary>
    [Required(ErrorMessage = "required")]
    public string? Channel { get; init; }

    /// <summary>When the information was received; now when missing. The legal clocks start here. Never after now.
    /// Not before the first day of which the units are known.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Whether the child needs urgent protection (Nghị định 56/2017/NĐ-CP, Điều 31).</summary>
    public bool Urgent { get; init; }

    /// <summary>Missing while nobody can say yet.</summary>
    public CaseKind? Kind { get; init; }

    /// <summary>Each one once.</summary>
    [MaxLength(7, ErrorMessage = "too-many")]
    public IReadOnlyList<AbuseForm>? Forms { get; init; }

    /// <summary>What was told, in words. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? What { get; init; }

    /// <summary>Code of the commune or district where it happened, as valid on the day of receipt.</summary>
    [Required(ErrorMessage = "required")]
    public string? PlaceUnitCode { get; init; }

    /// <summary>Kept encrypted.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? PlaceDetail { get; init; }

    /// <summary>Day on which it happened; never after the day of receipt, nor before any child of that day was born.</summary>
    public DateOnly? OccurredOn { get; init; }

    public ChildInput? Child { get; init; }

    /// <summary>Who told; only if they agree. Kept encrypted.</summary>
    public PersonInput? Informant { get; init; }

    /// <summary>The caller's own number of this report, for finding it again; never anything personal.</summary>
    [StringLength(60, ErrorMessage = "too-long")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9./_-]*$", ErrorMessage = "invalid-format")]
    public string? ExternalReference { get; init; }
}
