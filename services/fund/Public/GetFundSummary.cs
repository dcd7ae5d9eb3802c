using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Targets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Public;

/// <summary>GET /public/fund/summary: the thermometer's figures.</summary>
internal static class GetFundSummary
{
    /// <summary>Target, raised and percent of a year (the current one unless asked) on the plan basis, and what was paid.</summary>
    public static async Task<Ok<PublicSummaryResponse>> Handle(
        int? year, HttpContext http, FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tree = await TargetTree.Read(db, PublicYear.Of(year, now), ct);
        http.CacheForASecond();

        return TypedResults.Ok(new PublicSummaryResponse
        {
            Year = tree.Year,
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

/// <summary>The year that the public asks for.</summary>
internal static class PublicYear
{
    public static int Of(int? asked, DateTimeOffset now) => asked switch
    {
        null => VietnamTime.DateOf(now).Year,
        >= 2000 and <= 2100 => asked.Value,
        _ => throw new InvalidInputException("/year", "out-of-range"),
    };
}
