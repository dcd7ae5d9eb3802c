using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Calendar;

internal static class GetCalendarYear
{
    /// <summary>A year that nobody has decided yet is empty and has version 0: the bare week holds.</summary>
    public static async Task<Ok<CalendarYearResponse>> Handle(
        int year, HttpContext http, IdentityDbContext db, CancellationToken ct)
    {
        CalendarInput.CheckYear(year);

        return TypedResults.Ok(await Answer(year, http, db, ct));
    }

    /// <summary>The year as answered, with its ETag set; one statement, so that a change in between is seen whole or not.</summary>
    public static async Task<CalendarYearResponse> Answer(int year, HttpContext http, IdentityDbContext db, CancellationToken ct)
    {
        var read = await db.CalendarYears.AsNoTracking().Where(y => y.Year == year)
            .Select(y => new CalendarYearResponse
            {
                Year = y.Year,
                Version = y.Version,
                Days = db.CalendarDays.Where(d => d.Date.Year == year).OrderBy(d => d.Date).ThenBy(d => d.Kind)
                    .Select(d => new CalendarDayResponse { Date = d.Date, Kind = d.Kind, Name = d.Name, Mark = d.Mark })
                    .ToList(),
                ChangedAt = y.ChangedAt,
                ChangedBy = y.ChangedBy,
                ChangedByName = y.ChangedByName,
                Basis = y.Basis,
            })
            .SingleOrDefaultAsync(ct);
        var answer = read ?? new CalendarYearResponse { Year = year, Version = 0, Days = [] };
        ETag.Set(http, answer.Version);

        return answer;
    }
}
