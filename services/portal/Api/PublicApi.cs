using System.Collections.Concurrent;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// What anybody may see. All visitors share this process's address and therefore its rate limit, so an answer is kept for a second,
/// asked once for all who wait, and shown with its own time when the fund is away.
/// </summary>
internal sealed class PublicApi(IServiceScopeFactory scopes)
{
    private const string Root = "/api/v1/public/fund";
    private const string Cases = "/api/v1/public/cases";
    private const int MostKept = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    /// <summary>Communes change on a few days of a decade.</summary>
    private static readonly TimeSpan PlacesKept = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    public Task<PublicSummaryResponse> SummaryAsync(int? year) =>
        Get<PublicSummaryResponse>(new Query().With("year", year).On(Root + "/summary"));

    public Task<Page<PublicLedgerEntry>> LedgerAsync(int? year, string? cursor) =>
        Get<Page<PublicLedgerEntry>>(new Query().With("year", year).With("limit", 25).With("cursor", cursor).On(Root + "/ledger"));

    public Task<Page<PublicEvent>> EventsAsync(DateOnly from, string? cursor) => Get<Page<PublicEvent>>(
        new Query().With("from", from).With("limit", 25).With("cursor", cursor).On("/api/v1/public/events/calendar"));

    public async Task<IReadOnlyList<PublicPlaceResponse>> PlacesAsync() =>
        (await Get<Page<PublicPlaceResponse>>(Cases + "/places", PlacesKept)).Items;

    /// <summary>Tells of a child; the answer is the code by which its state can be asked. The same key again is the same report.</summary>
    public async Task<string> GiveReportAsync(PublicReportRequest report, string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var api = scope.ServiceProvider.GetRequiredService<ApiClient>();
        using var limit = new CancellationTokenSource(Patience * 3);

        return (await api.PostAsync<PublicReportResponse>(Cases + "/reports", report, key, null, limit.Token, anonymous: true)).Value.TrackingCode;
    }

    public async Task<ReportStatus> ReportStatusAsync(string code)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var limit = new CancellationTokenSource(Patience);

        return (await scope.ServiceProvider.GetRequiredService<ApiClient>().GetAsync<PublicReportStatusResponse>(
            $"{Cases}/reports/{Uri.EscapeDataString(code.Trim())}", limit.Token, anonymous: true)).Status;
    }

    private async Task<T> Get<T>(string path, TimeSpan? keptFor = null)
    {
        if (entries.Count > MostKept)
        {
            entries.Clear();
        }

        var entry = entries.GetOrAdd(path, _ => new Entry());
        await entry.Turn.WaitAsync();
        try
        {
            if (entry.Value is T value && DateTimeOffset.UtcNow - entry.ReadAt < (keptFor ?? Kept))
            {
                return value;
            }

            await using var scope = scopes.CreateAsyncScope();
            try
            {
                using var limit = new CancellationTokenSource(Patience);
                var read = await scope.ServiceProvider.GetRequiredService<ApiClient>().GetAsync<T>(path, limit.Token, anonymous: true);
                (entry.Value, entry.ReadAt) = (read, DateTimeOffset.UtcNow);
                return read;
            }
            catch (Exception e) when (e is ApiException { Problem.Status: >= 429 } or OperationCanceledException && entry.Value is T)
            {
                return (T)entry.Value!;
            }
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public object? Value { get; set; }
        public DateTimeOffset ReadAt { get; set; }
    }
}
