using ChildPlatform.Contracts.Identity;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.Reporting.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Calendar;

/// <summary>Replaces the days of a year by those of a newer version: warnings about last days follow what was decided.</summary>
internal sealed class CalendarChangedConsumer(ReportingDbContext db) : IConsumer<CalendarChanged>
{
    public async Task Consume(ConsumeContext<CalendarChanged> context)
    {
        var (changed, ct) = (context.Message, context.CancellationToken);

        // Locked, since two versions of one year may be taken in side by side.
        await db.Database.ExecuteSqlAsync(
            $"insert into calendar_years (year, version) values ({changed.Year}, 0) on conflict do nothing", ct);
        var year = await db.CalendarYears
            .FromSql($"select * from calendar_years where year = {changed.Year} for update").SingleAsync(ct);
        if (year.Take(changed.Version))
        {
            await db.CalendarDays.Where(day => day.Date.Year == changed.Year).ExecuteDeleteAsync(ct);
            db.CalendarDays.AddRange(changed.Days.Select(CalendarDay.From));
        }
    }
}
