using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>
/// A client as the API asks for: the same key until there is an answer, the pause that it is told, and no patience with
/// an answer that asks for none. What it had to try again is counted.
/// </summary>
internal sealed class CarefulClient(Testing.Platform platform, string user) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { BaseAddress = platform.Gateway, Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<string> retries = new();

    /// <summary>Why tries were repeated.</summary>
    public IReadOnlyCollection<string> Retries => retries;

    /// <summary>Records something; the answer is that of the first try that got through.</summary>
    public async Task<JsonObject> PostAsync(string path, string key, JsonObject body, CancellationToken ct = default)
    {
        var token = await TokenAsync(ct);
        using var answer = await SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Requests.At(path)) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }, ct);
        return await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    /// <summary>Signs in as a machine does.</summary>
    public async Task SignInAsync(CancellationToken ct = default)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, Requests.At("/connect/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = user,
                ["client_secret"] = "demo-secret",
            }),
        }, ct);
        Assert.NotNull((await answer.ShouldBeAsync(HttpStatusCode.OK))["access_token"]);
    }

    /// <summary>Reads a page or a resource.</summary>
    public async Task<string> GetAsync(string path, CancellationToken ct = default)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Requests.At(path)), ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    public void Dispose() => http.Dispose();

    /// <summary>A token that has just expired is asked for anew, and whoever is asked may be the one that is dying.</summary>
    private async Task<string> TokenAsync(CancellationToken ct)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            try
            {
                return await platform.TokenAsync(user);
            }
            catch (HttpRequestException) when (DateTimeOffset.UtcNow < until)
            {
                await Task.Delay(Pause, ct);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        var until = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            TimeSpan pause;
            using var request = make();
            try
            {
                var answer = await http.SendAsync(request, ct);
                if (!await AsksToTryAgainAsync(answer) || DateTimeOffset.UtcNow > until)
                {
                    return answer;
                }

                pause = answer.Headers.RetryAfter?.Delta ?? Pause;
                answer.Dispose();
            }
            catch (HttpRequestException e) when (e.InnerException is IOException or SocketException && DateTimeOffset.UtcNow < until)
            {
                retries.Enqueue(e.Message);
                pause = Pause;
            }

            await Task.Delay(pause, ct);
        }
    }

    private async Task<bool> AsksToTryAgainAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict))
        {
            return false;
        }

        await answer.Content.LoadIntoBufferAsync();
        var problem = await answer.BodyAsync();
        if (answer.StatusCode is HttpStatusCode.Conflict && (string?)problem["code"] != "idempotency-key-in-use")
        {
            return false;
        }

        Assert.NotNull(answer.Headers.RetryAfter);
        retries.Enqueue($"{(int)answer.StatusCode} {problem["code"]}");
        return true;
    }
}
