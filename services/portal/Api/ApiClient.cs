using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChildPlatform.Portal.Security;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// The portal's only way to data: the gateway, with the signed-in person's token, like any integrator. Reads and keyed writes are
/// tried again when the platform is away for a moment; a repeated write carries the same key and therefore has one effect.
/// </summary>
internal sealed class ApiClient(IHttpClientFactory clients, CurrentSession session, UnreadFields unread)
{
    public const string HttpName = "gateway";

    /// <summary>The API's JSON: camelCase, enums in kebab-case.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(900)];

    public async Task<T> GetAsync<T>(string path, CancellationToken ct, bool anonymous = false)
    {
        using var response = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), anonymous, mayRepeat: true, ct);
        return await Read<T>(response, ct);
    }

    /// <summary>Every row of a list that is short by nature, page after page.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(string path, CancellationToken ct)
    {
        var all = new List<T>();
        for (var next = path; next is not null;)
        {
            var page = await GetAsync<Page<T>>(next, ct);
            all.AddRange(page.Items);
            next = page.Next;
        }

        return all;
    }

    /// <param name="path">Address below the gateway.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="purpose">Why private data is read in clear; without it the answer is masked.</param>
    public async Task<Tagged<T>> GetTaggedAsync<T>(string path, CancellationToken ct, string? purpose = null)
    {
        using var response = await GetFileAsync(path, ct, purpose);
        return new Tagged<T>(await Read<T>(response, ct), response.Headers.ETag?.ToString());
    }

    /// <summary>A POST with its key: sent again with the same key when no answer came.</summary>
    public async Task<Tagged<T>> PostAsync<T>(
        string path, object? body, string key, string? ifMatch, CancellationToken ct, bool anonymous = false)
    {
        RequireReadFields();
        using var response = await Send(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = JsonContent.Create(body ?? new { }, body?.GetType() ?? typeof(object), options: Json),
                };
                request.Headers.Add("Idempotency-Key", key);
                AddIfMatch(request, ifMatch);
                return request;
            },
            anonymous, mayRepeat: true, ct);

        return new Tagged<T>(await Read<T>(response, ct), response.Headers.ETag?.ToString());
    }

    public async Task<Tagged<T>> PutAsync<T>(string path, object body, string? ifMatch, CancellationToken ct)
    {
        RequireReadFields();
        using var response = await Send(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, path)
                {
                    Content = JsonContent.Create(body, body.GetType(), options: Json),
                };
                AddIfMatch(request, ifMatch);
                return request;
            },
            false, mayRepeat: false, ct);

        return new Tagged<T>(await Read<T>(response, ct), response.Headers.ETag?.ToString());
    }

    /// <summary>A file in a multipart field <c>file</c>.</summary>
    public async Task<T> PostFileAsync<T>(
        string path, string fileName, string contentType, byte[] content, string key, CancellationToken ct)
    {
        using var response = await Send(
            () =>
            {
                var file = new ByteArrayContent(content);
                file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
                var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new MultipartFormDataContent { { file, "file", fileName } },
                };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            false, mayRepeat: true, ct);

        return await Read<T>(response, ct);
    }

    /// <summary>A file as it comes; the caller disposes the answer.</summary>
    public Task<HttpResponseMessage> GetFileAsync(string path, CancellationToken ct, string? purpose = null) => Send(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (purpose is not null)
            {
                request.Headers.Add("Access-Purpose", purpose);
            }

            return request;
        },
        false, mayRepeat: true, ct);

    // Here and not in each form: no form may send what it could not read as if nothing had been typed.
    private void RequireReadFields()
    {
        if (unread.StandInTheWay())
        {
            throw new ApiException(UnreadFields.Problem);
        }
    }

    private static void AddIfMatch(HttpRequestMessage request, string? ifMatch)
    {
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
    }

    private async Task<HttpResponseMessage> Send(
        Func<HttpRequestMessage> make, bool anonymous, bool mayRepeat, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var last = !mayRepeat || attempt >= Waits.Length;
            try
            {
                using var request = make();
                request.Headers.AcceptLanguage.ParseAdd("vi");
                if (!anonymous)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await session.AccessTokenAsync(ct));
                }

                var response = await clients.CreateClient(HttpName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }

                using (response)
                {
                    if (!last && IsPassing(response))
                    {
                        await Task.Delay(response.Headers.RetryAfter?.Delta is { } asked ? Max(asked, Waits[attempt]) : Waits[attempt], ct);
                        continue;
                    }

                    if (response.StatusCode is HttpStatusCode.Unauthorized && !anonymous)
                    {
                        throw new SessionEndedException();
                    }

                    throw new ApiException(await Problem(response, ct));
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                if (last)
                {
                    throw new ApiException(ApiProblem.Unreachable, e);
                }

                await Task.Delay(Waits[attempt], ct);
            }
        }
    }

    // A restart of a service or its database: seconds. A longer wait is told to the person instead.
    private static bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        && (response.Headers.RetryAfter?.Delta is not { } asked || asked <= TimeSpan.FromSeconds(2));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static async Task<T> Read<T>(HttpResponseMessage response, CancellationToken ct) =>
        await response.Content.ReadFromJsonAsync<T>(Json, ct)
        ?? throw new ApiException(new ApiProblem { Status = 502, Code = "empty-answer", Detail = "Máy chủ trả lời trống." });

    private static async Task<ApiProblem> Problem(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
                && await response.Content.ReadFromJsonAsync<ApiProblem>(Json, ct) is { } problem)
            {
                return problem with { Status = status };
            }
        }
        catch (JsonException)
        {
            // Not a problem document after all; the status says enough.
        }

        return status is 502 or 503 or 504
            ? ApiProblem.Unreachable with { Status = status }
            : new ApiProblem { Status = status, Code = "http-" + status };
    }
}
