namespace ChildPlatform.Reporting.Public;

/// <summary>What anybody may read without signing in.</summary>
internal static class PublicEndpoints
{
    public static void MapPublic(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/api/v1/public/reporting").WithTags("Public").AllowAnonymous();

        pages.MapGet("/targets", GetPublicTargets.Handle).WithName("GetPublicTargets").ProducesProblem(404)
            .WithSummary("All targets of a plan year, by default the newest plan's. 404 plan-year-unknown.");
    }
}
