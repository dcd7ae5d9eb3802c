using System.Collections.Concurrent;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// What anybody may see. All visitors share this process's address and therefore its rate limit, so an answer is kept for a second,
/// asked once for all who wait, and shown with its own time when the fund is away.
/// </summary>
internal sealed class PublicApi(IServiceScopeFactory scopes)
{
    private const string Root = "/api/v1/public/fund";
    private const int MostKept = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    public Task<PublicSummaryResponse> SummaryAsync(int? year) =>
        Get<PublicSummaryResponse>(new Query().With("year", year).On(Root + "/summary"));

    public Task<Page<PublicLedgerEntry>> LedgerAsync(int? year, string? cursor) =>
        Get<Page<PublicLedgerEntry>>(new Query().With("year", year).With("limit", 25).With("cursor", cursor).On(Root + "/ledger"));

    private async Task<T> Get<T>(string path)
    {
        if (entries.Count > MostKept)
        {
            entries.Clear();
        }

        var entry = entries.GetOrAdd(path, _ => new Entry());
        await entry.Turn.WaitAsync();
        try
        {
            if (entry.Value is T value && DateTimeOffset.UtcNow - entry.ReadAt < Kept)
            {
                return value;
            }

            await using var scope = scopes.CreateAsyncScope();
            try
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
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
