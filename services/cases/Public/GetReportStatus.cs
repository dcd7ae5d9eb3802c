using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Public;

/// <summary>GET /reports/{trackingCode}: how far a report is, in a word.</summary>
internal static class GetReportStatus
{
    /// <summary>A word for the state; never what was told or found. 404 for a code that nobody was given.</summary>
    /// <param name="trackingCode">As it was answered, with or without hyphens.</param>
    public static async Task<Results<Ok<PublicReportStatusResponse>, NotFound>> Handle(
        string trackingCode, HttpContext http, CasesDbContext db, CancellationToken ct)
    {
        var code = TrackingCode.Kept(trackingCode);
        var state = await db.Cases.AsNoTracking().Where(row => row.TrackingCode == code).Select(row => (CaseState?)row.State)
            .SingleOrDefaultAsync(ct);
        http.Response.Headers.CacheControl = "no-store";

        return state is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new PublicReportStatusResponse
            {
                Status = state switch
                {
                    CaseState.Received => ReportStatus.Received,
                    CaseState.Closed => ReportStatus.Closed,
                    _ => ReportStatus.InHand,
                },
            });
    }
}
