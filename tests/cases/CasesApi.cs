using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Notices;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Cases.Tests;

/// <summary>
/// The cases service in this process, on a database of its own, with real tokens. Its broker is away, so that what it tells stays
/// in the outbox where a test can look at it.
/// </summary>
public class CasesApi : IAsyncLifetime
{
    public const string AnMy = "case-worker-tamky";
    public const string AnPhu = "case-worker-anphu";
    public const string Chairman = "case-chair-tamky";
    public const string Supervisor = "case-supervisor";
    public const string Privacy = "privacy-officer";
    public const string Hotline = "hotline-111";

    public const string AnMyUnit = "20341";
    public const string AnPhuUnit = "20356";

    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();
    private TestDatabase _database = null!;
    private ServiceHost<Program> _host = null!;

    /// <summary>The domain's clock: 16:40 on Friday 26 April 2024, before the long holiday with its swapped Saturday.</summary>
    public FakeTimeProvider Clock { get; } = new(At("2024-04-26T16:40:00+07:00").ToUniversalTime()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A database that was prepared and outlives this; without one it has one of its own.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Address of the broker; null is the tests' own.</summary>
    protected virtual string? Rabbit => "amqp://guest:guest@127.0.0.1:1/";

    internal IServiceProvider Services => _host.Services;

    public virtual async ValueTask InitializeAsync()
    {
        _database = Database ?? await Databases.CloneAsync("cases");
        _host = await ServiceHost.StartAsync<Program>(new ServiceHostOptions
        {
            Service = "cases",
            Database = _database,
            Clock = Clock,
            Rabbit = Rabbit,

            // The tests say when clocks are looked at.
            Settings = new Dictionary<string, string>
            {
                ["Breaches__Every"] = "1.00:00:00",

                // Nobody listens to what is told here, and the broker's word about each message would hide all others.
                ["Logging__LogLevel__MassTransit"] = "Critical",
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (Database is null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Fills a table with copies of one of its rows.</summary>
    public Task FillAsync(string table, int rows) => _database.FillAsync(table, rows);

    public HttpClient As(string user) => _clients.GetOrAdd(user, name => _host.As(name));

    public HttpClient As(TestUser user) => _clients.GetOrAdd("token of " + user.Subject, _ => _host.As(user));

    /// <summary>The notices of somebody, newest first.</summary>
    public async Task<IReadOnlyList<NoticeResponse>> Notices(TestUser user)
    {
        using var response = await As(user).GetAsync(new Uri("/api/v1/cases/notices", UriKind.Relative));

        return (await response.Read<Listed<NoticeResponse>>()).Items;
    }

    public async Task<T> Get<T>(string user, string path, string? purpose = null)
    {
        using var response = await Get(user, path, purpose);

        return await response.Read<T>();
    }

    public Task<HttpResponseMessage> Get(string user, string path, string? purpose = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases" + path);
        if (purpose is not null)
        {
            request.Headers.Add("Access-Purpose", purpose);
        }

        return As(user).SendAsync(request);
    }

    public Task<HttpResponseMessage> Post(string user, string path, object body, int? version = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases" + path)
        {
            Content = JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (version is { } tag)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{tag}\""));
        }

        return As(user).SendAsync(request);
    }

    /// <summary>Somebody without an account.</summary>
    public HttpClient Anonymous => _clients.GetOrAdd("", _ => _host.Anonymous());

    /// <summary>A report of the public form.</summary>
    public Task<HttpResponseMessage> Give(object report, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/public/cases/reports")
        {
            Content = JsonContent.Create(report, report.GetType(), options: ApiJson.Options),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Anonymous.SendAsync(request);
    }

    public Task<HttpResponseMessage> Put(string user, string path, object body, int? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/cases" + path)
        {
            Content = JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
        };
        if (version is { } tag)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{tag}\""));
        }

        return As(user).SendAsync(request);
    }

    /// <summary>A case taken in by the hotline.</summary>
    public Task<CaseResponse> TakenIn(object? intake = null) => Post(Hotline, "/", intake ?? Given.Report()).Read<CaseResponse>();

    /// <summary>Lets the job look at the clocks until nothing is left to raise.</summary>
    public async Task RaiseBreaches()
    {
        var job = _host.Services.GetRequiredService<RaiseBreachesJob>();
        while (await job.RunAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Messages of a type that wait in the outbox.</summary>
    public async Task<IReadOnlyList<T>> Told<T>()
    {
        var name = typeof(T).FullName;
        await using var scope = _host.Services.CreateAsyncScope();
        var bodies = await scope.ServiceProvider.GetRequiredService<CasesDbContext>().Database
            .SqlQuery<string>($"select body::text as \"Value\" from outbox_messages where type = {name} order by id").ToListAsync();

        return [.. bodies.Select(body => JsonSerializer.Deserialize<T>(body, MessageJson)!)];
    }

    /// <summary>Everything that stands in the database, table by table, as one text.</summary>
    public async Task<string> Dump()
    {
        await using var connection = new NpgsqlConnection(_database.Superuser);
        await connection.OpenAsync();
        await using var tables = new NpgsqlCommand(
            "select string_agg(format('select ''%s'' || coalesce(jsonb_agg(t)::text, '''') from %I t', tablename, tablename), ' union all ') "
            + "from pg_tables where schemaname = 'public'", connection);
        var sql = (string)(await tables.ExecuteScalarAsync())!;
#pragma warning disable CA2100 // Made of the names of tables, by the server itself.
        await using var rows = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await rows.ExecuteReaderAsync();
        var text = new System.Text.StringBuilder();
        while (await reader.ReadAsync())
        {
            text.AppendLine(reader.GetString(0));
        }

        return text.ToString();
    }

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.Superuser);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests write their own SQL.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static readonly JsonSerializerOptions MessageJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
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

    /// <summary>Asserts a refusal with its status and stable code.</summary>
    public static async Task Refused(this Task<HttpResponseMessage> sending, HttpStatusCode status, string code)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {text}");
        Assert.Equal(code, JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)!.Code);
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
internal sealed record Listed<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Reports and forms as people give them.</summary>
internal static class Given
{
    /// <summary>Words that must never be found outside of a sealed text.</summary>
    public static IReadOnlyList<string> PrivateWords { get; } =
        ["Nguyễn Thị Ánh", "2015-03-09", "049215001234", "0905111222", "Trần Văn Lớn", "nghe tiếng trẻ bị đánh", "khối phố 3", "hẻm 12", "sợ hãi"];

    public static object Report(bool urgent = true, string unit = CasesApi.AnMyUnit, string? receivedAt = null, string occurredOn = "2024-04-26") => new
    {
        channel = "hotline-111",
        receivedAt,
        urgent,
        kind = "abuse",
        forms = new[] { "violence" },
        what = "Hàng xóm nghe tiếng trẻ bị đánh nhiều lần",
        placeUnitCode = unit,
        placeDetail = "khối phố 3",
        occurredOn,
        child = new
        {
            name = "Nguyễn Thị Ánh",
            sex = "female",
            birthDate = "2015-03-09",
            personalNumber = "049215001234",
            address = "hẻm 12, khối phố 3",
            carers = new[] { new { relation = "cha", name = "Trần Văn Lớn", phone = "0905111222" } },
        },
        informant = new { name = "Trần Văn Lớn", phone = "0905111222" },
        externalReference = "111-2024-0042",
    };

    public static object Form(string harm = "medium", string conclusion = "plan-needed") => new
    {
        harmNow = harm,
        furtherHarm = harm,
        selfProtection = "low",
        support = "medium",
        conclusion,
        note = "Trẻ sợ hãi, cần tách khỏi người gây hại.",
    };
}
