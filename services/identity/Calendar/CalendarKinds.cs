namespace ChildPlatform.Identity.Calendar;

/// <summary>The words of the public calendar (domain/conventions §1); what each makes of its day says <c>PublicCalendar</c>.</summary>
internal static class CalendarKinds
{
    public const string Holiday = "holiday";

    /// <summary>Nghỉ bù: the working day after a holiday that fell on a day of rest.</summary>
    public const string CompensatoryOff = "compensatory_off";

    /// <summary>Hoán đổi: a working day given free in exchange for a day of rest.</summary>
    public const string SwappedOff = "swapped_off";

    /// <summary>Làm bù: the day of rest that is worked for it.</summary>
    public const string MakeupWorkday = "makeup_workday";

    /// <summary>All words. The last three tell something of a day without changing whether it is worked.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Holiday, CompensatoryOff, SwappedOff, MakeupWorkday, "event", "lunar_new_year", "unconfirmed"];

    /// <summary>How sure a day is.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["SRC", "COMPUTED", "RECALL"];
}
