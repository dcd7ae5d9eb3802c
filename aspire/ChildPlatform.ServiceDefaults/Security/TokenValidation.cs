using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.ServiceDefaults.Security;

/// <summary>Access tokens: every process checks them itself, with identity's keys; no trust by network.</summary>
public static class TokenValidation
{
    public const string Audience = "childplatform-api";

    /// <summary>
    /// Bearer validation with keys from identity's internal address. Identity need not be there at start: until its keys
    /// have been read once, requests with a token get 503 <c>identity-unavailable</c>.
    /// </summary>
    public static WebApplicationBuilder AddTokenValidation(this WebApplicationBuilder builder)
    {
        var identity = builder.Require("Services:identity:http:0");
        var issuer = builder.Require("Identity:Issuer").TrimEnd('/');
        builder.Services.AddHttpClient(IdentityKeys.Client, client =>
        {
            client.BaseAddress = Uri.TryCreate(identity, UriKind.Absolute, out var address) ? address : null;
            client.Timeout = TimeSpan.FromSeconds(5);
        });
        builder.Services.AddSingleton<IdentityKeys>();
        builder.Services.AddSingleton<ValidatedTokens>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IdentityKeys, ValidatedTokens>((options, keys, validated) => Configure(options, issuer, keys, validated));
        return builder;
    }

    private static void Configure(JwtBearerOptions options, string issuer, IdentityKeys keys, ValidatedTokens validated)
    {
        options.MapInboundClaims = false;
        options.TimeProvider = TimeProvider.System; // Never the domain's clock, which may be moved.
        options.TokenValidationParameters = new TokenValidationParameters
        {
            // OpenIddict writes the issuer with a trailing slash, the setting is given without.
            ValidIssuers = [issuer, issuer + "/"],
            ValidAudience = Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromMinutes(2),
            NameClaimType = "name",
            RoleClaimType = "role",
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = async context =>
            {
                string? header = context.Request.Headers.Authorization;
                if (header is null || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
                {
                    return;
                }

                var token = header["Bearer ".Length..].Trim();
                if (validated.Find(token) is { } principal)
                {
                    context.Principal = principal;
                    context.Success();
                    return;
                }

                context.Token = token;
                await keys.EnsureAsync(KidOf(token), context.HttpContext.RequestAborted);
            },
            OnTokenValidated = context =>
            {
                if (context.SecurityToken is JsonWebToken token && context.Principal is { } principal)
                {
                    validated.Add(token.EncodedToken, principal, token.ValidTo);
                }

                return Task.CompletedTask;
            },
        };
    }

    private static string? KidOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid;
        }
        catch (ArgumentException)
        {
            return null; // Not a JWT: validation will say so.
        }
    }
}

/// <summary>
/// Tokens whose signature was checked in the last 30 seconds, by a hash of the token, so that the token itself is not kept.
/// Checking costs more than most requests; a revoked token lives at most this much longer.
/// </summary>
internal sealed class ValidatedTokens
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<UInt128, Entry> _entries = new();

    public ClaimsPrincipal? Find(string token)
    {
        if (!_entries.TryGetValue(Hash(token), out var entry))
        {
            return null;
        }

        return entry.Until > Environment.TickCount64 ? entry.Principal : null;
    }

    public void Add(string token, ClaimsPrincipal principal, DateTime validTo)
    {
        var now = Environment.TickCount64;
        if (_entries.Count >= Capacity)
        {
            foreach (var (key, entry) in _entries)
            {
                if (entry.Until <= now)
                {
                    _entries.TryRemove(key, out _);
                }
            }

            if (_entries.Count >= Capacity)
            {
                _entries.Clear(); // A flood of distinct tokens: start over rather than grow.
            }
        }

        var left = validTo - DateTime.UtcNow;
        if (left > TimeSpan.Zero)
        {
            _entries[Hash(token)] = new Entry(principal, now + (long)Math.Min(left.TotalMilliseconds, Lifetime.TotalMilliseconds));
        }
    }

    private static UInt128 Hash(string token)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private sealed record Entry(ClaimsPrincipal Principal, long Until);
}

/// <summary>Identity's public keys. Read when first needed, again when a token names an unknown key, and every ten minutes.</summary>
internal sealed class IdentityKeys(IHttpClientFactory http, ILogger<IdentityKeys> log) : IDisposable
{
    public const string Client = "identity-keys";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    // Tokens with invented key ids must not make every request ask identity.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile JsonWebKeySet? _keys;
    private long _askedAt = long.MinValue / 2;

    public IEnumerable<SecurityKey> Find(string? kid) =>
        _keys?.GetSigningKeys().Where(k => kid is null || k.KeyId == kid) ?? [];

    /// <summary>Makes sure that there are keys, and that this one is among them if identity knows it.</summary>
    public async Task EnsureAsync(string? kid, CancellationToken ct)
    {
        if (IsEnough(kid) || (_keys is not null && Environment.TickCount64 - _askedAt < Pause.TotalMilliseconds))
        {
            return;
        }

        await _one.WaitAsync(ct);
        try
        {
            if (!IsEnough(kid) && Environment.TickCount64 - _askedAt >= Pause.TotalMilliseconds)
            {
                await ReadAsync(ct);
            }
        }
        finally
        {
            _one.Release();
        }

        if (_keys is null)
        {
            throw new RefusedException(Refusals.IdentityUnavailable);
        }
    }

    public void Dispose() => _one.Dispose();

    private bool IsEnough(string? kid) =>
        _keys is { } keys && Environment.TickCount64 - _askedAt < Fresh.TotalMilliseconds
        && (kid is null || keys.Keys.Any(k => k.Kid == kid));

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            using var client = http.CreateClient(Client);
            var keys = new JsonWebKeySet(await client.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative), ct));
            if (keys.Keys.Count > 0)
            {
                _keys = keys;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ArgumentException or InvalidOperationException)
        {
            ct.ThrowIfCancellationRequested();
            // Known keys stay good while identity is away.
            log.LogWarning("Identity's keys could not be read: {Reason}", e.Message);
        }
        finally
        {
            _askedAt = Environment.TickCount64;
        }
    }
}
