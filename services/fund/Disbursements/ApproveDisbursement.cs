using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Norms;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/approve: one signature; the last one reserves the money.</summary>
internal static class ApproveDisbursement
{
    /// <summary>
    /// Signs a request (phê duyệt): the director first, and above the threshold the council after. The last signature reserves
    /// the amount, money for the child, the area and the programme first, and charges the limit of the year that the money is
    /// planned for (without a planned day, of today). 409 <c>insufficient-balance</c> or <c>limit-exceeded</c> carry the figures
    /// in <c>details</c>; 409 <c>already-supported</c> links the request that helps one of the children from this programme in
    /// the same period, and <c>above-norm</c> cites the norm.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, ActionRequest? request, IfMatch ifMatch, HttpContext http, CaseAnswer answer, FundDbContext db, GeneralLedger ledger,
        LotBook lots, IOutbox outbox, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var threshold = await db.SecondSignatureThreshold(today, ct);
        var programme = await db.Programmes.AsNoTracking().SingleAsync(row => row.Code == disbursement.Programme, ct);
        var year = await db.LockProgrammeYear(programme.Code, (disbursement.PlannedOn ?? today).Year, ct);
        var money = await ledger.LockMatching(await db.FundsFor(disbursement, ct), ct);

        disbursement.TakeCaseAnswer(answer.Supportable, now);
        var shares = disbursement.Approve(user, threshold, programme, year, money, now);
        await db.RequireFirstSupport(disbursement, today, ct);
        await db.RequireNorm(disbursement, today, ct);
        if (disbursement.State is DisbursementState.Approved)
        {
            await lots.Hold(id, shares, ct);
            await db.ClaimSupport(disbursement, today, ct);
            outbox.TellDecision(disbursement, FundingDecision.Approved, reason: null, now);
        }

        audit.Record("disbursement.approve", "disbursement", id.ToString(), new
        {
            disbursement.Signatures,
            disbursement.SecondSignatureNeeded,
            disbursement.FromProgramme,
            disbursement.FromPool,
            from = shares,
        });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
