using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>A fund of one test alone, where no other test's money may pay.</summary>
internal sealed class OwnFund : IAsyncDisposable
{
    private readonly FundApi _api = new();

    public async Task<FundApi> StartAsync()
    {
        await _api.InitializeAsync();

        return _api;
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}

internal static class Traces
{
    public static Task<DonationTraceResponse> Trace(this FundApi api, DonationResponse gift) =>
        api.Get<DonationTraceResponse>("auditor", $"/donations/{gift.Id}/trace?limit=500");

    public static Task<DisbursementTraceResponse> Trace(this FundApi api, DisbursementResponse disbursement) =>
        api.Get<DisbursementTraceResponse>("auditor", $"/disbursements/{disbursement.Id}/trace?limit=500");
}
