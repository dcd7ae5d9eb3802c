using ChildPlatform.Cases.Data;
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
}

internal static class CalendarQueries
{
    public static async Task<WorkingCalendar> WorkingCalendar(this CasesDbContext db, CancellationToken ct) => new(
        (await db.CalendarDays.AsNoTracking().ToListAsync(ct)).Select(day => KeyValuePair.Create(day.Date, day.Change)));
}

internal sealed class CalendarDayConfiguration : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(day => day.Date);
    }
}
