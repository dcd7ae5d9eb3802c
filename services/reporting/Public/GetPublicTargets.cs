using System.ComponentModel.DataAnnotations;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Plans;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Public;

/// <summary>The targets for everybody: totals of the province only, so nothing has to be hidden.</summary>
internal static class GetPublicTargets
{
    public static async Task<Ok<PlanTargetsResponse>> Handle(
        [Range(1, 9999, ErrorMessage = "out-of-range")] int? year, ReportingDbContext db, CancellationToken ct)
    {
        var wanted = year ?? await db.PlanTargets.MaxAsync(t => (int?)t.Year, ct) ?? 0;

        return TypedResults.Ok(await GetPlanTargets.Read(db, wanted, null, ct));
    }
}
