using StackExchange.Redis;

namespace ChildPlatform.Gateway.RateLimits;

/// <summary>Tokens drawn from a bucket, and what is left in it.</summary>
internal readonly record struct Grant(int Tokens, double Left);

/// <summary>
/// The buckets that all replicas share. Never throws and never makes a request wait long: when Redis is away or slow it
/// says so, callers go on without it, and a ping once a second finds out when it is back.
/// </summary>
internal sealed partial class RedisBuckets(string configuration, ILogger<RedisBuckets> logger) : BackgroundService
{
    // Redis' own clock, so that replicas agree; a clock that was set back adds nothing and takes nothing.
    // A bucket that Redis has lost starts from what the process still knows of it.
    private const string Take = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local rate, burst, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local tokens = tonumber(state[1] or ARGV[4])
        local at = tonumber(state[2] or now)
        if at < now then
          tokens = math.min(burst, tokens + (now - at) * rate / 1000000)
        end
        local granted = math.max(0, math.min(want, math.floor(tokens)))
        redis.call('HSET', KEYS[1], 'tokens', tokens - granted, 'at', string.format('%.0f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000) + 1000)
        return { granted, string.format('%.6f', tokens - granted) }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private ConnectionMultiplexer? _connection;
    private volatile bool _away = true;

    /// <summary>Whether callers have to do without Redis now.</summary>
    public bool IsAway => _away;

    /// <summary>Draws up to <paramref name="want"/> tokens; null when Redis did not answer in time.</summary>
    public async Task<Grant?> TakeAsync(string key, double perSecond, int burst, int want, double known)
    {
        if (_away)
        {
            return null;
        }

        try
        {
            var answer = (RedisResult[])(await _connection!.GetDatabase()
                .ScriptEvaluateAsync(Take, [key], [perSecond, burst, want, known]).WaitAsync(Patience))!;
            return new Grant((int)answer[0], (double)answer[1]);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (!_away)
            {
                _away = true;
                LogAway(logger, e.Message);
            }

            return null;
        }
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.ClientName = "gateway";
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ConnectTimeout = 1000;
        try
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(options);
            using var timer = new PeriodicTimer(Pause);
            do
            {
                await PingAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task PingAsync()
    {
        try
        {
            await _connection!.GetDatabase().PingAsync().WaitAsync(Pause);
            if (_away)
            {
                _away = false;
                LogBack(logger);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            if (!_away)
            {
                _away = true;
                LogAway(logger, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis is away, rate limits are kept by each process: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "Redis answers, rate limits are shared")]
    private static partial void LogBack(ILogger logger);
}
