using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Cases.Clocks;

/// <summary>How often clocks are looked at.</summary>
internal sealed class BreachOptions
{
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Raises each breach once. Replicas may all do it: a case is locked while its clocks are looked at, and one that another holds is
/// left for the next round.
/// </summary>
internal sealed class RaiseBreachesJob(
    IServiceScopeFactory scopes, IOptions<BreachOptions> options, ILogger<RaiseBreachesJob> log) : BackgroundService
{
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await RunAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Breached clocks could not be raised; it is tried again in {Every}.", options.Value.Every);
            }
        }
    }

    /// <summary>One batch; gives the number of cases that it looked at.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CasesDbContext>();
        var outbox = scope.ServiceProvider.GetRequiredService<IOutbox>();
        var notices = scope.ServiceProvider.GetRequiredService<NoticeBoard>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Database.SqlQuery<Guid>($"""
            select id as "Value" from cases
            where id in (select case_id from case_clocks where state = 'running' and due_at <= {now} order by due_at limit {Batch})
            for update skip locked
            """).ToListAsync(ct);
        var cases = await db.Whole().Include(row => row.Steps).Where(row => due.Contains(row.Id)).ToListAsync(ct);
        foreach (var row in cases)
        {
            CaseFacts.TellBreaches(row, outbox, notices, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return due.Count;
    }
}
