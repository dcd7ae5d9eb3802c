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

    /// <summary>
    /// True when a later entry of the same unit, year and day stands in its place. Told in the list of values; elsewhere only
    /// values that count are given.
    /// </summary>
    public bool Superseded { get; init; }
}

/// <summary>
/// The values of the districts in a year of the plan and what they make together. A share of the whole is computed from the sums
/// of numerators and denominators, never as a mean of shares.
/// </summary>
public record class DistrictValuesResponse
{
    public required int Year { get; init; }

    /// <summary>All districts of that year's plan, with a value or without, in the plan's order.</summary>
    public required IReadOnlyList<DistrictValue> Items { get; init; }

    /// <summary>Sum of the numerators; null for an indicator that is no share, and while no district has given parts.</summary>
    public decimal? Numerator { get; init; }

    /// <summary>Sum of the denominators; null where <see cref="Numerator"/> is.</summary>
    public decimal? Denominator { get; init; }

    /// <summary>Unrounded: the quotient of the sums in per cent, or the sum of the amounts; null while nothing counts.</summary>
    public decimal? Value { get; init; }

    /// <summary>One decimal, halves upwards.</summary>
    public decimal? Rounded { get; init; }

    /// <summary>Districts whose value is in it.</summary>
    public required int Counted { get; init; }

    /// <summary>Districts without a value.</summary>
    public required int Missing { get; init; }

    /// <summary>Districts that gave a published rate without its parts, which cannot be summed.</summary>
    public required int WithoutParts { get; init; }
}

/// <summary>A district and its newest value of a year.</summary>
public record class DistrictValue
{
    /// <summary>Code of its people's committee in the plan.</summary>
    public required string Agency { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>Name of the committee, as the plan writes it.</summary>
    public required string Name { get; init; }

    /// <summary>Null while the district has given none.</summary>
    public IndicatorValueResponse? Value { get; init; }
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
