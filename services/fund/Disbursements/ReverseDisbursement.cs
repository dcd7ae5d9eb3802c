using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Targets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/reverse: a second, opposite entry; the voucher keeps its number, marked "hủy".</summary>
internal static class ReverseDisbursement
{
    /// <summary>Takes a payment back, with a reason: the gifts that bear it have their money again.</summary>
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
        disbursement.RequireReversible();
        var now = clock.GetUtcNow();
        var year = await db.LockProgrammeYear(disbursement.Programme, disbursement.LimitYear!.Value, ct);
        var held = await ledger.LockHeld(lots, id, DrawState.Drawn, ct);
        await ledger.Post(PaymentEntry.Reversal(disbursement, held.Shares, VietnamTime.DateOf(now), user.Id), held.Accounts, ct);
        await lots.Return(id, ct);

        disbursement.Reverse(reason, year, user, now);
        await db.FreeSupport(id, ct);
        await PaymentTotal.Move(db, disbursement.PaidOn!.Value, disbursement.Programme, -disbursement.Amount, -1, ct);
        outbox.Add(new DisbursementReversed
        {
            DisbursementId = id,
            Number = disbursement.Number!,
            Programme = disbursement.Programme,
            Amount = disbursement.Amount,
            PaidOn = disbursement.PaidOn.Value,
            ReversedAt = now,
            Version = disbursement.Version,
        });
        audit.Record("disbursement.reverse", "disbursement", id.ToString(), new { disbursement.Number, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
