using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Targets;

/// <summary>GET /targets/{year}: target II.6 by source, with the forecast for the year's end.</summary>
internal static class GetTargets
{
    /// <summary>Years that a plan may speak of; any other is 404.</summary>
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>The year's target tree. A year without targets shows what came in, against a target of 0.</summary>
    public static async Task<Results<Ok<TargetTreeResponse>, NotFound>> Handle(
        int year, FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (year is < FirstYear or > LastYear)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok((await TargetTree.Read(db, year, ct)).ToResponse(clock.GetUtcNow()));
    }
}
