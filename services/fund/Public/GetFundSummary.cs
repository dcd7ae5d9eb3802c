using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Targets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Public;

/// <summary>GET /public/fund/summary: the thermometer's figures.</summary>
internal static class GetFundSummary
{
    /// <summary>
    /// Target, raised and percent of a year (the newest one with a target unless asked) on the plan basis, what was paid, and the
    /// years that there is something to see of.
    /// </summary>
    public static async Task<Ok<PublicSummaryResponse>> Handle(
        int? year, HttpContext http, FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var years = await PublicYears.Read(db, now, ct);
        var tree = await TargetTree.Read(db, years.Of(year), ct);
        http.CacheForASecond();

        return TypedResults.Ok(new PublicSummaryResponse
        {
            Year = tree.Year,
            Years = years.All,
            Basis = "plan",
            Target = tree.Target,
            Raised = tree.Raised,
            Percent = tree.Percent,
            Paid = tree.Paid,
            AsOf = now,
            Sources =
            [
                .. tree.Sources.Select(line => new PublicSourceLine
                {
                    SourceKind = line.SourceKind,
                    Name = line.Name,
                    Target = line.Target,
                    Raised = line.Raised,
                    Percent = line.Percent,
                }),
            ],
        });
    }
}
