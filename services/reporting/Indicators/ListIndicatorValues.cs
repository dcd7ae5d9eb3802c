using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>GET /indicators/{code}/values: keyset pages, newest first.</summary>
internal static class ListIndicatorValues
{
    /// <summary>Every value that was given for an indicator, newest entry first.</summary>
    public static async Task<Results<Ok<Page<IndicatorValueResponse>>, NotFound>> Handle(
        string code, PageRequest page, ReportingDbContext db, CancellationToken ct)
    {
        if (!await db.Indicators.AnyAsync(i => i.Code == code, ct))
        {
            return TypedResults.NotFound();
        }

        var values = db.IndicatorValues.AsNoTracking().Where(v => v.Indicator == code);
        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            values = values.Where(v => v.Id < id);
        }

        var rows = await values.OrderByDescending(v => v.Id).Take(page.Take)
            .Select(v => new
            {
                Value = v,
                Superseded = db.IndicatorValues.Any(later => later.Indicator == v.Indicator && later.Year == v.Year
                    && later.UnitCode == v.UnitCode && later.AsOf == v.AsOf && later.Id > v.Id),
            })
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(
            rows, row => GetIndicator.Of(row.Value) with { Superseded = row.Superseded }, row => [row.Value.Id]));
    }
}
