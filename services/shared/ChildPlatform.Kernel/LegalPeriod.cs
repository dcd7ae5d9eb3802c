namespace ChildPlatform.Kernel;

/// <summary>How a law counts.</summary>
public enum PeriodUnit
{
    /// <summary>From moment to moment, around the clock, rest days included.</summary>
    Hour,

    WorkingDay,

    CalendarDay,

    Week,

    Month,

    Year,
}

/// <summary>The instant that ends a period, and whether that very instant is still in time.</summary>
/// <param name="DueAt">For hours the last moment; for days the midnight that ends the last day.</param>
/// <param name="Inclusive">True for hours: 04:40 is in time. False for days: the midnight belongs to the next day.</param>
public readonly record struct Deadline(DateTimeOffset DueAt, bool Inclusive)
{
    public bool IsMetAt(DateTimeOffset instant) => Inclusive ? instant <= DueAt : instant < DueAt;
}

/// <summary>
/// A period of law, as in "12 giờ" or "05 ngày làm việc". A period in hours starts at the moment; any other starts on the day after
/// and ends at the end of its last day (Bộ luật Dân sự 2015, Điều 147–148, domain/conventions §2).
/// </summary>
public readonly record struct LegalPeriod
{
    public LegalPeriod(int amount, PeriodUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        Amount = amount;
        Unit = unit;
    }

    public int Amount { get; }

    public PeriodUnit Unit { get; }

    /// <summary>When something that must be done within this period is due: a last day of rest moves it to the next working day.</summary>
    public Deadline ToAct(DateTimeOffset start, WorkingCalendar calendar) => Unit is PeriodUnit.Hour
        ? new Deadline(start.AddHours(Amount), Inclusive: true)
        : EndOf(calendar.WorkingDayFrom(LastDay(VietnamTime.DateOf(start), calendar)));

    /// <summary>When something that may last no longer than this must end, such as holding a child apart: rest days prolong nothing.</summary>
    public Deadline AtMost(DateTimeOffset start, WorkingCalendar calendar) => Unit is PeriodUnit.Hour
        ? new Deadline(start.AddHours(Amount), Inclusive: true)
        : EndOf(LastDay(VietnamTime.DateOf(start), calendar));

    private static Deadline EndOf(DateOnly lastDay) => new(VietnamTime.StartOf(lastDay.AddDays(1)), Inclusive: false);

    // Months and years end on the day of the same number, or on the month's last day where it has no such day.
    private DateOnly LastDay(DateOnly day, WorkingCalendar calendar) => Unit switch
    {
        PeriodUnit.WorkingDay => calendar.AddWorkingDays(day, Amount),
        PeriodUnit.CalendarDay => day.AddDays(Amount),
        PeriodUnit.Week => day.AddDays(7 * Amount),
        PeriodUnit.Month => day.AddMonths(Amount),
        PeriodUnit.Year => day.AddYears(Amount),
        _ => throw new InvalidOperationException($"{Unit} is not counted in days."),
    };
}
