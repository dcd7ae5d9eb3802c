using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Evidence;

/// <summary>POST /disbursements/{id}/evidence/{evidence}/withdraw.</summary>
internal static class WithdrawEvidence
{
    /// <summary>
    /// Withdraws a file with a reason; it stays in the list, its content is not given any more. From submission on, the last file
    /// of a kind that the programme asks for stays until another is there (409 <c>evidence-still-required</c>).
    /// </summary>
    /// <param name="evidence">Id of the file.</param>
    public static async Task<Results<Ok<DisbursementEvidenceResponse>, NotFound>> Handle(
        Guid id, Guid evidence, ReasonRequest request, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement
            || await db.DisbursementEvidence.SingleOrDefaultAsync(row => row.Id == evidence
                && row.DisbursementId == id, ct) is not { } file)
        {
            return TypedResults.NotFound();
        }

        disbursement.RequireTakesEvidence();
        file.Withdraw(reason, user, clock.GetUtcNow());
        if (disbursement.State is not DisbursementState.Draft)
        {
            var required = await db.RequiredPapersOf(disbursement.Programme, ct);
            FundRules.EvidenceStillRequired.Require(!required.Contains(file.Paper)
                || await db.DisbursementEvidence.AnyAsync(
                    row => row.DisbursementId == id && row.Id != evidence && row.Paper == file.Paper
                        && row.WithdrawnAt == null, ct));
        }

        audit.Record("disbursement.evidence.withdraw", "disbursement", id.ToString(),
            new { disbursement.RequestNumber, File = file.Id, file.Paper, reason });
        await db.SaveChangesAsync(ct);
        var name = await db.PaperKinds.Where(kind => kind.Code == file.Paper).Select(kind => kind.Name).SingleAsync(ct);

        return TypedResults.Ok(ListEvidence.Of(file, disbursement.RequestNumber, name));
    }
}
