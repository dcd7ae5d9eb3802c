using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cells;

/// <summary>
/// Stores the figures of a round when its cut-off comes, whether or not anybody looks at a report then. Replicas may all do it: the
/// first one stands.
/// </summary>
internal sealed class FreezeRoundsJob(IServiceScopeFactory scopes, TimeProvider clock, ILogger<FreezeRoundsJob> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The figures of a round could not be stored; it is tried again in {Every}.", Every);
            }
        }
    }

    /// <summary>One look at all rounds that have a cut-off behind them and no synthesis yet.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        var figures = scope.ServiceProvider.GetRequiredService<FigureBook>();
        var now = clock.GetUtcNow();
        var rounds = await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).Where(r => r.CutOff != null && r.FrozenAt == null)
            .ToListAsync(ct);
        foreach (var round in rounds.Where(r => r.CutOffAt <= now))
        {
            await figures.Freeze(round, ct);
        }
    }
}

/// <summary>Where the figures of cells come from.</summary>
internal static class CellExtensions
{
    public static void AddCells(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IFactSource, GiftSource>();
        builder.Services.AddSingleton<IFactSource, PaymentSource>();
        builder.Services.AddSingleton<IFactSource, EventSource>();
        builder.Services.AddSingleton<IFactSource, CaseSource>();
        builder.Services.AddSingleton<IFactSource, ClockSource>();
        builder.Services.AddSingleton<IFactSource, HelpSource>();
        builder.Services.AddScoped<FigureBook>();
        builder.Services.AddHostedService<FreezeRoundsJob>();
    }
}
