using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>One figure's meaning: code, definition, numerator, denominator, break-downs, source and lead agency.</summary>
public record class IndicatorResponse
{
    /// <summary>Key: <c>II.7</c> of the plan, <c>children-0605</c> and <c>abuse-0101</c> of Thông tư 13/2021.</summary>
    public required string Code { get; init; }

    /// <summary>plan, children or abuse: the same official code exists in two sets.</summary>
    public required string Set { get; init; }

    /// <summary>Code as the source writes it; null where it is not known.</summary>
    public string? OfficialCode { get; init; }
    public required string Definition { get; init; }
    public string? Numerator { get; init; }
    public string? Denominator { get; init; }
    public required IReadOnlyList<string> Breakdowns { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<AgencyName> LeadAgencies { get; init; }

    /// <summary>percent, VND or none.</summary>
    public required string Unit { get; init; }

    /// <summary>True for a share, which is computed from its parts.</summary>
    public required bool IsRatio { get; init; }

    /// <summary>Newest value for the whole province; null when there is none.</summary>
    public IndicatorValueResponse? Latest { get; init; }
}

/// <summary>A value of an indicator with its source. Values are added, never changed.</summary>
public record class IndicatorValueResponse
{
    public required Guid Id { get; init; }
    public required int Year { get; init; }

    /// <summary>Code of the district that it is about; null for the province.</summary>
    public string? UnitCode { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }

    /// <summary>Unrounded: the quotient in per cent, or the published rate or amount.</summary>
    public required decimal Value { get; init; }

    /// <summary>One decimal, halves upwards, for show; decisions use the unrounded value.</summary>
    public required decimal Rounded { get; init; }
    public required string Source { get; init; }

    /// <summary>Day that the value is about.</summary>
    public required DateOnly AsOf { get; init; }
    public string? Note { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>
/// A value: numerator and denominator, from which the share is computed, or a rate or amount that its source publishes as such.
/// </summary>
public record class IndicatorValueRequest
{
    /// <summary>Year of the plan; the year of <see cref="AsOf"/> when left out.</summary>
    [Range(2000, 2100, ErrorMessage = "out-of-range")]
    public int? Year { get; init; }

    /// <summary>District; the caller's own for a district's reporter, else the province.</summary>
    [StringLength(10, ErrorMessage = "too-long")]
    public string? UnitCode { get; init; }

    [Range(0d, 9_007_199_254_740_991d, ErrorMessage = "out-of-range")]
    public decimal? Numerator { get; init; }

    /// <summary>Zero is refused: a share of nothing says nothing.</summary>
    [Range(0d, 9_007_199_254_740_991d, ErrorMessage = "out-of-range")]
    public decimal? Denominator { get; init; }

    /// <summary>Published rate (per cent) or amount, instead of the parts; only with its source.</summary>
    [Range(0d, 9_007_199_254_740_991d, ErrorMessage = "out-of-range")]
    public decimal? Value { get; init; }

    /// <summary>Who says so: survey, report, system.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Source { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? AsOf { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>The catalogue of indicators.</summary>
public record class IndicatorsResponse
{
    public required IReadOnlyList<IndicatorResponse> Items { get; init; }
}
