using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Calendar;

/// <summary>A day that is worked though the week says no, or the other way round. Identity's word, kept as a copy.</summary>
internal sealed class CalendarDay
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
internal sealed class CalendarYear
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

internal static class CalendarQueries
{
    /// <summary>The working days as they are decided now; some dozens of rows.</summary>
    public static async Task<WorkingCalendar> WorkingCalendar(this ReportingDbContext db, CancellationToken ct) => new(
        (await db.CalendarDays.AsNoTracking().ToListAsync(ct)).Select(day => KeyValuePair.Create(day.Date, day.Change)));
}

internal sealed class CalendarConfiguration : IEntityTypeConfiguration<CalendarDay>, IEntityTypeConfiguration<CalendarYear>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => d.Date);
    }

    public void Configure(EntityTypeBuilder<CalendarYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.HasKey(y => y.Year);
        builder.Property(y => y.Year).ValueGeneratedNever();
    }
}
