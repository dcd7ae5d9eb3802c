using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Units;

internal static class ListSuccessors
{
    public static async Task<Results<Ok<Page<UnitSuccessor>>, NotFound>> Handle(Guid id, IdentityDbContext db, CancellationToken ct)
    {
        if (!await db.Units.AnyAsync(u => u.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        var links = await db.UnitSuccessions.AsNoTracking().Where(s => s.OldId == id).OrderBy(s => s.EffectiveOn).ToListAsync(ct);
        var ids = links.Select(s => s.NewId).ToList();
        var units = await GetUnit.Read(db.Units.Where(u => ids.Contains(u.Id)), db).ToDictionaryAsync(u => u.Id, ct);

        return TypedResults.Ok(new Page<UnitSuccessor>(
            [.. links.Select(s => new UnitSuccessor
            {
                Kind = s.Kind,
                EffectiveOn = s.EffectiveOn,
                LegalBasis = s.LegalBasis,
                Unit = units[s.NewId],
            })], null));
    }
}
