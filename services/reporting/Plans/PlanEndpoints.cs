namespace ChildPlatform.Reporting.Plans;

/// <summary>The plan and its targets.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder reporting)
    {
        var plans = reporting.MapGroup("/plans").WithTags("Plans").RequireAuthorization(ReportingPolicies.Read);

        plans.MapGet("/{year:int}", GetPlan.Handle).WithName("GetPlan").ProducesProblem(404);
        plans.MapGet("/{year:int}/targets", GetPlanTargets.Handle).WithName("GetPlanTargets").ProducesProblem(404)
            .WithSummary("All targets of a plan year; value is null where nobody has given one. 404 plan-year-unknown.");
    }
}
