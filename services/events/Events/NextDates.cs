using ChildPlatform.Events.Data;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Events;

/// <summary>When a plan is held that is copied from another year, and how its title names that year.</summary>
internal sealed record NextDates(DateTimeOffset StartsAt, DateTimeOffset EndsAt, int OldYear, int NewYear)
{
    /// <summary>
    /// The same day and hour of Viet Nam, or as far from the lunar day of its template; 29 February becomes the 28th.
    /// </summary>
    public static async Task<NextDates> Of(
        EventsDbContext db, string template, DateTimeOffset startsAt, DateTimeOffset endsAt, int years, CancellationToken ct)
    {
        var lunar = await db.Templates.AsNoTracking().Where(row => row.Code == template).Select(row => row.LunarDate)
            .SingleAsync(ct);
        if (LunarDay.Of(lunar)?.Later(startsAt, endsAt, years) is var (nextStart, nextEnd, year))
        {
            return new NextDates(nextStart, nextEnd, year, year + years);
        }

        year = VietnamTime.DateOf(startsAt).Year;

        return new NextDates(
            VietnamTime.ToLocal(startsAt).AddYears(years), VietnamTime.ToLocal(endsAt).AddYears(years), year, year + years);
    }

    /// <summary>A title that names its year names the new one: "Trung thu 2024" becomes "Trung thu 2025".</summary>
    public string Renamed(string title) => title.Replace($"{OldYear}", $"{NewYear}", StringComparison.Ordinal);
}
