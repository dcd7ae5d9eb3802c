using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>GET /indicators: the catalogue.</summary>
internal static class ListIndicators
{
    /// <summary>All indicators: of the plan, then of Thông tư 13/2021, each with its newest value for the province.</summary>
    public static async Task<Ok<IndicatorsResponse>> Handle(ReportingDbContext db, CancellationToken ct)
    {
        var indicators = await db.Indicators.AsNoTracking().OrderBy(i => i.Position).ToListAsync(ct);

        return TypedResults.Ok(new IndicatorsResponse { Items = await GetIndicator.Of(db, indicators, ct) });
    }
}

/// <summary>GET /indicators/{code}; owns the only shape in which an indicator is answered.</summary>
internal static class GetIndicator
{
    /// <summary>An indicator: code, definition, numerator, denominator, break-downs, source, lead agency, newest value.</summary>
    public static async Task<Results<Ok<IndicatorResponse>, NotFound>> Handle(string code, ReportingDbContext db, CancellationToken ct)
        => await db.Indicators.AsNoTracking().SingleOrDefaultAsync(i => i.Code == code, ct) is { } indicator
            ? TypedResults.Ok((await Of(db, [indicator], ct))[0])
            : TypedResults.NotFound();

    public static async Task<IReadOnlyList<IndicatorResponse>> Of(
        ReportingDbContext db, IReadOnlyList<Indicator> indicators, CancellationToken ct)
    {
        var names = await db.PlanAgencies.AsNoTracking().Select(a => new { a.Code, a.Name }).Distinct()
            .ToListAsync(ct);
        var nameOf = names.GroupBy(a => a.Code).ToDictionary(g => g.Key, g => g.First().Name);
        var latest = await db.LatestValues(null, null, ct);

        return
        [
            .. indicators.Select(i => new IndicatorResponse
            {
                Code = i.Code,
                Set = i.Set,
                OfficialCode = i.OfficialCode,
                Definition = i.Definition,
                Numerator = i.Numerator,
                Denominator = i.Denominator,
                Breakdowns = i.Breakdowns,
                Source = i.Source,
                LeadAgencies = [.. i.LeadAgencies.Select(a => new AgencyName { Code = a, Name = nameOf.GetValueOrDefault(a, a) })],
                Unit = i.Unit,
                IsRatio = i.IsRatio,
                Latest = latest.TryGetValue(i.Code, out var value) ? Of(value) : null,
            }),
        ];
    }

    public static IndicatorValueResponse Of(IndicatorValue value) => new()
    {
        Id = value.Id,
        Year = value.Year,
        UnitCode = value.UnitCode,
        Numerator = value.Numerator,
        Denominator = value.Denominator,
        Value = value.Value,
        Rounded = IndicatorValue.Round(value.Value),
        Source = value.Source,
        AsOf = value.AsOf,
        Note = value.Note,
        EnteredByName = value.EnteredByName,
        EnteredAt = value.EnteredAt,
    };

    /// <summary>The newest value of each indicator for the whole province: by the day it is about, then by when it was entered.</summary>
    /// <param name="until">The last day that a value may be about; null for any.</param>
    public static async Task<Dictionary<string, IndicatorValue>> LatestValues(
        this ReportingDbContext db, int? year, DateOnly? until, CancellationToken ct)
        => await db.IndicatorValues.FromSql($"""
            select distinct on (indicator) * from indicator_values
            where unit_code is null and ({year}::int is null or year = {year}) and ({until}::date is null or as_of <= {until})
            order by indicator, as_of desc, entered_at desc, id desc
            """).AsNoTracking().ToDictionaryAsync(v => v.Indicator, ct);
}
