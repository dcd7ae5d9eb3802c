using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>PUT /disbursements/{id}: replaces every member of a draft.</summary>
internal static class CorrectDisbursement
{
    /// <summary>Corrects a draft; the requester's own, and only before it is submitted.</summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, DisbursementRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var details = await DisbursementInput.Check(db, request, clock, ct, await RequestAnnotations.Check(http, request));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        var before = new { disbursement.Programme, disbursement.Purpose, disbursement.Amount, disbursement.PayeeName };
        disbursement.Correct(details, user, clock.GetUtcNow());
        audit.Record("disbursement.correct", "disbursement", id.ToString(), new
        {
            before,
            after = new { disbursement.Programme, disbursement.Purpose, disbursement.Amount, disbursement.PayeeName },
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }
}
