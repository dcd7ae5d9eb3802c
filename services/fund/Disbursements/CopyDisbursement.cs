using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>
/// POST /disbursements/{id}/copy: a request that ended without money begins anew, as a draft with a number of its own.
/// </summary>
internal static class CopyDisbursement
{
    /// <summary>
    /// Drafts a request with everything that a rejected or cancelled one says; the requester's own. What ended stays as it is.
    /// The copy is checked like any request: what the catalogues no longer know is 422.
    /// </summary>
    public static async Task<Results<Created<DisbursementResponse>, NotFound>> Handle(
        Guid id, ActionRequest? request, HttpContext http, FundDbContext db, GeneralLedger ledger, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var ended = await db.Disbursements.AsNoTracking().AsSplitQuery().Within(user)
            .SingleOrDefaultAsync(row => row.Id == id, ct);
        if (ended is null)
        {
            return TypedResults.NotFound();
        }

        ended.RequireCopyable(user);
        var details = await DisbursementInput.Check(db, SaidBy(ended, user), clock, ct);
        var number = await ledger.TakeNumber(NumberCounter.Requests, VietnamTime.Today(clock).Year, ct);
        var draft = Disbursement.Draft(details, number, user, clock);
        db.Disbursements.Add(draft);
        audit.Record("disbursement.request", "disbursement", draft.Id.ToString(),
            new { draft.RequestNumber, draft.Programme, draft.Amount, CopyOf = ended.RequestNumber });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/fund/disbursements/{draft.Id}", GetDisbursement.Answer(http, draft, user));
    }

    private static DisbursementRequest SaidBy(Disbursement disbursement, CurrentUser user)
    {
        var said = GetDisbursement.Of(disbursement, user);

        return new DisbursementRequest
        {
            Programme = said.Programme,
            Purpose = said.Purpose,
            Amount = said.Amount,
            Beneficiaries = said.Beneficiaries,
            Payee = said.Payee,
            PlannedOn = said.PlannedOn,
        };
    }
}
