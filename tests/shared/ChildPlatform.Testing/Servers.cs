using System.Globalization;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Servers;
using Npgsql;
using Xunit;

namespace ChildPlatform.Testing;

/// <summary>
/// PostgreSQL, RabbitMQ and Redis for the tests of this process: those in the environment, else our own, each started when
/// a test first asks for it. Stopped at the end of the process, or earlier when used as an assembly fixture:
/// <c>[assembly: AssemblyFixture(typeof(Servers))]</c>.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private const int OwnRabbitHosts = 64;
    private const string HostCounter = "childplatform_test_host";

    private static readonly Lazy<Task<(LocalServers Servers, string Folder)>> Opened = new(OpenAsync);
    private static readonly Dictionary<string, Lazy<Task<Server>>> Started =
        new[] { ServerNames.Postgres, ServerNames.Rabbit, ServerNames.Redis }
            .ToDictionary(name => name, name => new Lazy<Task<Server>>(() => StartAsync(name)));

    private static int stopped;

    /// <summary>Connection string of PostgreSQL's administrator.</summary>
    public static async Task<string> PostgresAsync() => (await Started[ServerNames.Postgres].Value).ConnectionString;

    /// <summary>Address of RabbitMQ, the ordinary virtual host: tests that share it see each other's messages.</summary>
    public static async Task<string> RabbitAsync() => (await Started[ServerNames.Rabbit].Value).ConnectionString;

    /// <summary>Address of Redis, the first database.</summary>
    public static async Task<string> RedisAsync() => (await Started[ServerNames.Redis].Value).ConnectionString;

    /// <summary>A virtual host of RabbitMQ that no other test uses, also none of another test process.</summary>
    public static async Task<string> OwnRabbitAsync()
    {
        var server = await Started[ServerNames.Rabbit].Value;
        var hosts = server.Runnables.Count > 0 ? OwnRabbitHosts : HostsOfGivenServer();
        return hosts == 0 ? server.ConnectionString : $"{server.ConnectionString.TrimEnd('/')}/t{await NextNumberAsync() % hosts}";
    }

    /// <summary>A database of Redis that no other test uses.</summary>
    public static async Task<string> OwnRedisAsync()
    {
        var server = await Started[ServerNames.Redis].Value;
        var many = server.Runnables.Count > 0 || HostsOfGivenServer() > 0;
        return many ? $"{server.ConnectionString},defaultDatabase={1 + (await NextNumberAsync() % 1000)}" : server.ConnectionString;
    }

    /// <summary>A folder that lives as long as this process.</summary>
    public static async Task<string> FolderAsync() => (await Opened.Value).Folder;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Numbers that differ over all test processes on one server.</summary>
    private static async Task<long> NextNumberAsync()
    {
        await using var connection = new NpgsqlConnection(await PostgresAsync());
        await connection.OpenAsync();
        try
        {
            await using var create = new NpgsqlCommand($"CREATE SEQUENCE IF NOT EXISTS {HostCounter} MINVALUE 0", connection);
            await create.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
        {
            // Two processes made it at once, and one of them did.
        }

        await using var next = new NpgsqlCommand($"SELECT nextval('{HostCounter}')", connection);
        return (long)(await next.ExecuteScalarAsync())!;
    }

    private static int HostsOfGivenServer() =>
        int.TryParse(Environment.GetEnvironmentVariable(LocalServersOptions.RabbitHostsVariable), CultureInfo.InvariantCulture, out var hosts)
            ? hosts
            : 0;

    private static async Task<(LocalServers Servers, string Folder)> OpenAsync()
    {
        var folder = await TemporaryFolder.CreateAsync("tests");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAsync().GetAwaiter().GetResult();
        var options = new LocalServersOptions { ExtraRabbitHosts = OwnRabbitHosts };
        return (await LocalServers.OpenAsync(folder, options, Console.Error.WriteLine, CancellationToken.None), folder);
    }

    private static async Task<Server> StartAsync(string name) => await (await Opened.Value).Servers.StartAsync(name, CancellationToken.None);

    private static async Task StopAsync()
    {
        if (Opened.IsValueCreated && Interlocked.Exchange(ref stopped, 1) == 0)
        {
            var (servers, folder) = await Opened.Value;
            NpgsqlConnection.ClearAllPools();
            await servers.DisposeAsync();
            await TemporaryFolder.DeleteAsync(folder);
        }
    }
}
