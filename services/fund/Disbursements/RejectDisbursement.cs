using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/reject: ends a request that waits for appraisal or approval.</summary>
internal static class RejectDisbursement
{
    /// <summary>Rejects a submitted or appraised request (từ chối), with a reason.</summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, IOutbox outbox, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        var now = clock.GetUtcNow();
        disbursement.Reject(reason, user, now);
        outbox.TellDecision(disbursement, FundingDecision.Rejected, reason, now);
        audit.Record("disbursement.reject", "disbursement", id.ToString(), new { reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }

    /// <summary>The reason as it is stored; one of blanks alone is none.</summary>
    public static string RequireReason(this ReasonRequest request)
    {
        var reason = VietnameseText.Normalise(request.Reason);

        return reason.Length >= 3 ? reason : throw new InvalidInputException("/reason", "reason-length");
    }
}
