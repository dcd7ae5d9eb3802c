using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Attachments;

/// <summary>POST /{id}/attachments.</summary>
internal static class AddAttachment
{
    /// <summary>
    /// Adds a file to the case, sent as the multipart field <c>file</c>: PDF, JPEG, PNG, DOCX or XLSX by its content (415
    /// <c>file-type-not-allowed</c>), at most 10 MiB (413 <c>file-too-large</c>). Content and name are kept sealed.
    /// </summary>
    public static async Task<Results<Created<AttachmentResponse>, NotFound>> Handle(
        Guid id, IFormFile file, CasesDbContext db, FileCheck check, IFileStore store, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Cases.Within(user).AnyAsync(row => row.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        // The content first, and on disk: a row never names what a crash has taken. Without its row it is swept. The case is
        // locked only after that, since a disk may be slow.
        var sent = check.Of(file);
        var fileId = Uuid7.New(clock);
        await using (var content = sealer.Seal(sent.OpenRead(), CaseAttachment.ContentPlace(fileId)))
        {
            await store.PutAsync(fileId, content, ct);
        }

        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        var name = sealer.Seal(sent.Name, CaseAttachment.NamePlace(fileId))!;
        var attachment = CaseAttachment.Add(fileId, row, sent, name, user, now);
        db.Attachments.Add(attachment);
        row.NoteAttachment($"added {attachment.Kind}", user, now);
        audit.Record("case.attach", "attachment", fileId.ToString(), new { row.Number, attachment.Kind, attachment.Size });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/cases/{id}/attachments/{fileId}", ListAttachments.Of(attachment, opener: null));
    }
}
