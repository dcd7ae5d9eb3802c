using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements: a draft, which nothing is reserved for yet.</summary>
internal static class RequestDisbursement
{
    /// <summary>Drafts a request for money (đề nghị chi). Amounts are whole đồng.</summary>
    public static async Task<Created<DisbursementResponse>> Handle(
        DisbursementRequest request, HttpContext http, FundDbContext db, GeneralLedger ledger, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var details = await DisbursementInput.Check(db, request, clock, ct, await RequestAnnotations.Check(http, request));
        var number = await ledger.TakeNumber(NumberCounter.Requests, VietnamTime.Today(clock).Year, ct);

        var disbursement = Disbursement.Draft(details, number, user, clock);
        db.Disbursements.Add(disbursement);
        audit.Record("disbursement.request", "disbursement", disbursement.Id.ToString(),
            new { disbursement.RequestNumber, disbursement.Programme, disbursement.Amount });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/fund/disbursements/{disbursement.Id}",
            GetDisbursement.Answer(http, disbursement, user));
    }
}
