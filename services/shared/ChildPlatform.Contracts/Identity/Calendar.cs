namespace ChildPlatform.Contracts.Identity;

/// <summary>A day of the public calendar that is not like the others.</summary>
public sealed record class CalendarDayResponse
{
    public required DateOnly Date { get; init; }

    /// <summary>
    /// holiday, compensatory_off, swapped_off and makeup_workday change working days; event, lunar_new_year and unconfirmed
    /// do not.
    /// </summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>How sure the day is: SRC (published), COMPUTED (by the lunar rule), RECALL (to be confirmed).</summary>
    public required string Mark { get; init; }
}
