using System.ComponentModel.DataAnnotations;

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

/// <summary>A year of the public calendar.</summary>
public sealed record class CalendarYearResponse
{
    public required int Year { get; init; }

    /// <summary>The ETag's number; 0 while nobody has decided the year, 1 as it was delivered.</summary>
    public required int Version { get; init; }

    /// <summary>By date; days that are not listed are what the week makes them.</summary>
    public required IReadOnlyList<CalendarDayResponse> Days { get; init; }

    /// <summary>Null while the year stands as it was delivered.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The <c>sub</c> of whoever changed it last.</summary>
    public string? ChangedBy { get; init; }

    public string? ChangedByName { get; init; }

    /// <summary>Number of the decision that the last change carries out.</summary>
    public string? Basis { get; init; }
}

/// <summary>All days of a year that are not like the others; replaces what was there.</summary>
public sealed record class ChangeCalendarRequest
{
    [Required(ErrorMessage = "required")]
    [MaxLength(400, ErrorMessage = "too-many")]
    public IReadOnlyList<CalendarDayInput>? Days { get; init; }

    /// <summary>Number of the decision that says so, as printed.</summary>
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Basis { get; init; }
}

/// <summary>A day as the administrator decides it.</summary>
public sealed record class CalendarDayInput
{
    [Required(ErrorMessage = "required")]
    public DateOnly? Date { get; init; }

    /// <summary>
    /// holiday; compensatory_off, swapped_off: on Monday to Friday only; makeup_workday: on Saturday or Sunday only; event,
    /// lunar_new_year, unconfirmed: told, but changing nothing.
    /// </summary>
    [Required(ErrorMessage = "required")]
    public string? Kind { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    /// <summary>How sure the day is: SRC (published; when missing, too), COMPUTED (lunar rule), RECALL (to be confirmed).</summary>
    public string? Mark { get; init; }
}
