using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChildPlatform.ServiceDefaults;

/// <summary>
/// The <c>migrate</c> step, run by the owner role: migrations, triggers of append-only tables, and the least rights that the
/// service's own role and the reader role need. Safe to run again and from two places at once.
/// </summary>
internal static class Migrator
{
    private const long Lock = 0x4368696C64; // "Child"

    public static async Task RunAsync(DbContext db, string service, ILogger log, Func<CancellationToken, Task> seed, CancellationToken ct)
    {
        // EF takes a lock of its own for the migrations; this one covers the rights and the seed as well.
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", ct);
            await db.Database.MigrateAsync(ct);
            await ExecuteAsync(connection, Script(db, service, await RolesAsync(connection, service, ct)), ct);
            await seed(ct);
            log.LogInformation("Database {Database} is migrated and seeded, and its rights are set", connection.Database);
        }
        finally
        {
            // Said in words: a connection that goes back to the pool is not reset. One that broke has lost the lock anyway.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
            }

            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<(string App, string Reader)> RolesAsync(NpgsqlConnection connection, string service, CancellationToken ct)
    {
        string[] wanted = [service + "_app", service + "_reader"];
        await using var command = new NpgsqlCommand("select rolname::text from pg_roles where rolname = any($1)", connection)
        {
            Parameters = { new() { Value = wanted } },
        };
        var found = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                found.Add(reader.GetString(0));
            }
        }

        var missing = wanted.Except(found).ToArray();
        return missing.Length == 0
            ? (wanted[0], wanted[1])
            : throw new InvalidOperationException(
                $"Database role {string.Join(" and ", missing)} does not exist: create it before `migrate`, which grants its rights.");
    }

    private static string Script(DbContext db, string service, (string App, string Reader) roles)
    {
        var (app, reader) = (Quote(roles.App), Quote(roles.Reader));
        var sql = new StringBuilder();
        sql.AppendLine(CultureInfo.InvariantCulture,
            $"""
            create or replace function refuse_change() returns trigger language plpgsql as $body$
            begin
                raise exception 'rows of table % are never changed: % refused', tg_table_name, tg_op
                    using errcode = 'insufficient_privilege';
            end $body$;
            grant usage on schema public to {app}, {reader};
            grant usage, select on all sequences in schema public to {app};
            """);
        // By table, since owned types may share their owner's table or have one of their own.
        foreach (var types in db.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .Where(t => t.GetTableName() is not null).GroupBy(t => t.GetTableName()!))
        {
            var table = Quote(types.Key);
            var appendOnly = types.Any(type => type.FindAnnotation(ServiceModel.AppendOnly)?.Value is true);
            var secret = types.Any(type => type.FindAnnotation(ServiceModel.Secret)?.Value is true);
            var unchanged = types.Any(type => type.FindAnnotation(ServiceModel.Unchanged)?.Value is true);
            var more = appendOnly ? "" : unchanged ? ", delete" : ", update, delete";
            sql.AppendLine(CultureInfo.InvariantCulture, $"revoke all on {table} from {app}, {reader};");
            sql.AppendLine(CultureInfo.InvariantCulture, $"grant select, insert{more} on {table} to {app};");
            if (!secret)
            {
                sql.AppendLine(CultureInfo.InvariantCulture, $"grant select on {table} to {reader};");
            }

            if (appendOnly || unchanged)
            {
                var refused = appendOnly ? "update or delete or truncate" : "update or truncate";
                sql.AppendLine(CultureInfo.InvariantCulture,
                    $"""
                    drop trigger if exists refuse_change on {table};
                    create trigger refuse_change before {refused} on {table} for each statement execute function refuse_change();
                    """);
            }
        }

        // A queue in a table: rows come and go, so it must be vacuumed by count and not by share.
        sql.AppendLine("alter table outbox_messages set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);");
        // Depths may be counted by whoever inspects; what a message says stays closed.
        sql.AppendLine(CultureInfo.InvariantCulture,
            $"""
            grant select (id, message_id, type, created_at, not_before, attempts, parked_at, destination, redelivery) on outbox_messages to {reader};
            grant select (id, message_id, type, consumer, parked_at) on parked_messages to {reader};
            """);
        sql.AppendLine(CultureInfo.InvariantCulture, $"grant select on \"__EFMigrationsHistory\" to {app}, {reader};");
        return sql.ToString();
    }

    private static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
