using OpenIddict.Abstractions;

namespace ChildPlatform.Identity.Connect;

/// <summary>Removes tokens and authorizations that ended long ago. What is removed can no longer be used, nor reused.</summary>
internal sealed class PruneTokensJob(IServiceScopeFactory scopes, ILogger<PruneTokensJob> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromHours(1);
    private static readonly TimeSpan _keptFor = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = TimeProvider.System.GetUtcNow() - _keptFor;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "Old tokens could not be removed; the next run tries again.");
            }
        }
    }
}
