using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChildPlatform.LocalHost;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

[assembly: AssemblyFixture(typeof(Servers))]

namespace ChildPlatform.Reporting.Tests;

/// <summary>Reporting in this process on a database and a broker of its own, with a stand-in where the fund would answer.</summary>
public sealed class ReportingApi : IAsyncLifetime
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private TestDatabase database = null!;
    private ServiceHost<Program> host = null!;

    /// <summary>The clock of the domain: nine in the morning of a day in the plan's year.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2024, 6, 1, 2, 0, 0, TimeSpan.Zero));

    internal FundStandIn Fund { get; } = new();

    internal IServiceProvider Services => host.Services;

    public async ValueTask InitializeAsync()
    {
        await Fund.StartAsync();
        database = await ChildPlatform.Testing.Databases.CloneAsync("reporting");
        host = await ServiceHost.StartAsync<Program>(new ServiceHostOptions
        {
            Service = "reporting",
            Database = database,
            Clock = Clock,
            Peers = new Dictionary<string, ProcessAddress> { ["fund"] = new(new Uri("http://127.0.0.1:1"), Fund.Address) },
            Settings = new Dictionary<string, string>
            {
                ["Reconciliation__Every"] = "01:00:00",

                // The tests say when it is looked for what has to be told.
                ["Reminders__Every"] = "1.00:00:00",
            },
        });

        using var client = Anonymous();
        await Eventually.Until(async () => await IsConnected(client), TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
        await Fund.DisposeAsync();
    }

    public HttpClient As(string user) => host.As(user);

    public HttpClient As(TestUser user) => host.As(user);

    public HttpClient Anonymous() => host.Anonymous();

    /// <summary>Reads as the coordinator.</summary>
    public async Task<T> Get<T>(string path) => (await As("coordinator").GetFromJsonAsync<T>("/api/v1/reporting" + path, Json))!;

    /// <summary>Sends a message as the fund's relay would, with an id that is the same at every delivery.</summary>
    public Task Publish<T>(T message, Guid? messageId = null)
        where T : class
        => Services.GetRequiredService<IBus>().Publish(message, context =>
        {
            context.MessageId = messageId ?? Guid.NewGuid();
            context.Mandatory = true; // A message that no queue took would be lost in silence.
        });

    internal async Task<T> Query<T>(Func<ReportingDbContext, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();

        return await read(scope.ServiceProvider.GetRequiredService<ReportingDbContext>());
    }

    /// <summary>Every row of the domain; when a year was last compared with the fund is an instant of storage.</summary>
    public Task<IReadOnlyList<string>> TablesAsync() => DomainTables.ReadAsync(database.Superuser);

    /// <summary>Fills a table with copies of one of its rows.</summary>
    public Task FillAsync(string table, int rows) => database.FillAsync(table, rows);

    /// <summary>Forgets all messages, so that tests of one class may share the year.</summary>
    public Task Empty() => Query(db => db.Database.ExecuteSqlRawAsync("delete from gift_facts; delete from gift_months; delete from reconciliation_runs"));

    private static async Task<bool> IsConnected(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        return answer.StatusCode == HttpStatusCode.OK && !(await answer.Content.ReadAsStringAsync()).Contains("degraded", StringComparison.Ordinal);
    }
}
