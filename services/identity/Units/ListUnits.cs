using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Units;

internal static class ListUnits
{
    /// <param name="asOf">The day on which the units are in force; today when it is left out.</param>
    /// <param name="level">Level of the units.</param>
    /// <param name="parent">Id or code of a unit, whose direct children are listed.</param>
    public static async Task<Ok<Page<UnitResponse>>> Handle(
        DateOnly? asOf, Word<UnitLevel>? level, string? parent, string? q, PageRequest page, IdentityDbContext db, TimeProvider clock,
        CancellationToken ct)
    {
        var day = asOf ?? VietnamTime.Today(clock);
        var units = db.Units.ValidOn(day);
        if (level?.Value is { } wanted)
        {
            units = units.Where(u => u.Level == wanted);
        }

        if (Guid.TryParse(parent, out var parentId))
        {
            units = units.Where(u => u.ParentId == parentId);
        }
        else if (!string.IsNullOrWhiteSpace(parent))
        {
            units = units.Where(u => db.Units.ValidOn(day).Any(p => p.Id == u.ParentId && p.Code == parent));
        }

        var words = VietnameseText.SearchKey(q);
        if (words.Length > 0)
        {
            units = units.Where(u => u.SearchKey.Contains(words));
        }

        // The collation of the column orders and compares, so the page after a name begins where the last one ended.
        if (page.After is { } after)
        {
            var name = after.Get<string>(0);
            var id = after.Get<Guid>(1);
            units = units.Where(u => EF.Functions.GreaterThan(ValueTuple.Create(u.Name, u.Id), ValueTuple.Create(name, id)));
        }

        var rows = await GetUnit.Read(units.OrderBy(u => u.Name).ThenBy(u => u.Id).Take(page.Take), db)
            .OrderBy(u => u.Name).ThenBy(u => u.Id).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, u => [u.Name, u.Id]));
    }
}
