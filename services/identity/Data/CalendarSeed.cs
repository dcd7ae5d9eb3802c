using ChildPlatform.Identity.Calendar;
using ChildPlatform.ReferenceData;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Data;

/// <summary>The public calendar 2024 to 2027. Days that an administrator has changed since are left as they are.</summary>
internal static class CalendarSeed
{
    public static async Task Seed(IdentityDbContext db, CancellationToken ct)
    {
        var known = await db.CalendarDays.Select(d => new { d.Date, d.Kind }).ToListAsync(ct);
        db.CalendarDays.AddRange(
            PublicCalendar.Rows()
                .Where(r => !known.Contains(new { r.Date, r.Kind }))
                .Select(r => new CalendarDay { Date = r.Date, Kind = r.Kind, Name = r.NameVi, Mark = r.Mark }));
        await db.SaveChangesAsync(ct);
    }
}
