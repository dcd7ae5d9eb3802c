using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Calendar;

internal static class ListCalendar
{
    public static async Task<Ok<Page<CalendarDayResponse>>> Handle(
        int? year, PageRequest page, IdentityDbContext db, CancellationToken ct)
    {
        IQueryable<CalendarDay> days = db.CalendarDays;
        if (year is not null)
        {
            days = days.Where(d => d.Date.Year == year);
        }

        if (page.After is { } after)
        {
            var date = after.Get<DateOnly>(0);
            var kind = after.Get<string>(1);
            days = days.Where(d => EF.Functions.GreaterThan(ValueTuple.Create(d.Date, d.Kind), ValueTuple.Create(date, kind)));
        }

        var rows = await days.AsNoTracking().OrderBy(d => d.Date).ThenBy(d => d.Kind).Take(page.Take)
            .Select(d => new CalendarDayResponse { Date = d.Date, Kind = d.Kind, Name = d.Name, Mark = d.Mark })
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, d => [d.Date, d.Kind]));
    }
}
