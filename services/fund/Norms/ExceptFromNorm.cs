using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Norms;

/// <summary>POST /disbursements/{id}/norm-exception.</summary>
internal static class ExceptFromNorm
{
    /// <summary>
    /// Lets a request go above the norm, with a reason that stands in its history and in the list of exceptions: a director or
    /// the council, never the requester, before it is approved. 409 <c>within-norm</c> when there is nothing to except. A request
    /// that is changed so that it asks for more has to be excepted anew.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        var now = clock.GetUtcNow();
        disbursement.ExceptFromNorm(reason, user, now);
        var excess = await db.AboveNorm(disbursement, VietnamTime.DateOf(now), ct);
        FundRules.WithinNorm.Require(excess is not null);
        db.NormExceptions.Add(new NormException(Uuid7.New(clock), disbursement, excess!, reason, user, now));
        audit.Record("disbursement.norm-exception", "disbursement", id.ToString(),
            new { disbursement.RequestNumber, excess!.Norm.Id, excess.Allowed, excess.Asked, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
