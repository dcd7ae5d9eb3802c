using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Fund.Tests;

/// <summary>
/// The fund in this process, on a database of its own, with real tokens. Its broker is away, so that what it tells stays in the
/// outbox where a test can look at it; nothing else of the fund needs one.
/// </summary>
public class FundApi : IAsyncLifetime
{
    public const string Officer = "fund-officer";
    public const string Accountant = "fund-accountant";
    public const string Cashier = "fund-cashier";
    public const string Director = "fund-director";
    public const string Council = "fund-council";

    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();
    private TestDatabase _database = null!;
    private ServiceHost<Program> _host = null!;

    /// <summary>The domain's clock: nine in the morning of 20 May of the plan's year. It goes on by itself a little, so that ids keep their order.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2024, 5, 20, 2, 0, 0, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
    };

    public string Superuser => _database.Superuser;

    public string App => _database.App;

    public IServiceProvider Services => _host.Services;

    protected virtual string? Rabbit => "amqp://guest:guest@127.0.0.1:1/";

    /// <summary>Waits until the broker is there, for tests that have one.</summary>
    public Task ConnectedAsync() => _host.ConnectedAsync();

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.CloneAsync("fund");
        _host = await ServiceHost.StartAsync<Program>(new ServiceHostOptions
        {
            Service = "fund",
            Database = _database,
            Clock = Clock,
            Rabbit = Rabbit,

            // Nobody listens to what is told here, and the broker's word about each message would hide all others.
            Settings = new Dictionary<string, string> { ["Logging__LogLevel__MassTransit"] = "Critical" },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the service's own <c>migrate</c> on this database again.</summary>
    public Task MigrateAsync() => Migrations.RunAsync(
        "fund", new LocalHost.ServiceDatabase(_database.Name, _database.Owner, _database.App, _database.Reader));

    /// <summary>Fills a table with copies of one of its rows.</summary>
    public Task FillAsync(string table, int rows) => _database.FillAsync(table, rows);

    /// <summary>A client of a demo user; one is shared by all calls of that user.</summary>
    public HttpClient As(string user) => _clients.GetOrAdd(user, name => _host.As(name));

    public HttpClient As(TestUser user) => _clients.GetOrAdd(user.Subject, _ => _host.As(user));

    public HttpClient Anonymous() => _clients.GetOrAdd("", _ => _host.Anonymous());

    public GrpcChannel Channel(string? user) => _host.Channel(user);

    public async Task<T> Get<T>(string user, string path)
    {
        using var response = await As(user).GetAsync(Address(path));

        return await response.Read<T>();
    }

    public Task<HttpResponseMessage> Get(string user, string path) => As(user).GetAsync(Address(path));

    /// <summary>POST with a key of its own unless one is given; <paramref name="version"/> becomes If-Match.</summary>
    public Task<HttpResponseMessage> Post(string user, string path, object? body = null, int? version = null, string? key = null) =>
        Send(As(user), HttpMethod.Post, path, body, version, key ?? Guid.NewGuid().ToString());

    public Task<HttpResponseMessage> Put(string user, string path, object? body, int? version) =>
        Send(As(user), HttpMethod.Put, path, body, version, key: null);

    public static Task<HttpResponseMessage> Send(
        HttpClient client, HttpMethod method, string path, object? body = null, int? version = null, string? key = null)
    {
        // A text is sent as it stands, so that a test can be wrong on purpose.
        var request = new HttpRequestMessage(method, Address(path))
        {
            Content = body switch
            {
                null => null,
                string text => new StringContent(text, Encoding.UTF8, "application/json"),
                _ => JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
            },
        };
        if (version is { } tag)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{tag}\""));
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return client.SendAsync(request);
    }

    /// <summary>One number from the database, as its superuser sees it.</summary>
    public async Task<long> Number(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests write their own SQL.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100

        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests write their own SQL.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> Query<T>(Func<FundDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();

        return await read(scope.ServiceProvider.GetRequiredService<FundDbContext>());
    }

    private static readonly JsonSerializerOptions MessageJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Messages of a type that wait in the outbox.</summary>
    public async Task<IReadOnlyList<T>> Told<T>()
    {
        var name = typeof(T).FullName;
        var bodies = await Query(db => db.Database
            .SqlQuery<string>($"select body::text as \"Value\" from outbox_messages where type = {name} order by id").ToListAsync());

        return [.. bodies.Select(body => JsonSerializer.Deserialize<T>(body, MessageJson)!)];
    }

    /// <summary>What must not move when something is refused: entries, numbers, messages, audit rows, kept answers, balances.</summary>
    public async Task<string> Footprint() => await Query(db => db.Database.SqlQuery<string>($"""
        select concat_ws(' ', 'entries', (select count(*) from journal_entries), 'numbers', (select sum(last_number) from number_counters),
            'messages', (select count(*) from outbox_messages), 'audit', (select count(*) from audit_entries),
            'keys', (select count(*) from idempotency_keys),
            'balances', (select sum(balance) from accounts), 'reserved', (select sum(reserved) from accounts),
            'used', (select sum(used) from programme_years), 'steps', (select count(*) from disbursement_steps)) as "Value"
        """).SingleAsync());

    private static Uri Address(string path) =>
        new(path.StartsWith("/api/", StringComparison.Ordinal) ? path : "/api/v1/fund" + path, UriKind.Relative);
}

/// <summary>Reading of answers, with the body in the failure when it is another than expected.</summary>
internal static class Answers
{
    public static async Task<T> Read<T>(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");

        return JsonSerializer.Deserialize<T>(text, ApiJson.Options)!;
    }

    public static async Task<T> Read<T>(this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;

        return await response.Read<T>();
    }

    /// <summary>Asserts a refusal with its status and stable code, and gives its problem.</summary>
    public static async Task<Problem> Refused(this Task<HttpResponseMessage> sending, HttpStatusCode status, string code)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        var problem = JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)!;
        Assert.Equal(code, problem.Code);
        Assert.False(string.IsNullOrEmpty(problem.Detail));
        Assert.False(string.IsNullOrEmpty(problem.TraceId));

        return problem;
    }

    /// <summary>Asserts a 422 and gives "pointer code" of each wrong field.</summary>
    public static async Task<IReadOnlyList<string>> Invalid(this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableContent, $"{(int)response.StatusCode} {text}");
        var problem = JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)!;

        return [.. problem.Errors!.Select(error => $"{error.Pointer} {error.Code}")];
    }
}

/// <summary>The list shape of the API.</summary>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);
