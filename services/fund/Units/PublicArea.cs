using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.ReferenceData.Copies;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Units;

/// <summary>What may be said in public of where children live.</summary>
internal static class PublicArea
{
    /// <summary>
    /// Name of the smallest unit that holds all these places and is no finer than a district: what may be said in public.
    /// </summary>
    public static async Task<string?> PublicAreaOf(this FundDbContext db, IReadOnlyCollection<Unit> places, CancellationToken ct)
    {
        var paths = places.Select(place => place.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (paths.Count == 0)
        {
            return null;
        }

        var common = paths[0].TakeWhile((id, level) => paths.All(path => path.Length > level && path[level] == id))
            .Select(Guid.Parse).ToArray();
        var above = await db.Units.AsNoTracking()
            .Where(unit => common.Contains(unit.Id) && unit.Level != UnitLevel.Commune)
            .ToListAsync(ct);

        return above.MaxBy(unit => unit.Path.Length)?.Name;
    }
}
