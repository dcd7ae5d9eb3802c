using ChildPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Units;

/// <summary>Finds the version of a unit that counts on a day.</summary>
internal static class UnitTree
{
    /// <summary>Units that are valid on a day.</summary>
    public static IQueryable<Unit> ValidOn(this IQueryable<Unit> units, DateOnly day) =>
        units.Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day));

    /// <summary>
    /// The unit with this code that is valid on a day. A code is given once at a time, so there is one or none.
    /// </summary>
    public static Task<Unit?> FindByCode(this DbSet<Unit> units, string code, DateOnly day, CancellationToken ct) =>
        units.AsNoTracking().ValidOn(day).SingleOrDefaultAsync(u => u.Code == code, ct);

    /// <summary>
    /// Rights follow the tree that is valid on the day of access: a unit that has ended by then is followed to what it became.
    /// Before its first day, and where the links do not lead on, the unit itself is the answer.
    /// </summary>
    public static async Task<Unit?> Resolve(this IdentityDbContext db, Guid unitId, DateOnly day, CancellationToken ct)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == unitId, ct);
        var seen = new HashSet<Guid> { unitId };
        while (unit is not null && unit.ValidTo < day)
        {
            var successors = await (
                from link in db.UnitSuccessions
                join next in db.Units on link.NewId equals next.Id
                where link.OldId == unit.Id && link.EffectiveOn <= day
                select next).AsNoTracking().Take(2).ToListAsync(ct);

            // A split has no single heir: the rights stay where they were until an administrator decides.
            if (successors is not [var successor] || !seen.Add(successor.Id))
            {
                return unit;
            }

            unit = successor;
        }

        return unit;
    }
}
