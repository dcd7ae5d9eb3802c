using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>The ids of files that rows of a service name.</summary>
internal sealed record FileRows<TDb>(Func<TDb, IQueryable<Guid>> Of);

/// <summary>
/// A file is kept before the row that names it is committed, so a process that ends in between leaves a file that nobody names.
/// A day later it goes; no request takes nearly as long. The log tells how many, and nothing about them.
/// </summary>
internal sealed class FileSweep<TDb>(
    IServiceScopeFactory scopes, IFileStore store, FileRows<TDb> rows, ILogger<FileSweep<TDb>> log) : BackgroundService
    where TDb : DbContext
{
    private const int Batch = 500;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The age of a file is by the machine's clock, as is this.
                await SweepAsync(DateTimeOffset.UtcNow - Patience, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Files without a row wait for the next turn: {Reason}", e.GetBaseException().Message);
            }
        }
    }

    /// <summary>Removes what was put before an instant and no row names; gives how many.</summary>
    internal async Task<int> SweepAsync(DateTimeOffset before, CancellationToken ct)
    {
        var removed = await store.DeleteUnfinishedAsync(before, ct);
        var batch = new List<Guid>(Batch);
        await foreach (var id in store.ListAsync(before, ct))
        {
            batch.Add(id);
            if (batch.Count == Batch)
            {
                removed += await RemoveNamelessAsync(batch, ct);
                batch.Clear();
            }
        }

        removed += await RemoveNamelessAsync(batch, ct);
        if (removed > 0)
        {
            log.LogInformation("{Count} files without a row are removed", removed);
        }

        return removed;
    }

    private async Task<int> RemoveNamelessAsync(List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return 0;
        }

        await using var scope = scopes.CreateAsyncScope();
        var named = await rows.Of(scope.ServiceProvider.GetRequiredService<TDb>()).Where(id => ids.Contains(id)).ToListAsync(ct);
        var nameless = ids.Except(named).ToList();
        foreach (var id in nameless)
        {
            await store.DeleteAsync(id, ct);
        }

        return nameless.Count;
    }
}
