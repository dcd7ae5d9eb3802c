using System.Linq.Expressions;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Units;

internal static class GetUnit
{
    public static async Task<Results<Ok<UnitResponse>, NotFound>> Handle(Guid id, IdentityDbContext db, CancellationToken ct) =>
        await Read(db.Units.Where(u => u.Id == id), db).SingleOrDefaultAsync(ct) is { } unit
            ? TypedResults.Ok(unit)
            : TypedResults.NotFound();

    /// <summary>The only projection of a unit to the wire.</summary>
    public static IQueryable<UnitResponse> Read(IQueryable<Unit> units, IdentityDbContext db) =>
        from unit in units.AsNoTracking()
        join above in db.Units on unit.ParentId equals above.Id into parents
        from parent in parents.DefaultIfEmpty()
        select new UnitResponse
        {
            Id = unit.Id,
            Code = unit.Code,
            Name = unit.Name,
            Type = unit.Type,
            Level = unit.Level,
            ParentId = unit.ParentId,
            Path = unit.Path,
            District = unit.Level == UnitLevel.District
                ? new UnitName { Id = unit.Id, Code = unit.Code, Name = unit.Name }
                : parent != null && parent.Level == UnitLevel.District
                    ? new UnitName { Id = parent.Id, Code = parent.Code, Name = parent.Name }
                    : null,
            ValidFrom = unit.ValidFrom,
            ValidTo = unit.ValidTo,
            LegalBasis = unit.LegalBasis,
        };

    /// <summary>Code and name of a unit, for answers that only mention it.</summary>
    public static readonly Expression<Func<Unit, UnitName>> Name = u => new UnitName { Id = u.Id, Code = u.Code, Name = u.Name };
}
