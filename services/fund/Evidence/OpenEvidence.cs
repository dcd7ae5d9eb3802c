using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Evidence;

/// <summary>GET /disbursements/{id}/evidence/{evidence}: the content.</summary>
internal static class OpenEvidence
{
    /// <summary>
    /// The content of a file, under the number of its request. Papers name receivers, so each look is in the audit before the
    /// answer leaves. 409 <c>evidence-withdrawn</c>; 503 <c>file-not-available</c> when the content is away.
    /// </summary>
    /// <param name="evidence">Id of the file.</param>
    public static async Task<Results<FileStreamHttpResult, NotFound>> Handle(
        Guid id, Guid evidence, HttpContext http, FundDbContext db, IFileStore store, AuditTrail audit, CurrentUser user,
        CancellationToken ct)
    {
        var number = await db.Disbursements.AsNoTracking().Within(user).Where(row => row.Id == id)
            .Select(row => row.RequestNumber).SingleOrDefaultAsync(ct);
        var file = number is null
            ? null
            : await db.DisbursementEvidence.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == evidence && row.DisbursementId == id, ct);
        if (file is null)
        {
            return TypedResults.NotFound();
        }

        FundRules.EvidenceWithdrawn.Require(file.WithdrawnAt is null);
        var content = await store.OpenAsync(file.Id, ct) ?? throw new RefusedException(FileRefusals.NotAvailable);
        audit.Record("disbursement.evidence.open", "disbursement", id.ToString(),
            new { RequestNumber = number, File = file.Id, file.Paper });
        await db.SaveChangesAsync(ct);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        return TypedResults.Stream(content, FileKind.Of(file.Kind).MediaType, file.NameIn(number!));
    }
}
