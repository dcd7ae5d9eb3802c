using System.Security.Cryptography;
using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Attachments;

/// <summary>GET /{id}/attachments/{attachment}: the content.</summary>
internal static class OpenAttachment
{
    /// <summary>
    /// The content of a file, only with the header Access-Purpose (428 <c>access-purpose-required</c>); the read is stored
    /// before the answer leaves. It is offered under the case's number, since a name may tell who the child is. 409
    /// <c>attachment-withdrawn</c>.
    /// </summary>
    /// <param name="attachment">Id of the file.</param>
    public static async Task<Results<FileStreamHttpResult, NotFound>> Handle(
        Guid id, Guid attachment, HttpContext http, CasesDbContext db, IFileStore store, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var purpose = await db.PurposeOf(http, user, ct);
        var inScope = db.Cases.Within(user).Where(row => row.Id == id);
        var file = await db.Attachments.AsNoTracking().Include(one => one.Case)
            .SingleOrDefaultAsync(one => one.Id == attachment && inScope.Any(row => row.Id == one.CaseId), ct);
        if (file is null)
        {
            return TypedResults.NotFound();
        }

        if (purpose is null)
        {
            throw new RefusedException(CasesRules.PurposeRequired);
        }

        CasesRules.AttachmentWithdrawn.Require(file.WithdrawnAt is null);
        db.AccessEntries.Add(AccessEntry.Of(file.Case, purpose, user, clock.GetUtcNow()));
        audit.Record("case.attachment.open", "attachment", file.Id.ToString(), new { file.Case.Number, file.Kind });
        await db.SaveChangesAsync(ct);

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var kind = FileKind.Of(file.Kind);
        var content = await Open(store, sealer, file.Id, ct);
        http.Response.ContentLength = file.Size;

        var name = $"{file.Case.Number}-{file.Id.ToString("N")[^6..]}{kind.Extensions[0]}";

        return TypedResults.Stream(content, kind.MediaType, name);
    }

    /// <summary>
    /// The clear content; its beginning has been opened when this returns, so that a wrong file is refused in words.
    /// </summary>
    private static async Task<Stream> Open(IFileStore store, Sealer sealer, Guid id, CancellationToken ct)
    {
        try
        {
            return await store.OpenAsync(id, ct) is { } content
                ? await sealer.Open(content, CaseAttachment.ContentPlace(id), ct)
                : throw new RefusedException(FileRefusals.NotAvailable);
        }
        catch (CryptographicException)
        {
            throw new RefusedException(FileRefusals.NotAvailable);
        }
    }
}
