using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>
/// What a programme may give to one child in a period (mức chi, định mức): data with validity, since the province's scheme sets
/// it. Money is whole đồng.
/// </summary>
public record class NormResponse
{
    public required Guid Id { get; init; }
    public required string Programme { get; init; }

    /// <summary>
    /// Group of children that it is for, <c>HCDB01</c>…; null for every child that no other norm of the programme names.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>The most that one child is given in one <see cref="Period"/>.</summary>
    public required long Amount { get; init; }

    public required SupportPeriod Period { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The document that says so.</summary>
    public required string Source { get; init; }
    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }
    public required int Version { get; init; }
}

/// <summary>Puts a norm in force from a day on; the one before for the same programme and group ends the day before.</summary>
public record class NormRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    [StringLength(20, ErrorMessage = "too-long")]
    public string? Group { get; init; }

    /// <summary>Whole đồng for one child and period.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    public SupportPeriod? Period { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The document that says so, 3 to 200 characters.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Source { get; init; }
}

/// <summary>Ends a norm.</summary>
public record class NormEndRequest
{
    /// <summary>Last day in force, not before its first.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? ValidTo { get; init; }
}

/// <summary>How a request stands above what its programme may give. Money is whole đồng.</summary>
public record class AboveNorm
{
    /// <summary>The norm that is exceeded.</summary>
    public required NormResponse Norm { get; init; }

    /// <summary>The most that the norms allow for this request, or for the child of <see cref="CaseNumber"/>.</summary>
    public required long Allowed { get; init; }

    /// <summary>What is asked for; for one child, with what it was given in the norm's period before.</summary>
    public required long Asked { get; init; }

    /// <summary>What of <see cref="Asked"/> the child was given before; 0 when the sum of the request is too high.</summary>
    public required long Earlier { get; init; }

    /// <summary>The case whose child would be given too much; null when the sum of the request is too high.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Whether the signed-in user may except this request.</summary>
    public required bool MayBeExcepted { get; init; }
}

/// <summary>A request that may go above the norm, and why. Only ever added. Money is whole đồng.</summary>
public record class NormExceptionResponse
{
    public required Guid Id { get; init; }
    public required Guid DisbursementId { get; init; }
    public required string RequestNumber { get; init; }

    /// <summary>Voucher number once it is paid.</summary>
    public string? Number { get; init; }

    /// <summary>State of the request now.</summary>
    public required DisbursementState State { get; init; }
    public required string Programme { get; init; }
    public required string Purpose { get; init; }

    /// <summary>What the norm allowed, and what was asked for in its place.</summary>
    public required long Allowed { get; init; }
    public required long Asked { get; init; }

    /// <summary>The document that the norm is from.</summary>
    public required string NormSource { get; init; }
    public required string Reason { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}
