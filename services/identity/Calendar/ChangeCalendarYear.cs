using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Calendar;

internal static class ChangeCalendarYear
{
    /// <summary>
    /// Replaces the days of a year and tells whoever counts by them. The same days again change nothing and tell nobody, so a
    /// repeated request is harmless.
    /// </summary>
    public static async Task<Ok<CalendarYearResponse>> Handle(
        int year, ChangeCalendarRequest request, IfMatch ifMatch, HttpContext http, IdentityDbContext db, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var days = CalendarInput.Check(year, request.Days!);
        await db.InTransaction(
            async () =>
            {
                var row = await db.LockCalendarYear(year, ct);
                ifMatch.Require(row.Version);
                var now = clock.GetUtcNow();
                var before = await db.CalendarDays.Where(d => d.Date.Year == year)
                    .OrderBy(d => d.Date).ThenBy(d => d.Kind).ToListAsync(ct);
                var difference = CalendarDifference.Between(before, days);
                if (!difference.IsEmpty)
                {
                    db.CalendarDays.RemoveRange(difference.Removed);
                    db.CalendarDays.AddRange(difference.Added);
                    difference.Renamed.ForEach(pair => pair.Old.Describe(pair.New.Name, pair.New.Mark));
                    row.Change(user, request.Basis, now);
                    audit.Record("calendar.change", "calendar", $"{year}", new
                    {
                        row.Version,
                        row.Basis,
                        Added = difference.Added.Select(Words),
                        Removed = difference.Removed.Select(Words),
                        Renamed = difference.Renamed.Select(pair => Words(pair.New)),
                    });
                    outbox.Add(row.ToMessage(days, now));
                }

                await db.SaveChangesAsync(ct);

                return row.Version;
            },
            ct);

        return TypedResults.Ok(await GetCalendarYear.Answer(year, http, db, ct));
    }

    private static object Words(CalendarDay day) => new { day.Date, day.Kind, day.Name };
}

/// <summary>What a new list of days makes different.</summary>
internal sealed record CalendarDifference(
    List<CalendarDay> Added, List<CalendarDay> Removed, List<(CalendarDay Old, CalendarDay New)> Renamed)
{
    public bool IsEmpty => Added.Count + Removed.Count + Renamed.Count == 0;

    public static CalendarDifference Between(IReadOnlyList<CalendarDay> before, IReadOnlyList<CalendarDay> after)
    {
        var known = before.ToDictionary(day => (day.Date, day.Kind));
        var wanted = after.Select(day => (day.Date, day.Kind)).ToHashSet();

        return new CalendarDifference(
            [.. after.Where(day => !known.ContainsKey((day.Date, day.Kind)))],
            [.. before.Where(day => !wanted.Contains((day.Date, day.Kind)))],
            [
                .. from day in after
                   let old = known.GetValueOrDefault((day.Date, day.Kind))
                   where old is not null && (old.Name, old.Mark) != (day.Name, day.Mark)
                   select (old, day),
            ]);
    }
}
