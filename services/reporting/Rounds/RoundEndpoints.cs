using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Rounds;

/// <summary>Rounds, and who is in.</summary>
internal static class RoundEndpoints
{
    public static void MapRounds(this IEndpointRouteBuilder reporting)
    {
        var rounds = reporting.MapGroup("/rounds").WithTags("Rounds").WithIdempotency<ReportingDbContext>(required: false);

        rounds.MapGet("/", ListRounds.Handle).WithName("ListRounds").RequireAuthorization(ReportingPolicies.ReadWork);
        rounds.MapPost("/", AddRound.Handle).WithName("AddRound").RequireAuthorization(ReportingPolicies.Coordinate);
        rounds.MapGet("/{id:guid}", GetRound.Handle).WithName("GetRound").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
        rounds.MapPut("/{id:guid}", ChangeRound.Handle).WithName("ChangeRound").ProducesProblem(404)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Coordinate);
        reporting.MapGet("/completeness", GetCompleteness.Handle).WithTags("Rounds").WithName("GetCompleteness").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Oversee);
    }
}
