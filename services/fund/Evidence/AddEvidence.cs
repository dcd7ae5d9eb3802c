using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Evidence;

/// <summary>POST /disbursements/{id}/evidence.</summary>
internal static class AddEvidence
{
    /// <summary>
    /// Adds a file to a disbursement (chứng từ), sent as the multipart field <c>file</c>: PDF, JPEG, PNG, DOCX or XLSX by its
    /// content (415
    /// <c>file-type-not-allowed</c>), at most 10 MiB (413 <c>file-too-large</c>). Also after payment, for what receivers sign;
    /// not once the request is rejected or cancelled (409 <c>wrong-state</c>). The name that it is sent under is not kept.
    /// </summary>
    /// <param name="paper">Code of the kind of paper; 422 <c>not-in-catalogue</c> for one that is not in force.</param>
    public static async Task<Results<Created<DisbursementEvidenceResponse>, NotFound>> Handle(
        Guid id, string paper, IFormFile file, FundDbContext db, FileCheck check, IFileStore store, AuditTrail audit,
            CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Disbursements.Within(user).AnyAsync(row => row.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        var sent = check.Of(file);
        var today = VietnamTime.Today(clock);
        var kind = await db.PaperKinds.AsNoTracking().SingleOrDefaultAsync(
            row => row.Code == paper && row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today), ct)
            ?? throw new InvalidInputException("/paper", "not-in-catalogue");

        // The content first, and on disk: a row never names what a crash has taken. Without its row it is swept. The request is
        // locked only after that, since a disk may be slow.
        var fileId = Uuid7.New(clock);
        await using (var content = sent.OpenRead())
        {
            await store.PutAsync(fileId, content, ct);
        }

        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        disbursement.RequireTakesEvidence();
        var count = await db.DisbursementEvidence.CountAsync(row => row.DisbursementId == id, ct);
        FundRules.TooMuchEvidence.Require(count < DisbursementEvidence.Most);
        var evidence = new DisbursementEvidence(fileId, disbursement, count + 1, kind.Code, sent, user, clock.GetUtcNow());
        db.DisbursementEvidence.Add(evidence);
        audit.Record("disbursement.evidence.add", "disbursement", id.ToString(),
            new { disbursement.RequestNumber, File = fileId, evidence.Paper, evidence.Kind, evidence.Size });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/fund/disbursements/{id}/evidence/{fileId}",
            ListEvidence.Of(evidence, disbursement.RequestNumber, kind.Name));
    }
}
