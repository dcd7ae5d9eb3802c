using Npgsql;

namespace ChildPlatform.LocalHost;

/// <summary>
/// One service's database as its users see it: connection strings of the role that owns it and migrates, of the running
/// service, and of somebody who only looks.
/// </summary>
public sealed record ServiceDatabase(string Name, string Owner, string App, string Reader);

/// <summary>
/// A database per service and three roles with the least rights each. What a role may do with the tables is granted by
/// the service's own <c>migrate</c> step, which knows them.
/// </summary>
public static class Databases
{
    /// <summary>Whoever changes roles or databases holds this lock: PostgreSQL fails when two do so at once.</summary>
    private const long Turn = 0x4368696C64506C74;

    /// <summary>Makes sure that the database and its roles are there, and returns how to reach them.</summary>
    /// <param name="administrator">Connection string of a role that may create both.</param>
    /// <param name="service">The service, which names roles and, without <paramref name="database"/>, the database.</param>
    /// <param name="passwordOf">The password of a role by its name.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="database">Another name for the database, as tests use.</param>
    /// <param name="template">A database to copy instead of an empty one.</param>
    public static async Task<ServiceDatabase> EnsureAsync(
        string administrator, string service, Func<string, string> passwordOf, CancellationToken ct, string? database = null,
        string? template = null)
    {
        var name = database ?? service;
        string owner = $"{service}_owner", app = $"{service}_app", reader = $"{service}_reader";
        await using (var connection = new NpgsqlConnection(Unpooled(administrator)))
        {
            await connection.OpenAsync(ct);
            await RunAsync(connection, $"SELECT pg_advisory_lock({Turn})", ct);
            foreach (var role in new[] { owner, app, reader })
            {
                if (!await ExistsAsync(connection, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, ct))
                {
                    await RunAsync(connection, $"CREATE ROLE {Quote(role)}", ct);
                }

                const string rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
                await RunAsync(connection, $"ALTER ROLE {Quote(role)} {rights} PASSWORD {Literal(passwordOf(role))}", ct);
            }

            await RunAsync(connection, $"ALTER ROLE {Quote(reader)} SET default_transaction_read_only = on", ct);
            if (!await ExistsAsync(connection, "SELECT 1 FROM pg_database WHERE datname = $1", name, ct))
            {
                // An administrator that is no superuser must be a member of the role it gives the database to.
                await RunAsync(connection, $"GRANT {Quote(owner)} TO CURRENT_USER", ct);
                var copied = template is null ? "" : $" TEMPLATE {Quote(template)}";
                await RunAsync(connection, $"CREATE DATABASE {Quote(name)} OWNER {Quote(owner)}{copied}", ct);
            }

            await RunAsync(connection, $"REVOKE ALL ON DATABASE {Quote(name)} FROM PUBLIC", ct);
            await RunAsync(connection, $"GRANT CONNECT ON DATABASE {Quote(name)} TO {Quote(app)}, {Quote(reader)}", ct);
        }

        return new ServiceDatabase(name, For(owner), For(app), For(reader));

        string For(string role) => new NpgsqlConnectionStringBuilder(administrator)
        {
            Username = role,
            Password = passwordOf(role),
            Database = name,
        }.ConnectionString;
    }

    /// <summary>
    /// On a server of our own nobody but the administrator enters the databases that come with it; a server that was
    /// given is left as its owner keeps it.
    /// </summary>
    public static async Task CloseOthersAsync(string administrator, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administrator));
        await connection.OpenAsync(ct);
        await RunAsync(connection, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC", ct);
    }

    /// <summary>
    /// Which build has migrated the database last, or null. It stands in the database's own comment, so that it goes where
    /// the database goes.
    /// </summary>
    public static async Task<string?> MigratedByAsync(string administrator, string database, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administrator));
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = database } },
        };
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>Notes which build has migrated the database.</summary>
    public static async Task NoteMigrationAsync(string administrator, string database, string build, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administrator));
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"COMMENT ON DATABASE {Quote(database)} IS {Literal(build)}", ct);
    }

    /// <summary>A name as SQL writes it.</summary>
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>The same connection outside of any pool: it is closed for real when it is closed.</summary>
    public static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Definitions of roles and databases take no parameters: names and texts are quoted above.
#pragma warning disable CA2100
    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(ct) is not null;
    }
#pragma warning restore CA2100
}
