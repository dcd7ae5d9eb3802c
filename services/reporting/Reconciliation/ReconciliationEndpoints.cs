using ChildPlatform.Contracts.Fund.V1;
using ChildPlatform.ServiceDefaults;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>Whether reporting says the same as the fund.</summary>
internal static class ReconciliationEndpoints
{
    public static void AddReconciliation(this WebApplicationBuilder builder)
    {
        // Named at start when missing, not at the first question.
        builder.Require("Services:fund:grpc:0");
        builder.Require("ServiceClient:Secret");
        builder.Services.AddServiceGrpcClient<FundQueries.FundQueriesClient>("fund");
        builder.Services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ReconciliationGauge>();
        builder.Services.AddSingleton<FundPatience>();
        builder.Services.AddScoped<ReconcileYear>();
        builder.Services.AddHostedService<ReconcileYearsJob>();
    }

    public static void MapReconciliation(this IEndpointRouteBuilder reporting)
        => reporting.MapGet("/reconciliation", ReconcileYear.Handle).WithTags("Reconciliation").WithName("ReconcileYear")
            .RequireAuthorization(ReportingPolicies.Read)
            .WithSummary("Reporting's sums of a year against the fund's ledger, asked now: equal, different or unavailable, by source kind.");
}
