using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Evidence;

/// <summary>GET /evidence/{id}.</summary>
internal static class OpenEvidence
{
    /// <summary>
    /// The content of a file of evidence, for whoever may read the duties of its agency; 404 for another agency's.
    /// </summary>
    public static async Task<Results<FileStreamHttpResult, NotFound>> Handle(
        Guid id, HttpContext http, ReportingDbContext db, IFileStore store, CurrentUser user, CancellationToken ct)
    {
        var evidence = await db.EvidenceFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct);
        if (evidence is null || !(user.SeesAllAgencies() || evidence.Agency == user.Agency))
        {
            return TypedResults.NotFound();
        }

        var content = await store.OpenAsync(id, ct) ?? throw new RefusedException(FileRefusals.NotAvailable);
        http.Response.Headers.XContentTypeOptions = "nosniff";

        return TypedResults.Stream(content, FileKind.Of(evidence.Kind).MediaType, evidence.Name);
    }
}
