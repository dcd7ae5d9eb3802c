using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Attachments;

/// <summary>GET /{id}/attachments; owns the only shape in which a file of a case is answered.</summary>
internal static class ListAttachments
{
    /// <summary>
    /// Files of a case, newest first, also those that were withdrawn. With the header Access-Purpose names come in clear, and
    /// the read is stored before the answer leaves.
    /// </summary>
    public static async Task<Results<Ok<Page<AttachmentResponse>>, NotFound>> Handle(
        Guid id, PageRequest page, HttpContext http, CasesDbContext db, Sealer sealer, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var purpose = await db.PurposeOf(http, user, ct);
        if (await db.Cases.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var files = db.Attachments.AsNoTracking().Where(file => file.CaseId == id);
        if (page.After is { } after)
        {
            var last = after.Get<Guid>(0);
            files = files.Where(file => file.Id < last);
        }

        var rows = await files.OrderByDescending(file => file.Id).Take(page.Take).ToListAsync(ct);
        if (purpose is not null)
        {
            db.AccessEntries.Add(AccessEntry.Of(found, purpose, user, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(page.ToPage(rows, file => Of(file, purpose is null ? null : sealer), file => [file.Id]));
    }

    /// <summary>In clear with a sealer, masked without one.</summary>
    public static AttachmentResponse Of(CaseAttachment file, Sealer? opener) => new()
    {
        Id = file.Id,
        Name = opener is null ? GetCase.Mask : opener.Open(file.Name, CaseAttachment.NamePlace(file.Id))!,
        Masked = opener is null,
        Kind = file.Kind,
        Size = file.Size,
        AddedAt = file.AddedAt,
        AddedByName = file.AddedByName,
        WithdrawnAt = file.WithdrawnAt,
        WithdrawnByName = file.WithdrawnByName,
        Reason = file.Reason is null ? null
            : opener is null ? GetCase.Mask : opener.Open(file.Reason, CaseAttachment.ReasonPlace(file.Id)),
    };
}
