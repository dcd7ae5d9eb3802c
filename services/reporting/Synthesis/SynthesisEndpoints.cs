using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Synthesis;

/// <summary>The province's report made of all reports of a round.</summary>
internal static class SynthesisEndpoints
{
    public static void MapSynthesis(this IEndpointRouteBuilder reporting)
    {
        var synthesis = reporting.MapGroup("/rounds/{id:guid}/synthesis").WithTags("Synthesis")
            .WithIdempotency<ReportingDbContext>(required: false);

        synthesis.MapGet("/", GetSynthesis.Handle).WithName("GetSynthesis").ProducesProblem(404)
            .Produces(200, contentType: "application/octet-stream").RequireAuthorization(ReportingPolicies.Oversee);
        synthesis.MapPost("/", FreezeSynthesis.Handle).WithName("FreezeSynthesis").ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(ReportingPolicies.Coordinate);
    }
}
