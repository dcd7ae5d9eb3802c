using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Portal.Api;

/// <summary>The fund's API as pages use it.</summary>
internal sealed class FundApi(ApiClient api)
{
    public const string Root = "/api/v1/fund";

    public Task<IReadOnlyList<WorkCounter>> WorkAsync(CancellationToken ct) => List<WorkCounter>(Root + "/work", ct);

    public Task<Page<DonationResponse>> DonationsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<DonationResponse>>(query.On(Root + "/donations"), ct);

    public Task<Tagged<DonationResponse>> DonationAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<DonationResponse>($"{Root}/donations/{id}", ct);

    public Task<Tagged<DonationResponse>> RecordDonationAsync(DonationRequest request, string key, CancellationToken ct) =>
        api.PostAsync<DonationResponse>(Root + "/donations", request, key, null, ct);

    public Task<Tagged<DonationResponse>> ReverseDonationAsync(Guid id, string reason, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<DonationResponse>($"{Root}/donations/{id}/reverse", new ReasonRequest { Reason = reason }, key, etag, ct);

    public Task<Tagged<DonationResponse>> RepurposeLotAsync(Guid id, int position, RepurposeRequest request, string key, string? etag,
        CancellationToken ct) =>
        api.PostAsync<DonationResponse>($"{Root}/donations/{id}/lots/{position}/repurpose", request, key, etag, ct);

    /// <param name="next">Address of the page, as the one before named it; null for the first.</param>
    public Task<DonationTraceResponse> TraceDonationAsync(Guid id, string? next, CancellationToken ct) =>
        api.GetAsync<DonationTraceResponse>(next ?? $"{Root}/donations/{id}/trace", ct);

    /// <param name="next">Address of the page, as the one before named it; null for the first.</param>
    public Task<DisbursementTraceResponse> TraceDisbursementAsync(Guid id, string? next, CancellationToken ct) =>
        api.GetAsync<DisbursementTraceResponse>(next ?? $"{Root}/disbursements/{id}/trace", ct);

    public Task<Tagged<DonationResponse>> NameDonorAsync(Guid id, DonationNamingRequest request, string? etag,
        CancellationToken ct) =>
        api.PutAsync<DonationResponse>($"{Root}/donations/{id}/naming", request, etag, ct);

    public Task<Tagged<DonationResponse>> GiveReceiptAsync(Guid id, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<DonationResponse>($"{Root}/donations/{id}/give-receipt", null, key, etag, ct);

    public Task<Tagged<DonationResponse>> PledgeGiftAsync(Guid id, Guid? pledge, string? etag, CancellationToken ct) =>
        api.PutAsync<DonationResponse>($"{Root}/donations/{id}/pledge", new DonationPledgeRequest { Pledge = pledge }, etag, ct);

    public Task<Page<PledgeResponse>> PledgesAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<PledgeResponse>>(query.On(Root + "/pledges"), ct);

    public Task<Tagged<PledgeResponse>> PledgeAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<PledgeResponse>($"{Root}/pledges/{id}", ct);

    public Task<Tagged<PledgeResponse>> RecordPledgeAsync(PledgeRequest request, string key, CancellationToken ct) =>
        api.PostAsync<PledgeResponse>(Root + "/pledges", request, key, null, ct);

    public Task<Tagged<PledgeResponse>> SchedulePledgeAsync(Guid id, PledgeScheduleRequest request, string? etag,
        CancellationToken ct) =>
        api.PutAsync<PledgeResponse>($"{Root}/pledges/{id}/schedule", request, etag, ct);

    public Task<Tagged<PledgeResponse>> CancelPledgeAsync(Guid id, string reason, string key, string? etag,
        CancellationToken ct) =>
        api.PostAsync<PledgeResponse>($"{Root}/pledges/{id}/cancel", new ReasonRequest { Reason = reason }, key, etag, ct);

    public Task<ImportResponse> ImportAsync(
        string fileName, string contentType, byte[] content, bool dryRun, bool validRowsOnly, string key, CancellationToken ct)
    {
        var path = new Query().With("dryRun", dryRun ? "true" : null).With("mode", validRowsOnly ? "valid-rows" : "all")
            .On(Root + "/donations/imports");

        return api.PostFileAsync<ImportResponse>(path, fileName, contentType, content, key, ct);
    }

    public Task<Page<DonorResponse>> DonorsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<DonorResponse>>(query.On(Root + "/donors"), ct);

    public Task<Tagged<DonorResponse>> DonorAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<DonorResponse>($"{Root}/donors/{id}", ct);

    public Task<Tagged<DonorResponse>> RegisterDonorAsync(DonorRequest request, string key, CancellationToken ct) =>
        api.PostAsync<DonorResponse>(Root + "/donors", request, key, null, ct);

    public Task<Tagged<DonorResponse>> CorrectDonorAsync(Guid id, DonorRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<DonorResponse>($"{Root}/donors/{id}", request, etag, ct);

    public Task<Page<DuplicateGroup>> DuplicateGroupsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<DuplicateGroup>>(query.On(Root + "/donors/duplicate-groups"), ct);

    public Task<DonorMergePreview> PreviewMergeAsync(Guid kept, Guid merged, CancellationToken ct) =>
        api.GetAsync<DonorMergePreview>($"{Root}/donors/{kept}/merge-preview?merged={merged}", ct);

    public Task<Tagged<DonorResponse>> MergeDonorsAsync(Guid kept, DonorMergeRequest request, string key, string? etag,
        CancellationToken ct) =>
        api.PostAsync<DonorResponse>($"{Root}/donors/{kept}/merge", request, key, etag, ct);

    public Task<Tagged<DonorResponse>> UndoMergeAsync(Guid kept, Guid merge, string reason, string key, string? etag,
        CancellationToken ct) =>
        api.PostAsync<DonorResponse>($"{Root}/donors/{kept}/merges/{merge}/undo", new ReasonRequest { Reason = reason }, key,
            etag, ct);

    public Task<IReadOnlyList<PossibleDuplicate>> DuplicatesAsync(
        string name, string? kind, string? taxCode, string? phone, CancellationToken ct) =>
        List<PossibleDuplicate>(
            new Query().With("name", name).With("kind", kind).With("taxCode", taxCode).With("phone", phone)
                .On(Root + "/donors/duplicates"),
            ct);

    public Task<IReadOnlyList<SourceKindResponse>> SourceKindsAsync(CancellationToken ct) =>
        List<SourceKindResponse>(Root + "/source-kinds", ct);

    public Task<IReadOnlyList<ProgrammeResponse>> ProgrammesAsync(int year, CancellationToken ct) =>
        List<ProgrammeResponse>(new Query().With("year", year).On(Root + "/programmes"), ct);

    public Task<Tagged<ProgrammeResponse>> SetLimitAsync(string code, int year, long? limit, string? etag, CancellationToken ct) =>
        api.PutAsync<ProgrammeResponse>(
            $"{Root}/programmes/{Uri.EscapeDataString(code)}/limits/{year}", new ProgrammeLimitRequest { Limit = limit }, etag, ct);

    public Task<Page<DisbursementResponse>> DisbursementsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<DisbursementResponse>>(query.On(Root + "/disbursements"), ct);

    public Task<Tagged<DisbursementResponse>> DisbursementAsync(Guid id, CancellationToken ct) =>
        api.GetTaggedAsync<DisbursementResponse>($"{Root}/disbursements/{id}", ct);

    public Task<Tagged<DisbursementResponse>> RequestDisbursementAsync(DisbursementRequest request, string key, CancellationToken ct) =>
        api.PostAsync<DisbursementResponse>(Root + "/disbursements", request, key, null, ct);

    public Task<Tagged<DisbursementResponse>> CorrectDisbursementAsync(
        Guid id, DisbursementRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<DisbursementResponse>($"{Root}/disbursements/{id}", request, etag, ct);

    /// <summary>submit, appraise, approve, reject, pay, cancel, reverse.</summary>
    public Task<Tagged<DisbursementResponse>> ActAsync(
        Guid id, string action, object? body, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<DisbursementResponse>($"{Root}/disbursements/{id}/{action}", body, key, etag, ct);

    public Task<IReadOnlyList<PaperKindResponse>> PaperKindsAsync(CancellationToken ct) =>
        List<PaperKindResponse>(Root + "/paper-kinds", ct);

    public async Task<IReadOnlyList<DisbursementEvidenceResponse>> EvidenceAsync(Guid id, CancellationToken ct) =>
        (await api.GetAsync<Page<DisbursementEvidenceResponse>>($"{Root}/disbursements/{id}/evidence?limit=500", ct)).Items;

    public Task<DisbursementEvidenceResponse> AddEvidenceAsync(
        Guid id, string paper, string name, byte[] content, string key, CancellationToken ct) =>
        api.PostFileAsync<DisbursementEvidenceResponse>(
            new Query().With("paper", paper).On($"{Root}/disbursements/{id}/evidence"), name, "application/octet-stream", content,
                key, ct);

    public Task<Tagged<DisbursementEvidenceResponse>> WithdrawEvidenceAsync(
        Guid id, Guid file, string reason, string key, CancellationToken ct) =>
        api.PostAsync<DisbursementEvidenceResponse>(
            $"{Root}/disbursements/{id}/evidence/{file}/withdraw", new ReasonRequest { Reason = reason }, key, null, ct);

    public Task<Tagged<ProgrammeResponse>> AskForPapersAsync(
        string code, IReadOnlyList<string> papers, string? etag, CancellationToken ct) =>
        api.PutAsync<ProgrammeResponse>(
            $"{Root}/programmes/{Uri.EscapeDataString(code)}/required-papers", new RequiredPapersRequest { Papers = papers },
                etag, ct);

    public Task<Tagged<ProgrammeResponse>> SetSupportPeriodAsync(string code, SupportPeriod period, string? etag,
        CancellationToken ct) =>
        api.PutAsync<ProgrammeResponse>(
            $"{Root}/programmes/{Uri.EscapeDataString(code)}/support-period", new SupportPeriodRequest { Period = period }, etag,
                ct);

    public Task<Page<NormResponse>> NormsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<NormResponse>>(query.On(Root + "/norms"), ct);

    public Task<Tagged<NormResponse>> SetNormAsync(NormRequest request, string key, CancellationToken ct) =>
        api.PostAsync<NormResponse>(Root + "/norms", request, key, null, ct);

    public Task<Tagged<NormResponse>> EndNormAsync(Guid id, DateOnly validTo, string key, string? etag, CancellationToken ct) =>
        api.PostAsync<NormResponse>($"{Root}/norms/{id}/end", new NormEndRequest { ValidTo = validTo }, key, etag, ct);

    public Task<Page<NormExceptionResponse>> NormExceptionsAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<NormExceptionResponse>>(query.On(Root + "/norms/exceptions"), ct);

    /// <summary>Balances of a past day.</summary>
    public Task<BalancesResponse> BalancesAsync(Query query, CancellationToken ct) =>
        api.GetAsync<BalancesResponse>(query.On(Root + "/balances"), ct);

    public Task<BalancesResponse> BalancesAsync(CancellationToken ct) => api.GetAsync<BalancesResponse>(Root + "/balances", ct);

    public Task<TargetTreeResponse> TargetsAsync(int year, CancellationToken ct) =>
        api.GetAsync<TargetTreeResponse>($"{Root}/targets/{year}", ct);

    public Task<Page<JournalEntryResponse>> JournalAsync(Query query, CancellationToken ct) =>
        api.GetAsync<Page<JournalEntryResponse>>(query.On(Root + "/journal"), ct);

    public Task<PeriodsResponse> PeriodsAsync(int year, CancellationToken ct) =>
        api.GetAsync<PeriodsResponse>($"{Root}/periods?year={year}", ct);

    /// <summary>close, reopen.</summary>
    public async Task<PeriodsResponse> ActOnPeriodAsync(string month, string action, object? body, string key, CancellationToken ct) =>
        (await api.PostAsync<PeriodsResponse>($"{Root}/periods/{month}/{action}", body, key, null, ct)).Value;

    public Task<JournalVerificationResponse> VerifyJournalAsync(CancellationToken ct) =>
        api.GetAsync<JournalVerificationResponse>(Root + "/journal/verification", ct);

    // Short catalogues come as { items } like every list.
    private async Task<IReadOnlyList<T>> List<T>(string path, CancellationToken ct) =>
        await api.GetAsync<Items<T>>(path, ct);
}
