using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ReferenceData.Copies;

/// <summary>A day that offices do not work though the week says so, or the other way round. Identity's word, kept as a copy.</summary>
public sealed class CalendarDay
{
    private CalendarDay()
    {
    }

    public CalendarDay(DateOnly date, DayChange change)
    {
        Date = date;
        Change = change;
    }

    public DateOnly Date { get; private set; }
    public DayChange Change { get; private set; }

    public static CalendarDay From(ChangedDay day) =>
        new(day.Date, day.Change is CalendarChange.Working ? DayChange.Working : DayChange.Off);
}

/// <summary>Which version of a year's calendar the copy holds; 1 is the calendar that the platform starts with.</summary>
public sealed class CalendarYear
{
    private CalendarYear()
    {
    }

    public int Year { get; private set; }
    public int Version { get; private set; }

    public static CalendarYear Seeded(int year) => new() { Year = year, Version = 1 };

    /// <summary>Takes a newer version's number; false for one that is known already, or older.</summary>
    public bool Take(int version)
    {
        if (version <= Version)
        {
            return false;
        }

        Version = version;

        return true;
    }
}

/// <summary>A service's copy of the calendar: its tables, and the days counted by it.</summary>
public static class CalendarCopy
{
    /// <summary>The working days as they are decided now; some dozens of rows.</summary>
    public static async Task<WorkingCalendar> WorkingCalendar(this DbContext db, CancellationToken ct) => new(
        (await db.Set<CalendarDay>().AsNoTracking().ToListAsync(ct)).Select(day => KeyValuePair.Create(day.Date, day.Change)));

    /// <summary>The tables of a service's copy of the calendar.</summary>
    public static void AddCalendar(this ModelBuilder model)
    {
        model.Entity<CalendarDay>(days =>
        {
            days.ToTable("calendar_days");
            days.HasKey(day => day.Date);
        });
        model.Entity<CalendarYear>(years =>
        {
            years.ToTable("calendar_years");
            years.HasKey(year => year.Year);
            years.Property(year => year.Year).ValueGeneratedNever();
        });
    }
}
