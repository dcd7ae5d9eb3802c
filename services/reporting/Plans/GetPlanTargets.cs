using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Plans;

/// <summary>All targets of a plan year with what is known of each; the only projection, the public page has the same figures.</summary>
internal static class GetPlanTargets
{
    public static async Task<Ok<PlanTargetsResponse>> Handle(int year, ReportingDbContext db, CancellationToken ct)
        => TypedResults.Ok(await Read(db, year, ct));

    /// <exception cref="RefusedException">plan-year-unknown: the year has no plan.</exception>
    public static async Task<PlanTargetsResponse> Read(ReportingDbContext db, int year, CancellationToken ct)
    {
        var targets = await db.PlanTargets.AsNoTracking().Where(t => t.Year == year).OrderBy(t => t.Position).ToListAsync(ct);
        if (targets.Count == 0)
        {
            throw new RefusedException(ReportingRules.PlanYearUnknown);
        }

        var raised = await FundRaised.OnPlanBasis(db, year, ct);

        return new PlanTargetsResponse
        {
            Year = year,
            Items = [.. targets.Select(t => Row(t, t.Code == PlanTarget.RaisedByFund ? raised : FundRaised.Unknown))],
        };
    }

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
