using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChildPlatform.Gateway.RateLimits;

/// <summary>
/// One limit, kept apart for each caller. A caller's bucket lives in Redis, so that replicas share it; a process draws
/// tokens from it in leases and hands them out from memory, which makes a Redis call rare. Leased tokens have left the
/// bucket, so all processes together never admit more than burst + rate × time. Without Redis each process goes on with
/// the state it saw last.
/// </summary>
internal sealed class RateLimit(string name, double perSecond, int burst, RedisBuckets redis)
{
    // Above this many callers, the resting ones are forgotten at once: a flood of addresses must not fill the memory.
    private const int SweepAbove = 50_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private long _sweepAt = Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency);

    /// <summary>Takes one token of the caller. Zero: go on. Otherwise the seconds after which a try will succeed.</summary>
    public ValueTask<int> TakeAsync(string caller)
    {
        if (!_buckets.TryGetValue(caller, out var bucket))
        {
            Sweep();
            bucket = _buckets.GetOrAdd(caller, static (c, limit) => new Bucket(c, limit), this);
        }

        return bucket.TryTake(out var retryAfter) ? new ValueTask<int>(retryAfter) : bucket.TakeWithStoreAsync();
    }

    private string Name => name;

    private RedisBuckets Redis => redis;

    private double PerSecond => perSecond;

    private int Burst => burst;

    // A twentieth of a second's worth: 50 ms of a caller at full speed between two Redis calls.
    private int Lease { get; } = Math.Clamp((int)Math.Min(perSecond, burst) / 20, 1, 1000);

    private void Sweep()
    {
        var now = Stopwatch.GetTimestamp();
        if (now < Volatile.Read(ref _sweepAt) && _buckets.Count < SweepAbove)
        {
            return;
        }

        Volatile.Write(ref _sweepAt, now + (60 * Stopwatch.Frequency));
        foreach (var (caller, bucket) in _buckets)
        {
            if (bucket.IsFullAgain(now))
            {
                _buckets.TryRemove(caller, out _);
            }
        }
    }

    private sealed class Bucket(string caller, RateLimit limit)
    {
        // Tokens that were not used within a second are given up: the bucket in Redis has grown again meanwhile, and
        // keeping them would let a rested caller send more than a burst.
        private static readonly long LeaseLife = Stopwatch.Frequency;

        private readonly Lock _lock = new();
        private readonly string _key = $"rate:{limit.Name}:{caller}";
        private int _leased;
        private long _leaseEnds;
        private long _emptyUntil;
        private double _known = limit.Burst;
        private long _knownAt = Stopwatch.GetTimestamp();
        private Task<bool>? _refill;

        /// <summary>Decides from memory; false when Redis has to be asked.</summary>
        public bool TryTake(out int retryAfter)
        {
            var now = Stopwatch.GetTimestamp();
            lock (_lock)
            {
                if (_leased > 0 && now < _leaseEnds)
                {
                    _leased--;
                    retryAfter = 0;

                    // Asked for ahead of need, so that a busy caller does not wait either.
                    if (_leased == limit.Lease / 4 && limit.Lease >= 8)
                    {
                        _refill ??= RefillAsync();
                    }

                    return true;
                }

                _leased = 0;
                if (now < _emptyUntil)
                {
                    retryAfter = WholeSeconds(_emptyUntil - now);
                    return true;
                }

                if (limit.Redis.IsAway)
                {
                    retryAfter = TakeKnown(now);
                    return true;
                }

                retryAfter = 0;
                return false;
            }
        }

        public async ValueTask<int> TakeWithStoreAsync()
        {
            while (true)
            {
                Task<bool> refill;
                lock (_lock)
                {
                    refill = _refill ??= RefillAsync();
                }

                if (!await refill)
                {
                    lock (_lock)
                    {
                        return TakeKnown(Stopwatch.GetTimestamp());
                    }
                }

                if (TryTake(out var retryAfter))
                {
                    return retryAfter;
                }
            }
        }

        /// <summary>Nothing is lost by forgetting a caller whose bucket would be full by now.</summary>
        public bool IsFullAgain(long now)
        {
            lock (_lock)
            {
                return _refill is null && now > _leaseEnds && Refilled(now) >= limit.Burst;
            }
        }

        private async Task<bool> RefillAsync()
        {
            // Leaves the caller's lock before anything else happens.
            await Task.Yield();
            double known;
            lock (_lock)
            {
                known = Refilled(Stopwatch.GetTimestamp());
            }

            var grant = await limit.Redis.TakeAsync(_key, limit.PerSecond, limit.Burst, limit.Lease, known);
            lock (_lock)
            {
                _refill = null;
                if (grant is not { } got)
                {
                    return false;
                }

                var now = Stopwatch.GetTimestamp();
                (_known, _knownAt) = (got.Left, now);
                if (got.Tokens > 0)
                {
                    _leased = now < _leaseEnds ? _leased + got.Tokens : got.Tokens;
                    _leaseEnds = now + LeaseLife;
                }
                else
                {
                    // Silent until a whole lease has grown again, or a caller over its limit would cost a call each time.
                    _emptyUntil = now + Ticks(limit.Lease - got.Left);
                }

                return true;
            }
        }

        private int TakeKnown(long now)
        {
            (_known, _knownAt) = (Refilled(now), now);
            if (_known >= 1)
            {
                _known--;
                return 0;
            }

            return WholeSeconds(Ticks(1 - _known));
        }

        private double Refilled(long now) =>
            Math.Min(limit.Burst, _known + ((now - _knownAt) * limit.PerSecond / Stopwatch.Frequency));

        private long Ticks(double tokens) => (long)(tokens * Stopwatch.Frequency / limit.PerSecond);

        // Always a little more than needed, so that whoever waits this long is let in.
        private static int WholeSeconds(long ticks) => 1 + (int)(ticks / Stopwatch.Frequency);
    }

}
