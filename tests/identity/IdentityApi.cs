using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Identity.Tests;

/// <summary>
/// Identity in this process, on a database of its own, with tokens that it issued itself. Its broker is away, so that what
/// it tells stays in the outbox where a test can look at it.
/// </summary>
public class IdentityApi : IAsyncLifetime
{
    public const string Administrator = "administrator";
    public const string DemoPassword = "Demo@2024";
    public const string DemoSecret = "demo-secret";
    public const string Nowhere = "amqp://guest:guest@127.0.0.1:1/";

    private readonly ConcurrentDictionary<string, Task<HttpClient>> _clients = new();
    private ServiceHost<Program> _host = null!;

    public TestDatabase Database { get; private set; } = null!;

    public Uri Address => _host.Address.Http;

    protected virtual TimeProvider? Clock => null;

    public async ValueTask InitializeAsync()
    {
        Database = await Databases.CloneAsync("identity");
        _host = await Start(Database, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Identity on a given database; two at once are two replicas, one after the other is a restart.</summary>
    public static Task<ServiceHost<Program>> Start(
        TestDatabase database, TimeProvider? clock = null, IReadOnlyDictionary<string, string>? settings = null) =>
        ServiceHost.StartAsync<Program>(new ServiceHostOptions
        {
            Service = "identity",
            Database = database,
            Clock = clock,
            Rabbit = Nowhere,
            Settings = settings ?? new Dictionary<string, string>(),
        });

    public HttpClient Anonymous() => _host.Anonymous();

    public Browser Browser() => new(Address);

    /// <summary>A client that speaks with a token identity issued to the demo client of that name.</summary>
    public Task<HttpClient> As(string client) => _clients.GetOrAdd(client, async name => With(await TokenOf(name)));

    public HttpClient With(string accessToken)
    {
        var http = _host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        return http;
    }

    public async Task<string> TokenOf(string clientId, string secret = DemoSecret, string? scope = null)
    {
        var (status, answer) = await RequestToken(clientId, secret, scope);
        Assert.Equal(HttpStatusCode.OK, status);

        return answer.GetProperty("access_token").GetString()!;
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> RequestToken(string clientId, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return await PostToken(form);
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> PostToken(Dictionary<string, string> form)
    {
        using var http = _host.Anonymous();
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(form));

        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Adds a person; scope tests of other services need two who belong to different communes.</summary>
    public async Task<(UserResponse User, int Version)> CreateUser(
        string userName, string unitCode, string role = Roles.CaseWorker, string? agency = null, string password = DemoPassword)
    {
        using var response = await Send(HttpMethod.Post, "/users", new CreateUserRequest
        {
            UserName = userName,
            Name = $"Người dùng {userName}",
            Password = password,
            Roles = [role],
            UnitCode = unitCode,
            Agency = agency,
        });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);

        return (await Read<UserResponse>(response), VersionOf(response));
    }

    /// <summary>A request as the administrator, unless another client is named.</summary>
    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null, string client = Administrator,
        string? language = null)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/v1/identity" + path, UriKind.Relative))
        {
            Content = body switch
            {
                null => null,

                // A text is sent as it stands, so that a test can be wrong on purpose.
                string text => new StringContent(text, Encoding.UTF8, "application/json"),
                _ => JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
            },
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        return await (await As(client)).SendAsync(request);
    }

    public async Task<T> Get<T>(string path, string client = Administrator)
    {
        using var response = await Send(HttpMethod.Get, path, client: client);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        return await Read<T>(response);
    }

    /// <summary>Runs a step of the seed again, as each migrate does.</summary>
    internal async Task Seed(Func<IdentityDbContext, CancellationToken, Task> step)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await step(scope.ServiceProvider.GetRequiredService<IdentityDbContext>(), CancellationToken.None);
    }

    public static async Task<T> Read<T>(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options))!;

    public static int VersionOf(HttpResponseMessage response) =>
        int.Parse(response.Headers.ETag!.Tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    public static JsonWebToken Decode(string token) => new(token);

    public async Task<T?> Sql<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.Superuser);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written by the tests.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100

        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}

/// <summary>A page of a list as the tests read it.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Reading problems.</summary>
public static class Problem
{
    /// <summary>Asserts status, content type and code of a problem, and gives it back.</summary>
    public static async Task<JsonElement> ShouldBe(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)status} expected, {(int)response.StatusCode} came: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));

        return problem;
    }

    public static IReadOnlyList<(string Pointer, string Code)> Errors(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray()
            .Select(e => (e.GetProperty("pointer").GetString()!, e.GetProperty("code").GetString()!))];
}
