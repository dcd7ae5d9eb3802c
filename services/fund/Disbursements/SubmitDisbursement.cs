using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Norms;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/submit: hands the draft to the accountant.</summary>
internal static class SubmitDisbursement
{
    /// <summary>
    /// Submits a draft for appraisal (trình). 422 <c>evidence-missing</c> names each paper that the programme asks for and that
    /// is not there, at <c>/evidence/{paper}</c>. 409 <c>already-supported</c> when the programme has helped one of the children
    /// in the same period; <c>details</c> link the first request. 409 <c>above-norm</c> cites the norm that is exceeded without
    /// an exception. 422 <c>case-without-plan</c> at each line whose case is unknown or has no approved plan; while the cases
    /// service does not answer, the request goes up and is asked about again.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ActionRequest? request, IfMatch ifMatch, HttpContext http, CaseAnswer answer, FundDbContext db, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        disbursement.Submit(user, clock.GetUtcNow());
        disbursement.RequireCases(answer.Refused ?? []);
        disbursement.TakeCaseAnswer(answer.Supportable, clock.GetUtcNow());
        await db.RequirePapers(disbursement, ct);
        await db.RequireFirstSupport(disbursement, VietnamTime.Today(clock), ct);
        await db.RequireNorm(disbursement, VietnamTime.Today(clock), ct);
        audit.Record("disbursement.submit", "disbursement", id.ToString());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
