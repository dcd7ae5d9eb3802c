using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChildPlatform.Gateway.RateLimits;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ChildPlatform.Gateway;

/// <summary>Whose bucket pays for a request: metadata <c>Limit</c> of each route.</summary>
internal enum PaidBy
{
    /// <summary>The owner of the bearer token, which is required.</summary>
    Client,

    /// <summary>The address of an anonymous caller of the public API, tightly.</summary>
    Public,

    /// <summary>The address of whoever gives a report without an account: so few that nobody can flood those who have to read them.</summary>
    Report,

    /// <summary>The address of a visitor of the pages, as generously as a client.</summary>
    Address,
}

/// <summary>
/// What stands between a request and the service: token, rate, size, in the order of the contract (401, 429, 413), and
/// the problem documents of all that fails here or on the way.
/// </summary>
internal sealed class Admission(RequestDelegate next, KnownCallers callers, RedisBuckets redis, IOptions<RateLimitOptions> limits)
{
    private readonly RateLimit _clients = new("client", limits.Value.PerClientPerSecond, limits.Value.PerClientBurst, redis);
    private readonly RateLimit _public = new("public", limits.Value.PublicPerSecond, limits.Value.PublicBurst, redis);
    private readonly RateLimit _reports = new("report", limits.Value.ReportsPerMinute / 60.0, limits.Value.ReportsPerMinute, redis);
    private readonly RateLimit _addresses = new("address", limits.Value.PerClientPerSecond, limits.Value.PerClientBurst, redis);

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Passage>() is { } passage ? PassAsync(http, passage.PaidBy) : next(http);

    private async Task PassAsync(HttpContext http, PaidBy paidBy)
    {
        var caller = paidBy is PaidBy.Client ? callers.Known(http) ?? await callers.CheckAsync(http) : AddressOf(http);
        if (caller is null)
        {
            // A wrong token costs a check of its signature, so whoever keeps sending them is slowed down too.
            if (await _addresses.TakeAsync(AddressOf(http)) is > 0 and var pause)
            {
                await RefuseAsync(http, Refusals.TooManyRequests with { RetryAfterSeconds = pause });
                return;
            }

            http.Response.Headers.WWWAuthenticate =
                StringValues.IsNullOrEmpty(http.Request.Headers.Authorization) ? "Bearer" : "Bearer error=\"invalid_token\"";
            await RefuseAsync(http, Refusals.Unauthenticated);
            return;
        }

        var limit = paidBy switch { PaidBy.Client => _clients, PaidBy.Public => _public, PaidBy.Report => _reports, _ => _addresses };
        var wait = await limit.TakeAsync(caller);
        if (wait > 0)
        {
            await RefuseAsync(http, Refusals.TooManyRequests with { RetryAfterSeconds = wait });
            return;
        }

        if (!BodyLimit.Admits(http.Request))
        {
            await RefuseAsync(http, Refusals.TooLarge);
            return;
        }

        await next(http);
        if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Features.Get<IForwarderErrorFeature>() is { } failure)
        {
            var refusal = RefusalOf(http, failure);
            await (OutagePage.IsFor(http, refusal) ? OutagePage.WriteAsync(http, refusal) : RefuseAsync(http, refusal));
        }
    }

    private static Refusal RefusalOf(HttpContext http, IForwarderErrorFeature failure) => http.Response.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Refusals.TooLarge,
        _ when IsClients(failure.Exception) => Refusals.BadRequest,
        _ => Refusals.UpstreamUnavailable,
    };

    // A service that goes away in the middle of a request can look like a client that has stopped sending; only what the
    // server says of the client's bytes is the client's fault.
    private static bool IsClients(Exception? exception) =>
        exception is BadHttpRequestException || (exception is AggregateException both && both.InnerExceptions.Any(IsClients));

    /// <summary>A problem document, or for gRPC the status that a client library understands.</summary>
    internal static Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        if (!IsGrpc(http.Request))
        {
            return Problems.WriteAsync(http, refusal);
        }

        var headers = http.Response.Headers;
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/grpc";
        headers["grpc-status"] = refusal.Status switch { 400 => "3", 401 => "16", 403 => "7", 404 => "12", 413 or 429 => "8", _ => "14" };
        headers["grpc-message"] = $"{refusal.Code}: {refusal.En}";
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }

    internal static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;

    // One household has a whole IPv6 network of 64 bits, so its hosts share a bucket.
    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }
}

/// <summary>Endpoint metadata: a route of the proxy, and who pays for it.</summary>
internal sealed record Passage(PaidBy PaidBy)
{
    public static Passage Of(RouteConfig route) =>
        new(Enum.Parse<PaidBy>(route.Metadata?.GetValueOrDefault("Limit")
            ?? throw new InvalidOperationException($"Route {route.RouteId} does not say whose limit it uses."), ignoreCase: true));
}

internal static class AdmissionExtensions
{
    /// <summary>
    /// The host would otherwise put its own authentication in front of everything: a check of each token on each path, open
    /// ones too, before problems can be written.
    /// </summary>
    public static void CheckTokensOnlyInAdmission(this IApplicationBuilder app)
    {
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.Properties["__AuthorizationMiddlewareSet"] = true;
    }
}

/// <summary>
/// Who holds a bearer token. Checking a signature costs as much as passing the request on, so the answer is kept for half
/// a minute, or until the token expires when that is sooner.
/// </summary>
internal sealed class KnownCallers
{
    private const int MostKept = 10_000;
    private const long KeptFor = 30_000;

    private readonly ConcurrentDictionary<string, (string Caller, long Until)> _known = new(StringComparer.Ordinal);
    private long _forgetAt;

    public string? Known(HttpContext http) =>
        http.Request.Headers.Authorization is [{ } token] && _known.TryGetValue(token, out var known)
        && Environment.TickCount64 < known.Until ? known.Caller : null;

    public async Task<string?> CheckAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync();
        if (!result.Succeeded || (result.Principal.FindFirst("sub") ?? result.Principal.FindFirst("client_id")) is not { Value: var caller })
        {
            return null;
        }

        // A token past its end, but within the tolerance for clocks, is good and is checked each time.
        var end = long.TryParse(result.Principal.FindFirst("exp")?.Value, CultureInfo.InvariantCulture, out var exp) ? exp : 0;
        var life = Math.Min(KeptFor, (end * 1000) - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        if (life > 0 && http.Request.Headers.Authorization is [{ } token])
        {
            Forget();
            _known[token] = (caller, Environment.TickCount64 + life);
        }

        return caller;
    }

    private void Forget()
    {
        var now = Environment.TickCount64;
        if (now < Volatile.Read(ref _forgetAt) && _known.Count < MostKept)
        {
            return;
        }

        Volatile.Write(ref _forgetAt, now + KeptFor);
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        foreach (var (token, (_, until)) in _known)
        {
            if (until <= now)
            {
                _known.TryRemove(token, out _);
            }
        }
    }
}
