using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>
/// Compares every year that reporting knows with the fund, again and again, so that a lost message is noticed without
/// anybody asking. Replicas may all do it: each stores the newest result of a year over the older one.
/// </summary>
internal sealed class ReconcileYearsJob(
    IServiceScopeFactory scopes, ReconciliationGauge gauge, IOptions<ReconciliationOptions> options, TimeProvider clock,
    ILogger<ReconcileYearsJob> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The comparison with the fund could not be made; it is tried again in {Every}.", options.Value.Every);
            }
        }
    }

    /// <summary>One round over all years.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var year in await YearsAsync(ct))
        {
            await CheckAsync(year, ct);
        }
    }

    private async Task CheckAsync(int year, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<ReconcileYear>().CheckAsync(year, ct);
        var difference = ReconcileYear.TotalDifference(outcome);
        gauge.Set(year, difference);
        if (difference > 0)
        {
            log.LogWarning("Reporting differs from the fund in {Year} by {Difference} đồng.", year, difference);
        }

        var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        var checkedAt = outcome.CheckedAt.ToUniversalTime();
        await db.Database.ExecuteSqlAsync($"""
            insert into reconciliation_runs as run (year, result, checked_at, difference)
            values ({year}, {outcome.Result}, {checkedAt}, {difference})
            on conflict (year) do update set result = excluded.result, checked_at = excluded.checked_at, difference = excluded.difference
            where run.checked_at <= excluded.checked_at
            """, ct);
    }

    /// <summary>Years with gifts, years with a plan, and the running one: a year whose messages were all lost must be asked too.</summary>
    private async Task<int[]> YearsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        var years = await db.GiftMonths.Select(m => m.Year).Union(db.PlanTargets.Select(t => t.Year)).ToListAsync(ct);

        return [.. years.Append(VietnamTime.Today(clock).Year).Distinct().Order()];
    }
}
