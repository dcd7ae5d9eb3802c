using ChildPlatform.Cases.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Calendar;

/// <summary>Who counts by the calendar and who changes it wait for each other.</summary>
internal static class CalendarLocks
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
}
