using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Indicators;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Plans;

/// <summary>All targets of a plan year with what is known of each; the only projection, the public page has the same figures.</summary>
internal static class GetPlanTargets
{
    public static async Task<Ok<PlanTargetsResponse>> Handle(int year, ReportingDbContext db, CancellationToken ct)
        => TypedResults.Ok(await Read(db, year, null, ct));

    /// <param name="until">The last day that an entered value or a child's help may be about; null for all that is known.</param>
    /// <exception cref="RefusedException">plan-year-unknown: the year has no plan.</exception>
    public static async Task<PlanTargetsResponse> Read(ReportingDbContext db, int year, DateOnly? until, CancellationToken ct)
    {
        var targets = await db.PlanTargets.AsNoTracking().Where(t => t.Year == year).OrderBy(t => t.Position).ToListAsync(ct);
        if (targets.Count == 0)
        {
            throw new RefusedException(ReportingRules.PlanYearUnknown);
        }

        var raised = await FundRaised.OnPlanBasis(db, year, ct);
        var entered = await db.LatestValues(year, until, ct);
        var (first, last) = (new DateOnly(year, 1, 1), until ?? new DateOnly(year, 12, 31));
        var helped = await db.HelpFacts.Where(h => !h.Reversed && h.HelpedOn >= first && h.HelpedOn <= last)
            .Select(h => h.ChildCode).Distinct().CountAsync(ct);

        return new PlanTargetsResponse
        {
            Year = year,
            Items =
            [
                .. targets.Select(t => t.Code == PlanTarget.RaisedByFund
                    ? Row(t, raised)
                    : entered.TryGetValue(t.Code, out var value) ? Row(t, value) : Row(t, FundRaised.Unknown))
                    .Select(row => row.Code == PlanTarget.ChildrenHelped ? Counted(row, helped) : row),
            ],
        };
    }

    /// <summary>A value that its owner gave, with the source that it names.</summary>
    private static PlanTargetResponse Row(PlanTarget target, IndicatorValue value) => Row(target, FundRaised.Unknown) with
    {
        Value = value.Value,
        Numerator = value.Numerator,
        Denominator = value.Denominator,
        Source = $"{value.Source}, {VietnamTime.DayMonthYear(value.AsOf)}",
        Percent = target.PercentOf(value.Value),
        Met = target.IsMetBy(value.Value),
        AsOf = value.EnteredAt,
    };

    /// <summary>
    /// Children helped as messages count them, each once. They are the numerator until somebody who answers for the whole list has
    /// given both parts: help takes other forms too.
    /// </summary>
    private static PlanTargetResponse Counted(PlanTargetResponse row, int helped) => row with
    {
        Counted = helped,
        Numerator = row.Value is null ? helped : row.Numerator,
    };

    private static PlanTargetResponse Row(PlanTarget target, FundRaised known) => new()
    {
        Code = target.Code,
        TargetCode = target.TargetCode,
        Name = target.Name,
        Operator = target.Operator,
        TargetValue = target.TargetValue,
        Unit = target.Unit,
        Value = known.Amount,
        Percent = target.PercentOf(known.Amount),
        Met = target.IsMetBy(known.Amount),
        Section = target.Section,
        AsOf = known.AsOf,
        LagSeconds = known.LagSeconds,
    };
}
