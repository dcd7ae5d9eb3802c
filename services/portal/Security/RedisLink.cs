using StackExchange.Redis;

namespace ChildPlatform.Portal.Security;

/// <summary>
/// Redis for things that may be lost. Every call answers quickly, also while Redis is away, and says whether it was reached;
/// the portal goes on with what its own process remembers.
/// </summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> connection;
    private readonly ILogger<RedisLink> log;
    private long lastOutageTicks;

    public RedisLink(PortalSettings settings, ILogger<RedisLink> log)
    {
        this.log = log;
        connection = new Lazy<Task<IConnectionMultiplexer>>(() => Connect(settings.Redis));
    }

    /// <summary>When Redis was last found away; entries written before may be missing there.</summary>
    public DateTimeOffset LastOutage => new(Interlocked.Read(ref lastOutageTicks), TimeSpan.Zero);

    /// <summary>True when Redis answered the last heartbeat.</summary>
    public bool IsConnected => connection is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } task } && task.Result.IsConnected;

    /// <summary>Runs one command; <c>Reached</c> is false when Redis did not answer.</summary>
    public async Task<(bool Reached, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> command)
    {
        try
        {
            var redis = await connection.Value;
            if (!redis.IsConnected)
            {
                NoteOutage();
                return (false, default);
            }

            return (true, await command(redis.GetDatabase()));
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            NoteOutage();
            log.LogWarning("Redis did not answer: {Reason}", e.Message);
            return (false, default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated)
        {
            await (await connection.Value).DisposeAsync();
        }
    }

    private async Task<IConnectionMultiplexer> Connect(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1_000;
        options.AsyncTimeout = 1_000;
        options.SyncTimeout = 1_000;
        options.ClientName = "portal";
        var redis = await ConnectionMultiplexer.ConnectAsync(options);
        redis.ConnectionFailed += (_, _) => NoteOutage();

        return redis;
    }

    private void NoteOutage() => Interlocked.Exchange(ref lastOutageTicks, DateTimeOffset.UtcNow.UtcTicks);
}
