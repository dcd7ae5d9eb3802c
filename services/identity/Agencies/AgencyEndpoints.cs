namespace ChildPlatform.Identity.Agencies;

internal static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder identity)
    {
        var agencies = identity.MapGroup("/agencies").WithTags("Agencies").RequireAuthorization();

        agencies.MapGet("/", ListAgencies.Handle).WithName("ListAgencies")
            .WithSummary("Agencies of the plan that exist on a day")
            .WithDescription("asOf: yyyy-mm-dd, default today. q: part of a name or code, without tone marks.");
    }
}
