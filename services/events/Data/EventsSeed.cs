using ChildPlatform.Events.Templates;
using ChildPlatform.ReferenceData;
using ChildPlatform.ReferenceData.Copies;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Data;

/// <summary>What the database holds before the first event. Runs at every migration and adds only what is missing.</summary>
internal static class EventsSeed
{
    public static async Task Run(EventsDbContext db, CancellationToken ct)
    {
        await Add(db, UnitHistory.Read().Units.Select(Unit.From), unit => unit.Id, ct);
        await Add(db, TemplateSeed.Rows(), template => template.Code, ct);
        await db.SaveChangesAsync(ct);
    }

    private static async Task Add<T, TKey>(EventsDbContext db, IEnumerable<T> rows, Func<T, TKey> key, CancellationToken ct)
        where T : class
    {
        var known = (await db.Set<T>().AsNoTracking().ToListAsync(ct)).Select(key).ToHashSet();
        db.AddRange(rows.Where(row => !known.Contains(key(row))));
    }
}
