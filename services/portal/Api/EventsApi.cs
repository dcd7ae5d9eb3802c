using ChildPlatform.Contracts.Events;

namespace ChildPlatform.Portal.Api;

/// <summary>The events' API as pages use it.</summary>
internal sealed class EventsApi(ApiClient api)
{
    public const string Root = "/api/v1/events";

    public async Task<IReadOnlyList<TemplateResponse>> TemplatesAsync(CancellationToken ct) =>
        (await api.GetAsync<Page<TemplateResponse>>(Root + "/templates", ct)).Items;

    public Task<Page<EventSummary>> EventsAsync(Query query, CancellationToken ct) => api.GetAsync<Page<EventSummary>>(query.On(Root), ct);

    public Task<EventTotalsResponse> TotalsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<EventTotalsResponse>(query.On(Root + "/summary"), ct);

    public Task<Tagged<EventResponse>> EventAsync(Guid id, CancellationToken ct) => api.GetTaggedAsync<EventResponse>($"{Root}/{id}", ct);

    public async Task<IReadOnlyList<EventHistoryEntry>> HistoryAsync(Guid id, CancellationToken ct) =>
        (await api.GetAsync<EventHistoryResponse>($"{Root}/{id}/history", ct)).Items;

    public Task<Tagged<EventResponse>> CreateAsync(EventRequest request, string key, CancellationToken ct) =>
        api.PostAsync<EventResponse>(Root, request, key, null, ct);

    public Task<Tagged<EventResponse>> ChangeAsync(Guid id, EventRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<EventResponse>($"{Root}/{id}", request, etag, ct);

    /// <summary>publish, cancel, close, correct-closing, funding, copy.</summary>
    public Task<Tagged<EventResponse>> ActAsync(Guid id, string action, object? body, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<EventResponse>($"{Root}/{id}/{action}", body, key, etag, ct);

    public Task<Page<ProgrammeResponse>> ProgrammesAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<ProgrammeResponse>>(query.On(Root + "/programmes"), ct);

    public Task<Tagged<ProgrammeResponse>> ProgrammeAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<ProgrammeResponse>($"{Root}/programmes/{id}", ct);

    public Task<Tagged<ProgrammeResponse>> AddProgrammeAsync(ProgrammeRequest request, string key, CancellationToken ct) =>
        api.PostAsync<ProgrammeResponse>(Root + "/programmes", request, key, null, ct);

    public Task<Tagged<ProgrammeResponse>> ChangeProgrammeAsync(
        Guid id, ProgrammeRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<ProgrammeResponse>($"{Root}/programmes/{id}", request, etag, ct);

    /// <summary>The same programme for the next year, without events.</summary>
    public Task<Tagged<ProgrammeResponse>> CopyProgrammeAsync(Guid id, string key, CancellationToken ct) =>
        api.PostAsync<ProgrammeResponse>($"{Root}/programmes/{id}/copy", new CopyRequest(), key, null, ct);

    public async Task<CloneResponse> CloneAsync(Guid id, CloneRequest request, string key, CancellationToken ct) =>
        (await api.PostAsync<CloneResponse>($"{Root}/programmes/{id}/clone", request, key, null, ct)).Value;

    /// <summary>publish, change-series.</summary>
    public async Task<SeriesResponse> SeriesAsync(Guid id, string action, object? body, string key, string? etag, CancellationToken ct) =>
        (await api.PostAsync<SeriesResponse>($"{Root}/programmes/{id}/{action}", body, key, etag, ct)).Value;
}
