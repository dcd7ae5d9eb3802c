using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>GET /indicators/{code}/districts: what the districts have given, and the whole that it makes.</summary>
internal static class GetDistrictValues
{
    /// <summary>
    /// The newest value of each district in a year of the plan, and their roll-up. Shares are not averaged: 1 of 10 and 90 of 100
    /// are 91 of 110. The province's own value, which is entered apart, is not changed by it. 404 plan-year-unknown.
    /// </summary>
    /// <param name="year">Year of the plan; the newest plan's when left out.</param>
    public static async Task<Results<Ok<DistrictValuesResponse>, NotFound>> Handle(
        string code, int? year, ReportingDbContext db, CancellationToken ct)
    {
        if (await db.Indicators.AsNoTracking().SingleOrDefaultAsync(i => i.Code == code, ct) is not { } indicator)
        {
            return TypedResults.NotFound();
        }

        var wanted = year ?? await db.Plans.MaxAsync(p => (int?)p.Year, ct) ?? 0;
        var districts = await db.PlanAgencies.AsNoTracking().Where(a => a.Year == wanted && a.UnitCode != null)
            .OrderBy(a => a.Position).ToListAsync(ct);
        if (districts.Count == 0)
        {
            throw new RefusedException(ReportingRules.PlanYearUnknown);
        }

        var values = await db.IndicatorValues.FromSql($"""
            select distinct on (unit_code) * from indicator_values
            where indicator = {code} and year = {wanted} and unit_code is not null
            order by unit_code, as_of desc, entered_at desc, id desc
            """).AsNoTracking().ToDictionaryAsync(v => v.UnitCode!, ct);
        var items = districts.ConvertAll(a => new DistrictValue
        {
            Agency = a.Code,
            UnitCode = a.UnitCode!,
            Name = a.Name,
            Value = values.TryGetValue(a.UnitCode!, out var value) ? GetIndicator.Of(value) : null,
        });

        return TypedResults.Ok(Sum(indicator, wanted, items));
    }

    private static DistrictValuesResponse Sum(Indicator indicator, int year, List<DistrictValue> items)
    {
        var given = items.Select(item => item.Value).OfType<IndicatorValueResponse>().ToList();
        var counted = indicator.IsRatio ? given.FindAll(value => value.Denominator is not null) : given;
        decimal? numerator = indicator.IsRatio && counted.Count > 0 ? counted.Sum(value => value.Numerator) : null;
        decimal? denominator = indicator.IsRatio && counted.Count > 0 ? counted.Sum(value => value.Denominator) : null;
        var whole = (numerator, denominator) is ({ } part, { } all)
            ? IndicatorValue.Share(part, all)
            : counted.Count > 0 ? counted.Sum(value => value.Value) : (decimal?)null;

        return new DistrictValuesResponse
        {
            Year = year,
            Items = items,
            Numerator = numerator,
            Denominator = denominator,
            Value = whole,
            Rounded = whole is { } sum ? IndicatorValue.Round(sum) : null,
            Counted = counted.Count,
            Missing = items.Count - given.Count,
            WithoutParts = given.Count - counted.Count,
        };
    }
}
