using ChildPlatform.Contracts.Cases;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// The cases' API as pages use it. A case comes masked unless a purpose is named, which the service then keeps with the reader's name;
/// nothing of it is remembered here.
/// </summary>
internal sealed class CasesApi(ApiClient api)
{
    public const string Root = "/api/v1/cases";

    public Task<Page<CaseTask>> MyWorkAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<CaseTask>>(query.On(Root + "/queues/mine"), ct);

    public Task<Page<CaseLine>> CasesAsync(Query query, CancellationToken ct) => api.GetAsync<Page<CaseLine>>(query.On(Root), ct);

    public Task<Tagged<CaseResponse>> CaseAsync(Guid id, string? purpose, CancellationToken ct) =>
        api.GetTaggedAsync<CaseResponse>($"{Root}/{id}", ct, purpose);

    public async Task<Page<CaseStepResponse>> HistoryAsync(Guid id, string? purpose, CancellationToken ct) =>
        (await api.GetTaggedAsync<Page<CaseStepResponse>>(
            new Query().With("limit", 500).On($"{Root}/{id}/history"), ct, purpose)).Value;

    public Task<Tagged<CaseResponse>> TakeInAsync(IntakeRequest request, string key, CancellationToken ct) =>
        api.PostAsync<CaseResponse>(Root, request, key, null, ct);

    /// <summary>assess, separate, plan, approve, return.</summary>
    public Task<Tagged<CaseResponse>> ActAsync(Guid id, string action, object body, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<CaseResponse>($"{Root}/{id}/{action}", body, key, etag, ct);

    public Task<Tagged<CaseResponse>> CorrectChildAsync(Guid id, ChildInput request, string? etag, CancellationToken ct) =>
        api.PutAsync<CaseResponse>($"{Root}/{id}/child", request, etag, ct);

    public async Task<IReadOnlyList<PurposeResponse>> PurposesAsync(CancellationToken ct) =>
        await api.GetAsync<Items<PurposeResponse>>(Root + "/purposes", ct);

    public Task<Page<AccessLogLine>> AccessLogAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<AccessLogLine>>(query.On(Root + "/access-log"), ct);

    public Task<Page<ReferralResponse>> ReferralsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<ReferralResponse>>(query.On(Root + "/referrals"), ct);

    public Task<Page<ReferralResponse>> ReferralsOfAsync(Guid id, CancellationToken ct) =>
        api.GetAsync<Page<ReferralResponse>>($"{Root}/{id}/referrals", ct);

    public Task<Tagged<ReferralResponse>> ReferralAsync(Guid id, string? purpose, CancellationToken ct) =>
        api.GetTaggedAsync<ReferralResponse>($"{Root}/referrals/{id}", ct, purpose);

    public Task<Tagged<ReferralResponse>> ReferAsync(Guid id, ReferralRequest request, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<ReferralResponse>($"{Root}/{id}/refer", request, key, etag, ct);

    /// <summary>Files of a case, with their names for a purpose.</summary>
    public async Task<IReadOnlyList<AttachmentResponse>> AttachmentsAsync(Guid id, string? purpose, CancellationToken ct) =>
        (await api.GetTaggedAsync<Page<AttachmentResponse>>($"{Root}/{id}/attachments?limit=500", ct, purpose)).Value.Items;

    public Task<AttachmentResponse> AddAttachmentAsync(Guid id, string name, byte[] content, string key, CancellationToken ct) =>
        api.PostFileAsync<AttachmentResponse>($"{Root}/{id}/attachments", name, "application/octet-stream", content, key, ct);

    public Task<Tagged<AttachmentResponse>> WithdrawAttachmentAsync(
        Guid id, Guid file, string reason, string key, CancellationToken ct) =>
        api.PostAsync<AttachmentResponse>(
            $"{Root}/{id}/attachments/{file}/withdraw", new WithdrawAttachmentRequest { Reason = reason }, key, null, ct);

    /// <summary>All deadlines: the general ones and those of units.</summary>
    public Task<IReadOnlyList<DeadlineResponse>> DeadlinesAsync(CancellationToken ct) =>
        api.AllAsync<DeadlineResponse>(Root + "/deadlines?limit=500", ct);

    public Task<Tagged<DeadlineResponse>> TightenDeadlineAsync(
        TightenDeadlineRequest request, string key, CancellationToken ct) =>
        api.PostAsync<DeadlineResponse>(Root + "/deadlines", request, key, null, ct);

    /// <summary>accept, reject, done, revoke.</summary>
    public Task<Tagged<ReferralResponse>> ChangeReferralAsync(
        Guid id, string action, string? note, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<ReferralResponse>($"{Root}/referrals/{id}/{action}", new ReferralNoteRequest { Note = note }, key, etag, ct);
}
