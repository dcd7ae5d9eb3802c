namespace ChildPlatform.Contracts.Identity;

/// <summary>An agency of plan 1715 or the committee of a district.</summary>
public sealed record class AgencyResponse
{
    /// <summary>Code of the plan: GDDT, YT, H01, …</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>department, court, union, press, open_set or district_committee, as in the plan's catalogue.</summary>
    public required string Kind { get; init; }

    /// <summary>The unit that the agency governs (a district's committee) or sits in (the province).</summary>
    public required UnitName Unit { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of validity; null while it exists.</summary>
    public DateOnly? ValidTo { get; init; }
}
