using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Gateway.RateLimits;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Gateway;

/// <summary>
/// Readiness of the whole platform, for people and start scripts: every process is asked for its own. 200 while requests
/// are served, even without broker or Redis (<c>degraded</c>, and <c>affected</c> says what is away); 503 when a process
/// is down or has lost its database. An orchestrator's probe of the gateway itself is <c>/health/live</c>: a gateway must
/// not be taken out of service because one process behind it is away.
/// </summary>
internal sealed class PlatformHealth(Backends backends, RedisBuckets redis) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly long KeptFor = (long)TimeSpan.FromSeconds(1).TotalMilliseconds;

    private static readonly Refusal PlatformUnhealthy = new(
        StatusCodes.Status503ServiceUnavailable, "platform-unhealthy", "Một phần của nền tảng không hoạt động.",
        "A part of the platform is down.", 2);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly Lock _lock = new();
    private Task<JsonObject>? _current;
    private long _askedAt;

    /// <summary>The answer, at most a second old; callers at the same time share one round of questions.</summary>
    public Task<JsonObject> ReadAsync()
    {
        lock (_lock)
        {
            if (_current is null || (_current.IsCompleted && Environment.TickCount64 - _askedAt > KeptFor))
            {
                _askedAt = Environment.TickCount64;
                _current = AskAllAsync();
            }

            return _current;
        }
    }

    /// <summary>The answer of <c>/health/ready</c>: a problem document when the platform cannot serve.</summary>
    public static async Task Get(HttpContext http, PlatformHealth health)
    {
        var report = await health.ReadAsync();
        http.Response.Headers.CacheControl = "no-store";
        if ((string?)report["status"] is "unhealthy")
        {
            await Problems.WriteAsync(http, PlatformUnhealthy, details: report.ToDictionary(p => p.Key, p => (object?)p.Value));
            return;
        }

        await http.Response.WriteAsJsonAsync(report, http.RequestAborted);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> AskAllAsync()
    {
        var redisStatus = redis.IsAway ? "unhealthy" : "healthy";
        var gateway = new JsonObject
        {
            ["name"] = "gateway",
            ["status"] = redis.IsAway ? "degraded" : "healthy",
            ["checks"] = new JsonArray(new JsonObject { ["name"] = "redis", ["status"] = redisStatus }),
        };
        JsonObject[] checks = [gateway, .. await Task.WhenAll(backends.All.Select(AskAsync))];

        var statuses = checks.Select(c => (string)c["status"]!).ToList();
        var affected = checks.SelectMany(Affected).ToArray();
        return new JsonObject
        {
            ["status"] = statuses.Contains("unhealthy") ? "unhealthy" : statuses.Contains("degraded") ? "degraded" : "healthy",
            ["affected"] = new JsonArray(affected),
            ["checks"] = new JsonArray(checks),
        };
    }

    private async Task<JsonObject> AskAsync(Backend backend)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(backend.Address, "/health/ready"));
            var body = JsonNode.Parse(await answer.Content.ReadAsStreamAsync()) as JsonObject;
            var status = answer.StatusCode == HttpStatusCode.OK ? (string?)body?["status"] ?? "healthy" : "unhealthy";
            return new JsonObject
            {
                ["name"] = backend.Name,
                ["status"] = status,
                ["checks"] = body?["checks"]?.DeepClone(),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            return new JsonObject { ["name"] = backend.Name, ["status"] = "unhealthy", ["reason"] = "no answer" };
        }
    }

    private static IEnumerable<JsonNode?> Affected(JsonObject process)
    {
        var parts = (process["checks"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(c => (string?)c["status"] is not "healthy")
            .Select(c => (JsonNode?)$"{process["name"]}: {c["name"]}")
            .ToList();
        return parts.Count > 0 || (string?)process["status"] is "healthy" ? parts : [$"{process["name"]}"];
    }
}
