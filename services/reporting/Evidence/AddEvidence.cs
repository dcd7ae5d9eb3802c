using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Evidence;

/// <summary>POST /evidence.</summary>
internal static class AddEvidence
{
    /// <summary>
    /// Keeps a file as proof, sent as the multipart field <c>file</c>: PDF, JPEG, PNG, DOCX or XLSX by its content (415
    /// <c>file-type-not-allowed</c>), at most 10 MiB (413 <c>file-too-large</c>). Its id then stands in evidence of the kind
    /// <c>file</c>. Only the agency whose duty it is may; 404 for another's.
    /// </summary>
    /// <param name="task">Id of the assignment that it is proof for.</param>
    public static async Task<Results<Created<EvidenceFileResponse>, NotFound>> Handle(
        Guid task, IFormFile file, ReportingDbContext db, FileCheck check, IFileStore store, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var assignment = await db.Assignments.AsNoTracking().VisibleTo(user).SingleOrDefaultAsync(a => a.Id == task, ct);
        if (assignment is null)
        {
            return TypedResults.NotFound();
        }

        user.RequireOwn(assignment.Agency);

        // The content first, and on disk: a row never names what a crash has taken. Without its row it is swept.
        var sent = check.Of(file);
        var id = Uuid7.New(clock);
        await using (var content = sent.OpenRead())
        {
            await store.PutAsync(id, content, ct);
        }

        var evidence = new EvidenceFile(id, assignment.Agency, sent, user, clock.GetUtcNow());
        db.EvidenceFiles.Add(evidence);
        audit.Record(
            "evidence.add", "evidence", id.ToString(), new { assignment.Code, evidence.Agency, evidence.Kind, evidence.Size });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/reporting/evidence/{id}", evidence.Response());
    }
}
