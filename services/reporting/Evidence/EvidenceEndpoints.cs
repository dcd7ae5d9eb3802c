using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Evidence;

/// <summary>Files that agencies give as proof.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder reporting)
    {
        var evidence = reporting.MapGroup("/evidence").WithTags("Evidence").WithIdempotency<ReportingDbContext>();

        evidence.MapPost("/", AddEvidence.Handle).WithName("AddEvidence")
            .ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).AllowFile().RequireAuthorization(ReportingPolicies.Report);
        evidence.MapGet("/{id:guid}", OpenEvidence.Handle).WithName("OpenEvidence").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
    }
}
