using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Portal.Api;

/// <summary>The plan, its tasks, rounds and reports as pages use them.</summary>
internal sealed class ReportingApi(ApiClient api)
{
    private const string Root = "/api/v1/reporting";

    public Task<PlanTargetsResponse> TargetsAsync(int year, CancellationToken ct) =>
        api.GetAsync<PlanTargetsResponse>($"{Root}/plans/{year}/targets", ct);

    public Task<IndicatorsResponse> IndicatorsAsync(CancellationToken ct) =>
        api.GetAsync<IndicatorsResponse>(Root + "/indicators", ct);

    public Task<IndicatorResponse> IndicatorAsync(string code, CancellationToken ct) =>
        api.GetAsync<IndicatorResponse>($"{Root}/indicators/{Uri.EscapeDataString(code)}", ct);

    public Task<Page<IndicatorValueResponse>> IndicatorValuesAsync(string code, Query query, CancellationToken ct) =>
        api.GetAsync<Page<IndicatorValueResponse>>(query.On($"{Root}/indicators/{Uri.EscapeDataString(code)}/values"), ct);

    /// <summary>Values of the districts and what they make together.</summary>
    public Task<DistrictValuesResponse> DistrictValuesAsync(string code, int year, CancellationToken ct) =>
        api.GetAsync<DistrictValuesResponse>($"{Root}/indicators/{Uri.EscapeDataString(code)}/districts?year={year}", ct);

    public Task<Tagged<IndicatorValueResponse>> EnterValueAsync(
        string code, IndicatorValueRequest request, string key, CancellationToken ct) =>
        api.PostAsync<IndicatorValueResponse>($"{Root}/indicators/{Uri.EscapeDataString(code)}/values", request, key, null, ct);

    public Task<ReconciliationResponse> ReconciliationAsync(int year, CancellationToken ct) =>
        api.GetAsync<ReconciliationResponse>($"{Root}/reconciliation?year={year}", ct);

    public Task<PlanTasksResponse> TasksAsync(Query query, CancellationToken ct) =>
        api.GetAsync<PlanTasksResponse>(query.On(Root + "/tasks"), ct);

    public Task<Tagged<AssignmentResponse>> TaskAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<AssignmentResponse>($"{Root}/tasks/{id}", ct);

    public Task<Tagged<AssignmentResponse>> StateProgressAsync(
        Guid id, ProgressRequest request, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<AssignmentResponse>($"{Root}/tasks/{id}/progress", request, key, etag, ct);

    /// <summary>A file of evidence for a duty.</summary>
    public Task<EvidenceFileResponse> AddEvidenceAsync(
        Guid task, string name, byte[] content, string key, CancellationToken ct) => api.PostFileAsync<EvidenceFileResponse>(
        $"{Root}/evidence?task={task}", name, "application/octet-stream", content, key, ct);

    public Task<OwnPlansResponse> OwnPlansAsync(int year, CancellationToken ct) =>
        api.GetAsync<OwnPlansResponse>($"{Root}/plans/{year}/own-plans", ct);

    public Task<Tagged<OwnPlansResponse>> TellOwnPlanAsync(int year, OwnPlanRequest request, string key, CancellationToken ct) =>
        api.PostAsync<OwnPlansResponse>($"{Root}/plans/{year}/own-plans", request, key, null, ct);

    public Task<RoundsResponse> RoundsAsync(CancellationToken ct) => api.GetAsync<RoundsResponse>(Root + "/rounds", ct);

    public Task<Tagged<RoundResponse>> RoundAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<RoundResponse>($"{Root}/rounds/{id}", ct);

    public Task<Tagged<RoundResponse>> ChangeRoundAsync(Guid id, RoundRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<RoundResponse>($"{Root}/rounds/{id}", request, etag, ct);

    public Task<CompletenessResponse> CompletenessAsync(Guid round, CancellationToken ct) =>
        api.GetAsync<CompletenessResponse>($"{Root}/completeness?round={round}", ct);

    public Task<Tagged<AgencyReportResponse>> OpenReportAsync(Guid round, string agency, string key, CancellationToken ct) =>
        api.PostAsync<AgencyReportResponse>($"{Root}/rounds/{round}/reports", new OpenReportRequest { Agency = agency }, key, null, ct);

    public Task<Tagged<AgencyReportResponse>> ReportAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<AgencyReportResponse>($"{Root}/reports/{id}", ct);

    public Task<Tagged<ReportCellResponse>> FillCellAsync(Guid id, string cell, CellRequest request, int version, CancellationToken ct) =>
        api.PutAsync<ReportCellResponse>($"{Root}/reports/{id}/cells/{Uri.EscapeDataString(cell)}", request, $"\"{version}\"", ct);

    public Task<CellFactsResponse> FactsAsync(Guid id, string cell, CancellationToken ct) =>
        api.GetAsync<CellFactsResponse>($"{Root}/reports/{id}/cells/{Uri.EscapeDataString(cell)}/facts", ct);

    /// <summary>submit, withdraw, return, accept.</summary>
    public Task<Tagged<AgencyReportResponse>> ActAsync(Guid id, string action, object? body, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<AgencyReportResponse>($"{Root}/reports/{id}/{action}", body, key, etag, ct);

    public Task<SynthesisResponse> SynthesisAsync(Guid round, CancellationToken ct) =>
        api.GetAsync<SynthesisResponse>($"{Root}/rounds/{round}/synthesis", ct);

    public Task<Tagged<SynthesisResponse>> FreezeAsync(Guid round, SynthesisRequest request, string key, CancellationToken ct) =>
        api.PostAsync<SynthesisResponse>($"{Root}/rounds/{round}/synthesis", request, key, null, ct);

    public Task<Page<UrgentReportResponse>> UrgentAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<UrgentReportResponse>>(query.On(Root + "/urgent-reports"), ct);

    public Task<Tagged<UrgentReportResponse>> SendUrgentAsync(UrgentReportRequest request, string key, CancellationToken ct) =>
        api.PostAsync<UrgentReportResponse>(Root + "/urgent-reports", request, key, null, ct);

    public Task<Tagged<UrgentReportResponse>> SeeUrgentAsync(UrgentReportResponse report, string key, CancellationToken ct) =>
        api.PostAsync<UrgentReportResponse>($"{Root}/urgent-reports/{report.Id}/see", null, key, $"\"{report.Version}\"", ct);
}
