using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Calendar;

/// <summary>A day that offices do not work though the week says so, or the other way round. Identity's word, kept as a copy.</summary>
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
    /// <summary>Any number that no other lock of this service has.</summary>
    private const long CalendarLock = 1_001;

    /// <summary>
    /// Until the end of the transaction the calendar is not changed. Whoever starts a clock holds it, before any row of a case: else a
    /// clock could be counted by the old calendar while those that are there already are counted by the new one.
    /// </summary>
    public static Task KeepCalendar(this CasesDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({CalendarLock})", ct);

    /// <summary>Waits until nobody counts by the calendar any more, and keeps all others waiting until the change is stored.</summary>
    public static Task ChangeCalendar(this CasesDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({CalendarLock})", ct);

    public static async Task<WorkingCalendar> WorkingCalendar(this CasesDbContext db, CancellationToken ct) => new(
        (await db.CalendarDays.AsNoTracking().ToListAsync(ct)).Select(day => KeyValuePair.Create(day.Date, day.Change)));
}

internal sealed class CalendarConfiguration : IEntityTypeConfiguration<CalendarDay>, IEntityTypeConfiguration<CalendarYear>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(day => day.Date);
    }

    public void Configure(EntityTypeBuilder<CalendarYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.HasKey(year => year.Year);
        builder.Property(year => year.Year).ValueGeneratedNever();
    }
}
