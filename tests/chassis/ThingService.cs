using System.Net.Http.Headers;
using System.Text;
using ChildPlatform.Chassis.Tests.Grpc;
using ChildPlatform.LocalHost;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using ChildPlatform.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Chassis.Tests;

/// <summary>A small service on the chassis: one table, one group of endpoints, one consumer; on real ports and servers.</summary>
internal sealed class ThingService : IAsyncDisposable
{
    public const string Name = "chassis";

    private const string NoBroker = "amqp://guest:guest@127.0.0.1:1/";

    private readonly List<IDisposable> _clients = [];
    private readonly WebApplication _app;

    private ThingService(WebApplication app, Uri http, Uri grpc)
    {
        _app = app;
        Http = http;
        GrpcAddress = grpc;
    }

    public Uri Http { get; }

    public Uri GrpcAddress { get; }

    public IServiceProvider Services => _app.Services;

    public ConsumerFaults Faults => Services.GetRequiredService<ConsumerFaults>();

    public Gate Gate => Services.GetRequiredService<Gate>();

    public static Task<TestDatabase> DatabaseAsync() => Testing.Databases.CloneAsync(Name, async database =>
    {
        await using var app = await BuildAsync(new() { [$"ConnectionStrings:{Name}"] = database.Owner });
        Assert.Equal(0, await app.RunServiceAsync<ThingsDb>(["migrate"]));
    });

    public static async Task<ThingService> StartAsync(TestDatabase database, string? rabbit = null, Dictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{Name}"] = database.App,
            ["ConnectionStrings:rabbitmq"] = rabbit ?? NoBroker,
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        var app = await BuildAsync(all);
        await app.StartAsync();
        return new ThingService(app, new Uri(all["Kestrel:Endpoints:Http:Url"]!), new Uri(all["Kestrel:Endpoints:Grpc:Url"]!));
    }

    /// <summary>Builds the application as a service's Program would.</summary>
    public static async Task<WebApplication> BuildAsync(Dictionary<string, string?> settings)
    {
        settings["Kestrel:Endpoints:Http:Url"] = $"http://127.0.0.1:{Ports.Free()}";
        settings["Kestrel:Endpoints:Http:Protocols"] = "Http1";
        settings["Kestrel:Endpoints:Grpc:Url"] = $"http://127.0.0.1:{Ports.Free()}";
        settings["Kestrel:Endpoints:Grpc:Protocols"] = "Http2";
        settings.TryAdd("Services:identity:http:0", (await Tokens.AuthorityAsync()).AbsoluteUri);
        settings.TryAdd("Identity:Issuer", Tokens.Issuer.AbsoluteUri.TrimEnd('/'));
        settings.TryAdd("ConnectionStrings:rabbitmq", NoBroker);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults(Name, policies => policies
            .Add("things.read", scope: "things.read", "fund-officer", "auditor", "case-worker")
            .Add("things.write", scope: "things.write", "fund-officer", "case-worker"));
        builder.AddServiceDatabase<ThingsDb>(Name);
        builder.AddMessaging<ThingsDb>(typeof(ThingMade).Assembly, x => x.AddConsumer<ThingMadeConsumer>());
        builder.Services.AddValidation();
        builder.Services.AddOpenApi("v1", ApiDocument.Describe);
        builder.Services.AddSingleton<ConsumerFaults>();
        builder.Services.AddSingleton<Gate>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        var app = builder.Build();
        if (settings.ContainsKey($"ConnectionStrings:{Name}"))
        {
            using var scope = app.Services.CreateScope();
            CreateThings.Script = scope.ServiceProvider.GetRequiredService<ThingsDb>().Database.GenerateCreateScript();
        }

        app.UseServiceDefaults();
        ThingEndpoints.Map(app);
        app.MapGrpcService<ThingQuestions>();
        return app;
    }

    public HttpClient Anonymous() => As(user: (string?)null);

    public HttpClient As(TestUser user)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user));
        return client;
    }

    public HttpClient As(string? user, string? language = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Http };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user));
        }

        if (language is not null)
        {
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        }

        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>One service with its database for a test class; its broker is away, which HTTP must not notice.</summary>
public sealed class ThingFixture : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    internal ThingService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await ThingService.DatabaseAsync();
        Service = await ThingService.StartAsync(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>Answers the tests' question.</summary>
internal sealed class ThingQuestions(CurrentUser user) : ThingQueries.ThingQueriesBase
{
    public override async Task<ThingAnswer> Ask(ThingQuestion request, ServerCallContext context)
    {
        ThingEndpoints.TooFancy.Require(request.Name != "fancy");
        if (request.Name == "slow")
        {
            await Task.Delay(TimeSpan.FromSeconds(10), context.CancellationToken);
        }

        return new ThingAnswer { Name = request.Name, Caller = user.Id };
    }
}

internal static class Call
{
    public const string Things = "/api/v1/chassis/things";

    public const string Good = """{ "owner": { "name": "Hòa Bình" }, "amount": 1000 }""";

    public static Task<HttpResponseMessage> Post(
        this HttpClient client, string path, string? body, string? key = null, string? ifMatch = null, string type = "application/json",
        HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request);
    }

    public static async Task<long> CountAsync(this TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static string NewKey() => Guid.NewGuid().ToString();
}
