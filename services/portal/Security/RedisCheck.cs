using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChildPlatform.Portal.Security;

/// <summary>Redis away is a degraded portal, not a dead one: this process goes on with its own memory.</summary>
internal sealed class RedisCheck(RedisLink redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (reached, _) = await redis.TryAsync(db => db.PingAsync());
        return reached ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis does not answer.");
    }
}
