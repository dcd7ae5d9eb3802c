using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Events.Tests;

/// <summary>
/// The event service in this process, on a database of its own, with real tokens. Its broker is away, so that what it tells stays
/// in the outbox where a test can look at it.
/// </summary>
public class EventsApi : IAsyncLifetime
{
    public const string Organizer = "event-organizer";
    public const string Leader = "leader";
    public const string Stranger = "case-worker-tamky";

    public const string AnMyUnit = "20341";

    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();
    private TestDatabase _database = null!;
    private ServiceHost<Program> _host = null!;

    /// <summary>The domain's clock: noon of 20 August 2024, four weeks before Trung thu.</summary>
    public FakeTimeProvider Clock { get; } = new(At("2024-08-20T12:00:00+07:00").ToUniversalTime()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A database that was prepared and outlives this; without one it has one of its own.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Waits until the broker is there, for tests that have one.</summary>
    public Task ConnectedAsync() => _host.ConnectedAsync();

    /// <summary>Address of the broker; null is the tests' own.</summary>
    protected virtual string? Rabbit => "amqp://guest:guest@127.0.0.1:1/";

    internal IServiceProvider Services => _host.Services;

    public virtual async ValueTask InitializeAsync()
    {
        _database = Database ?? await Databases.CloneAsync("events");
        _host = await ServiceHost.StartAsync<Program>(new ServiceHostOptions
        {
            Service = "events",
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

    public Task<T> Get<T>(string user, string path) => As(user).GetAsync("/api/v1/events" + path).Read<T>();

    public Task<HttpResponseMessage> Get(string user, string path) => As(user).GetAsync("/api/v1/events" + path);

    public Task<HttpResponseMessage> Post(string user, string path, object body, int? version = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events" + path)
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

    public Task<HttpResponseMessage> Put(string user, string path, object body, int? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/events" + path)
        {
            Content = JsonContent.Create(body, body.GetType(), options: ApiJson.Options),
        };
        if (version is { } tag)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{tag}\""));
        }

        return As(user).SendAsync(request);
    }

    public Task<HttpResponseMessage> Delete(string user, string path, int version)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/events" + path);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));

        return As(user).SendAsync(request);
    }

    /// <summary>A draft of Trung thu in An Mỹ.</summary>
    public Task<EventResponse> Drafted(object? request = null) => Post(Organizer, "/", request ?? Given.Event()).Read<EventResponse>();

    public async Task<EventResponse> Published(object? request = null)
    {
        var draft = await Drafted(request);

        return await Post(Organizer, $"/{draft.Id}/publish", new { }, draft.Version).Read<EventResponse>();
    }

    /// <summary>Messages of a type that wait in the outbox.</summary>
    public async Task<IReadOnlyList<T>> Told<T>()
    {
        var name = typeof(T).FullName;
        await using var scope = _host.Services.CreateAsyncScope();
        var bodies = await scope.ServiceProvider.GetRequiredService<EventsDbContext>().Database
            .SqlQuery<string>($"select body::text as \"Value\" from outbox_messages where type = {name} order by id").ToListAsync();

        return [.. bodies.Select(body => JsonSerializer.Deserialize<T>(body, MessageJson)!)];
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

/// <summary>Plans and forms as people give them.</summary>
internal static class Given
{
    public static EventRequest Event(string start = "2024-09-17T18:00:00+07:00", string end = "2024-09-17T21:00:00+07:00") => new()
    {
        Template = "trung-thu",
        Title = "Đêm hội trăng rằm 2024",
        Level = EventLevel.Commune,
        UnitCode = EventsApi.AnMyUnit,
        StartsAt = EventsApi.At(start),
        EndsAt = EventsApi.At(end),
        Place = "Nhà văn hóa khối phố 3",
        PlannedChildren = 150,
        Budget =
        [
            new() { Line = "Quà", Amount = 15_000_000, Source = BudgetSource.Fund },
            new() { Line = "Trang trí", Amount = 3_000_000, Source = BudgetSource.Budget },
        ],
    };

    public static ProgrammeRequest Programme() => new()
    {
        Template = "trung-thu",
        Title = "Trung thu 2024 tỉnh Quảng Nam",
        UnitCode = "49",
        StartsAt = EventsApi.At("2024-09-17T18:00:00+07:00"),
        EndsAt = EventsApi.At("2024-09-17T21:00:00+07:00"),
        PlannedChildren = 100,
    };

    public static CloseRequest Closing(int children = 140, long gifts = 14_000_000) => new()
    {
        Children = new()
        {
            Total = children,
            Girls = children - 60,
            Boys = 60,
            EthnicMinority = 10,
            SpecialCircumstances = 12,
            Age0To6 = 40,
            Age7To10 = 50,
            Age11To15 = children - 90,
        },
        Gifts = new() { Count = children, Value = gifts },
        Scholarships = new() { Count = 0, Value = 0 },
        Costs = [new() { Line = "Quà", Amount = gifts }],
        Incidents = 0,
        Lessons = "Chuẩn bị phương án mưa sớm hơn.",
    };
}
