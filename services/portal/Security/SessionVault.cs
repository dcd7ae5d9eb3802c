using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace ChildPlatform.Portal.Security;

/// <summary>
/// Sessions of signed-in people, tokens included, kept on the server and sealed: the browser holds only a reference. Redis is the
/// shared store; this process keeps a copy, which counts only when Redis is away or was away after the copy was written.
/// </summary>
internal sealed class SessionVault : ITicketStore
{
    /// <summary>Claim with the key of the session, which lets a live circuit find its tokens.</summary>
    public const string KeyClaim = "portal_session";

    /// <summary>A working day; after that people sign in again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Copy> copies = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> locks = new();
    private readonly RedisLink redis;
    private readonly IDataProtector protector;
    private DateTimeOffset lastSweep = DateTimeOffset.UtcNow;

    public SessionVault(RedisLink redis, IDataProtectionProvider protection)
    {
        this.redis = redis;
        protector = protection.CreateProtector("portal.session");
    }

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = ticket.Principal.FindFirst(KeyClaim)?.Value
            ?? throw new InvalidOperationException("The signed-in principal has no session key.");
        await RenewAsync(key, ticket);

        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var expires = ticket.Properties.ExpiresUtc ?? DateTimeOffset.UtcNow + Lifetime;
        var left = expires - DateTimeOffset.UtcNow;
        if (left <= TimeSpan.Zero)
        {
            await RemoveAsync(key);
            return;
        }

        Sweep();
        var body = protector.Protect(TicketSerializer.Default.Serialize(ticket));
        copies[key] = new Copy(body, expires, DateTimeOffset.UtcNow);
        await redis.TryAsync(db => db.StringSetAsync(Name(key), body, left));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var (reached, stored) = await redis.TryAsync(async db => (byte[]?)await db.StringGetAsync(Name(key)));
        if (stored is not null)
        {
            return Open(stored);
        }

        if (!copies.TryGetValue(key, out var copy) || copy.ExpiresAt <= DateTimeOffset.UtcNow)
        {
            return null;
        }

        if (!reached)
        {
            return Open(copy.Body);
        }

        // Redis answers and does not know the session: signed out elsewhere, unless Redis itself lost it in an outage.
        if (redis.LastOutage > copy.WrittenAt)
        {
            var ticket = Open(copy.Body);
            if (ticket is not null)
            {
                await RenewAsync(key, ticket);
            }

            return ticket;
        }

        copies.TryRemove(key, out _);
        return null;
    }

    public async Task RemoveAsync(string key)
    {
        copies.TryRemove(key, out _);
        await redis.TryAsync(db => db.KeyDeleteAsync(Name(key)));
    }

    /// <summary>Only one holder at a time for a session: in this process always, among replicas while Redis answers.</summary>
    public async Task<IAsyncDisposable> LockAsync(string key, CancellationToken ct)
    {
        var gate = locks.GetOrAdd(key, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            var mine = Guid.NewGuid().ToString("N");
            for (var attempt = 0; attempt < 200; attempt++)
            {
                var (reached, taken) = await redis.TryAsync(db => db.LockTakeAsync(Name(key) + ":lock", mine, TimeSpan.FromSeconds(15)));
                if (!reached || taken)
                {
                    return new Holder(redis, gate, Name(key) + ":lock", mine);
                }

                await Task.Delay(50, ct);
            }

            throw new TimeoutException("The session is locked by another process.");
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private static string Name(string key) => "portal:session:" + key;

    private AuthenticationTicket? Open(byte[] body)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(body));
        }
        catch (CryptographicException)
        {
            return null; // Sealed with a key that is gone: sign in again.
        }
    }

    private void Sweep()
    {
        var now = DateTimeOffset.UtcNow;
        if (now - lastSweep < TimeSpan.FromMinutes(10))
        {
            return;
        }

        lastSweep = now;
        foreach (var (key, copy) in copies)
        {
            if (copy.ExpiresAt <= now)
            {
                copies.TryRemove(key, out _);
                locks.TryRemove(key, out _);
            }
        }
    }

    private sealed record Copy(byte[] Body, DateTimeOffset ExpiresAt, DateTimeOffset WrittenAt);

    private sealed class Holder(RedisLink redis, SemaphoreSlim gate, string name, string value) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await redis.TryAsync(db => db.LockReleaseAsync(name, value));
            gate.Release();
        }
    }
}
