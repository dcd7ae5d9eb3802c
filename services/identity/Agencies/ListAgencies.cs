using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Agencies;

internal static class ListAgencies
{
    /// <param name="asOf">The day on which the agencies exist; today when it is left out.</param>
    public static async Task<Ok<Page<AgencyResponse>>> Handle(
        DateOnly? asOf, string? q, PageRequest page, IdentityDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var agencies = db.Agencies.ValidOn(asOf ?? VietnamTime.Today(clock));
        var words = VietnameseText.SearchKey(q);
        if (words.Length > 0)
        {
            agencies = agencies.Where(a => a.SearchKey.Contains(words));
        }

        if (page.After is { } after)
        {
            var code = after.Get<string>(0);
            var validFrom = after.Get<DateOnly>(1);
            agencies = agencies.Where(a =>
                EF.Functions.GreaterThan(ValueTuple.Create(a.Code, a.ValidFrom), ValueTuple.Create(code, validFrom)));
        }

        var rows = await (
            from agency in agencies.AsNoTracking().OrderBy(a => a.Code).Take(page.Take)
            join unit in db.Units on agency.UnitId equals unit.Id
            orderby agency.Code
            select new AgencyResponse
            {
                Code = agency.Code,
                Name = agency.Name,
                Kind = agency.Kind,
                Unit = new UnitName { Id = unit.Id, Code = unit.Code, Name = unit.Name },
                ValidFrom = agency.ValidFrom,
                ValidTo = agency.ValidTo,
            }).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, a => [a.Code, a.ValidFrom]));
    }
}
