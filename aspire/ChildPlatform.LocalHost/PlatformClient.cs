using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost;

/// <summary>
/// Speaks to a running platform through its gateway, as any integrator would: a token of a demo user, a key for each POST,
/// patience when it is asked to come back later.
/// </summary>
internal sealed class PlatformClient(Uri gateway) : IDisposable
{
    private const string DemoSecret = "demo-secret";
    private const int Tries = 20;

    private static readonly TimeSpan MessagePatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MessagePause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> tokens = new();

    /// <summary>Reads a resource.</summary>
    public Task<JsonObject> GetAsync(string user, string path, CancellationToken ct) =>
        SendAsync(user, () => new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), ct);

    /// <summary>Reads a resource that a message makes: it is waited for.</summary>
    /// <exception cref="LaunchException">It is not there after a minute.</exception>
    public async Task<JsonObject> WaitAsync(string user, string path, CancellationToken ct)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await GetAsync(user, path, ct);
            }
            catch (LaunchException e) when (e.Status is HttpStatusCode.NotFound && patience.Elapsed < MessagePatience)
            {
                await Task.Delay(MessagePause, ct);
            }
        }
    }

    /// <summary>Puts one part of a resource.</summary>
    public Task<JsonObject> PutAsync(string user, string path, JsonNode body, int version, CancellationToken ct) =>
        SendAsync(user, () => new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.Relative))
        {
            Content = JsonContent.Create(body),
            Headers = { { "If-Match", $"\"{version}\"" } },
        }, ct);

    /// <summary>Posts with a key, so that a second try has no second effect.</summary>
    /// <param name="user">The demo user who acts; null for somebody of the public.</param>
    /// <param name="path">The address under the gateway.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="body">What is sent, as JSON.</param>
    /// <param name="version">The version that a state action is based on.</param>
    /// <param name="ct">Gives up.</param>
    public Task<JsonObject> PostAsync(string? user, string path, string key, JsonNode body, int? version, CancellationToken ct) =>
        SendAsync(user, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            {
                Content = JsonContent.Create(body),
                Headers = { { "Idempotency-Key", key } },
            };
            if (version is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            }

            return request;
        }, ct);

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> SendAsync(string? user, Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = make();
            if (user is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user, ct));
            }

            using var answer = await http.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadFromJsonAsync<JsonObject>(ct) ?? [];
            }

            if (tries == Tries || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                var text = await answer.Content.ReadAsStringAsync(ct);
                throw new LaunchException($"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}: {text}")
                {
                    Status = answer.StatusCode,
                };
            }

            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
        }
    }

    private Task<string> TokenAsync(string user, CancellationToken ct) => tokens.GetOrAdd(user, u => new Lazy<Task<string>>(async () =>
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = u,
            ["client_secret"] = DemoSecret,
        });
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
        return (string?)body?["access_token"] ?? throw new LaunchException($"{u} gets no token: {body?.ToJsonString()}");
    })).Value;
}
