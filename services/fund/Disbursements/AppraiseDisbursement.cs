using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Norms;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/appraise: the accountant has checked programme, need and papers.</summary>
internal static class AppraiseDisbursement
{
    /// <summary>
    /// Appraises a submitted request (thẩm định); not by its requester. 422 <c>evidence-missing</c> as at submission: another
    /// service's message brings no papers; 409 <c>already-supported</c> and <c>above-norm</c> likewise.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ActionRequest? request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        disbursement.Appraise(user, clock.GetUtcNow());
        await db.RequirePapers(disbursement, ct);
        await db.RequireFirstSupport(disbursement, VietnamTime.Today(clock), ct);
        await db.RequireNorm(disbursement, VietnamTime.Today(clock), ct);
        audit.Record("disbursement.appraise", "disbursement", id.ToString());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
