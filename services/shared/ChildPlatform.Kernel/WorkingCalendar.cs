namespace ChildPlatform.Kernel;

/// <summary>What a row of the public calendar makes of its day.</summary>
public enum DayChange
{
    /// <summary>Nobody works: a holiday, the day off in its place, or a working day swapped away.</summary>
    Off,

    /// <summary>A Saturday or Sunday on which offices work, in exchange for another day.</summary>
    Working,
}

/// <summary>
/// The days on which offices work: Monday to Friday, but for the days that the state decides anew every year (domain/conventions
/// §1). Which these are is data; this is only the arithmetic.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<DateOnly, DayChange> _changes;

    /// <summary>A day that is named twice with different words is refused: no deadline may hang on which of them came last.</summary>
    /// <exception cref="ArgumentException">A day is both off and working.</exception>
    public WorkingCalendar(IEnumerable<KeyValuePair<DateOnly, DayChange>> changes)
    {
        _changes = [];
        foreach (var (day, change) in changes)
        {
            if (!_changes.TryAdd(day, change) && _changes[day] != change)
            {
                throw new ArgumentException($"{day:O} is both off and working.", nameof(changes));
            }
        }
    }

    /// <summary>The bare week, for where no day has been decided.</summary>
    public static WorkingCalendar Week { get; } = new([]);

    public bool IsWorkingDay(DateOnly day) => _changes.TryGetValue(day, out var change)
        ? change is DayChange.Working
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>This day if offices work on it, else the next one on which they do.</summary>
    public DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The last of <paramref name="count"/> working days, the day of the event itself not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var left = count; left > 0; left--)
        {
            day = WorkingDayFrom(day.AddDays(1));
        }

        return day;
    }
}
