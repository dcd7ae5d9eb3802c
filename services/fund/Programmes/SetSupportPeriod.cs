using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Programmes;

/// <summary>PUT /programmes/{code}/support-period.</summary>
internal static class SetSupportPeriod
{
    /// <summary>
    /// Says how often a programme may help the same child: once, or once in a year, quarter or month (month unless it is said).
    /// What is approved already is not judged again. <c>If-Match</c> is the programme's ETag.
    /// </summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        string code, SupportPeriodRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db, AuditTrail audit,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.Programmes.FindAsync([code], ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(programme.Version);
        var before = programme.SupportPeriod;
        programme.HelpOncePer(request.Period!.Value);
        audit.Record("programme.support-period", "programme", code, new { before, after = programme.SupportPeriod });
        await db.SaveChangesAsync(ct);
        ETag.Set(context, programme.Version);

        return TypedResults.Ok((await db.ReadProgrammes(code, LimitYear.Of(null, clock), ct))[0]);
    }
}
