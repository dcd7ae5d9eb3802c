using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.LocalHost;
using Npgsql;

namespace ChildPlatform.Testing;

/// <summary>
/// A copy of a service's migrated database, for one test class. Given to a class fixture and disposed with it.
/// </summary>
public sealed record TestDatabase(string Service, string Name, string Owner, string App, string Reader, string Superuser) : IAsyncDisposable
{
    /// <summary>Drops the copy, also when somebody is still connected.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connectionString in new[] { Owner, App, Reader, Superuser })
        {
            await using var pooled = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(pooled);
        }

        await Databases.RunAsync(await Servers.PostgresAsync(), $"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)");
    }
}

/// <summary>
/// One template database per service and test process, migrated once; each test class works on a copy of it, which takes a
/// tenth of a second.
/// </summary>
public static class Databases
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static int copies;

    /// <summary>A fresh copy, migrated and seeded by the service's own <c>migrate</c>.</summary>
    public static Task<TestDatabase> CloneAsync(string service) => CloneAsync(service, database => Migrations.RunAsync(service, database));

    /// <summary>A fresh copy of a template that the delegate migrates, called once per process and service.</summary>
    public static async Task<TestDatabase> CloneAsync(string service, Func<ServiceDatabase, Task> migrate)
    {
        var administrator = await Servers.PostgresAsync();
        var template = await Templates.GetOrAdd(service, s => new Lazy<Task<string>>(() => MigrateAsync(administrator, s, migrate))).Value;
        return await CopyAsync(administrator, service, template);
    }

    /// <summary>A copy of a test's own database as it now is; nobody may be connected to it any more.</summary>
    public static async Task<TestDatabase> CopyAsync(TestDatabase of)
    {
        var administrator = await Servers.PostgresAsync();
        await RunAsync(administrator, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{of.Name}'");
        return await CopyAsync(administrator, of.Service, of.Name);
    }

    private static async Task<TestDatabase> CopyAsync(string administrator, string service, string template)
    {
        var name = $"{service}_c{Environment.ProcessId}_{Interlocked.Increment(ref copies)}";
        var database = await LocalHost.Databases.EnsureAsync(
            administrator, service, role => PasswordOf(administrator, role), CancellationToken.None, name, template);
        var superuser = new NpgsqlConnectionStringBuilder(administrator) { Database = name }.ConnectionString;
        return new TestDatabase(service, name, database.Owner, database.App, database.Reader, superuser);
    }

    internal static async Task RunAsync(string administrator, string sql)
    {
        await using var connection = new NpgsqlConnection(LocalHost.Databases.Unpooled(administrator));
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of databases are made above and take no parameter.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> MigrateAsync(string administrator, string service, Func<ServiceDatabase, Task> migrate)
    {
        var name = $"{service}_t{Environment.ProcessId}";
        // A process of the same number that was killed may have left one.
        await RunAsync(administrator, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        var database = await LocalHost.Databases.EnsureAsync(
            administrator, service, role => PasswordOf(administrator, role), CancellationToken.None, name);
        await migrate(database);

        // A template may have no visitors, and the migration may have left pooled ones.
        await RunAsync(administrator, $"ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS false");
        await RunAsync(administrator, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }

    /// <summary>Roles belong to the whole server: all test processes on it must come to the same password.</summary>
    private static string PasswordOf(string administrator, string role)
    {
        var key = new NpgsqlConnectionStringBuilder(administrator).Password ?? "";
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(role)));
    }
}
