using ChildPlatform.Identity.Calendar;
using ChildPlatform.ReferenceData;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Data;

/// <summary>The public calendar 2024 to 2027. A year that is there stays as it is: an administrator may have removed a day.</summary>
internal static class CalendarSeed
{
    public static async Task Seed(IdentityDbContext db, CancellationToken ct)
    {
        var known = await db.CalendarYears.Select(y => y.Year).ToHashSetAsync(ct);
        foreach (var year in PublicCalendar.Rows().GroupBy(r => r.Date.Year).Where(year => !known.Contains(year.Key)))
        {
            db.CalendarYears.Add(CalendarYear.Seeded(year.Key));
            db.CalendarDays.AddRange(year.Select(r => new CalendarDay(r.Date, r.Kind, r.NameVi, r.Mark)));
        }

        await db.SaveChangesAsync(ct);
    }
}
