using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Attachments;

/// <summary>POST /{id}/attachments/{attachment}/withdraw.</summary>
internal static class WithdrawAttachment
{
    /// <summary>
    /// Marks a file as withdrawn, with a reason; it stays in the list and in the history, its content is not given any more.
    /// </summary>
    /// <param name="attachment">Id of the file.</param>
    public static async Task<Results<Ok<AttachmentResponse>, NotFound>> Handle(
        Guid id, Guid attachment, WithdrawAttachmentRequest request, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var reason = VietnameseText.Normalise(request.Reason);
        if (reason.Length == 0)
        {
            throw new InvalidInputException("/reason", "required");
        }

        if (await db.LockCase(id, user, ct) is not { } row
            || await db.Attachments.SingleOrDefaultAsync(one => one.Id == attachment && one.CaseId == id, ct) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        file.Withdraw(sealer.Seal(reason, CaseAttachment.ReasonPlace(file.Id))!, user, now);
        row.NoteAttachment($"withdrawn {file.Kind}", user, now);
        audit.Record("case.attachment.withdraw", "attachment", file.Id.ToString(), new { row.Number, file.Kind });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(ListAttachments.Of(file, opener: null));
    }
}
