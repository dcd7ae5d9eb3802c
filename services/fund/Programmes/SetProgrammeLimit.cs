using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Programmes;

internal static class SetProgrammeLimit
{
    /// <summary>
    /// Sets the programme's cap for a year, or lifts it with a limit of null. The cap is on money approved or paid for that year;
    /// it cannot go below what is used already. <c>If-Match</c> is the programme's ETag.
    /// </summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        string code, int year, ProgrammeLimitRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db,
        AuditTrail audit, TimeProvider clock, CancellationToken ct)
    {
        _ = LimitYear.Of(year, clock);
        if (await db.Programmes.FindAsync([code], ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(programme.Version);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = await db.LockProgrammeYear(code, year, ct);
        var before = row.Limit;
        programme.SetLimit(row, request.Limit);
        audit.Record("programme.limit", "programme", code, new { year, before, after = request.Limit });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        ETag.Set(context, programme.Version);

        return TypedResults.Ok((await db.ReadProgrammes(code, year, ct))[0]);
    }
}
