using ChildPlatform.Cases.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Cases.Public;

/// <summary>What anyone may do without signing in: tell, and ask how far it is. How often is limited at the gateway.</summary>
internal static class ReportEndpoints
{
    public static void MapPublicReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/api/v1/public/cases/reports").WithTags("Public").AllowAnonymous();

        reports.MapPost("/", GiveReport.Handle).WithIdempotency<CasesDbContext>(required: false);
        reports.MapGet("/{trackingCode}", GetReportStatus.Handle);
        app.MapGet("/api/v1/public/cases/places", ListPlaces.Handle).WithTags("Public").AllowAnonymous();
    }
}
