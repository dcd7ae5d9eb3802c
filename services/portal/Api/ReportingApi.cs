using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Portal.Api;

/// <summary>The plan's targets and their check against the fund's own books.</summary>
internal sealed class ReportingApi(ApiClient api)
{
    private const string Root = "/api/v1/reporting";

    public Task<PlanTargetsResponse> TargetsAsync(int year, CancellationToken ct) =>
        api.GetAsync<PlanTargetsResponse>($"{Root}/plans/{year}/targets", ct);

    public Task<ReconciliationResponse> ReconciliationAsync(int year, CancellationToken ct) =>
        api.GetAsync<ReconciliationResponse>($"{Root}/reconciliation?year={year}", ct);
}
