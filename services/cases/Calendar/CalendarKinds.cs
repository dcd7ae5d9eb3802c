using ChildPlatform.Kernel;

namespace ChildPlatform.Cases.Calendar;

/// <summary>What the words of the public calendar mean for working days (domain/conventions §1).</summary>
internal static class CalendarKinds
{
    /// <summary>Null for days that change nothing: festivities, the first day of a lunar year, what is not confirmed.</summary>
    public static DayChange? ChangeOf(string kind) => kind switch
    {
        "holiday" or "compensatory_off" or "swapped_off" => DayChange.Off,
        "makeup_workday" => DayChange.Working,
        _ => null,
    };
}
