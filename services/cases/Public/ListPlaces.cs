using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Public;

/// <summary>GET /places: the communes of today, for a form that is filled without signing in.</summary>
internal static class ListPlaces
{
    /// <summary>Communes that a report may name, by district and name.</summary>
    public static async Task<Ok<Page<PublicPlaceResponse>>> Handle(CasesDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var units = await db.Units.AsNoTracking()
            .Where(unit => unit.ValidFrom <= today && (unit.ValidTo == null || unit.ValidTo >= today))
            .Select(unit => new { unit.Id, unit.Code, unit.Name, unit.Level, unit.ParentId })
            .ToListAsync(ct);
        var names = units.ToDictionary(unit => unit.Id, unit => unit.Name);
        var places = units.Where(unit => unit.Level is UnitLevel.Commune)
            .Select(unit => new PublicPlaceResponse
            {
                Code = unit.Code,
                Name = unit.Name,
                District = unit.ParentId is { } district ? names.GetValueOrDefault(district) : null,
            })
            .OrderBy(place => place.District, StringComparer.Ordinal).ThenBy(place => place.Name, StringComparer.Ordinal);

        return TypedResults.Ok(new Page<PublicPlaceResponse>([.. places], null));
    }
}
