using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/cancel: takes a request back before it is paid; reserved money is free again.</summary>
internal static class CancelDisbursement
{
    /// <summary>
    /// Cancels (hủy), with a reason: the requester before approval (anyone else is 409 <c>only-the-requester</c>), an approver
    /// after (anyone else is 403).
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger, LotBook lots,
        IOutbox outbox, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        var reserved = disbursement.State is DisbursementState.Approved;
        if (reserved && !user.Has(Roles.FundApprover) && !user.Has(Roles.FundCouncilApprover))
        {
            throw new RefusedException(Refusals.Forbidden);
        }

        var year = reserved ? await db.LockProgrammeYear(disbursement.Programme, disbursement.LimitYear!.Value, ct) : null;
        var held = reserved ? await ledger.LockHeld(lots, id, DrawState.Reserved, ct) : null;
        var now = clock.GetUtcNow();
        disbursement.Cancel(reason, year, held, user, now);
        await lots.Release(id, ct);
        await db.FreeSupport(id, ct);
        outbox.TellDecision(disbursement, FundingDecision.Cancelled, reason, now);
        audit.Record("disbursement.cancel", "disbursement", id.ToString(), new { reason, released = reserved ? disbursement.Amount : 0 });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
