using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>What each figure means, and the values that others give.</summary>
internal static class IndicatorEndpoints
{
    public static void MapIndicators(this IEndpointRouteBuilder reporting)
    {
        var indicators = reporting.MapGroup("/indicators").WithTags("Indicators").WithIdempotency<ReportingDbContext>(required: false);

        indicators.MapGet("/", ListIndicators.Handle).WithName("ListIndicators").RequireAuthorization(ReportingPolicies.Read);
        indicators.MapGet("/{code}", GetIndicator.Handle).WithName("GetIndicator").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Read);
        indicators.MapGet("/{code}/values", ListIndicatorValues.Handle).WithName("ListIndicatorValues").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Read);
        indicators.MapGet("/{code}/districts", GetDistrictValues.Handle).WithName("GetDistrictValues").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Read);
        indicators.MapPost("/{code}/values", EnterIndicatorValue.Handle).WithName("EnterIndicatorValue").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Report);
    }
}
