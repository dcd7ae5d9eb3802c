using System.Globalization;
using System.Text;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ChildPlatform.Testing;

/// <summary>What of a platform's messages is still under way: the first question after a figure that did not arrive.</summary>
public static class Waiting
{
    /// <summary>
    /// Rows of the outboxes, parked messages, depths of the queues that hold anything or have no listener, and the latest warnings
    /// of each service; only kinds, counts and reasons, as they are in logs.
    /// </summary>
    public static async Task<string> DescribeAsync(Platform platform)
    {
        var text = new StringBuilder();
        var queues = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in platform.Databases.Keys)
        {
            var database = new NpgsqlConnectionStringBuilder(platform.Administrator) { Database = service, Pooling = false };
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            await TellAsync(connection, text, $"{service} outbox", """
                select concat_ws(' ', type, destination, 'attempts', attempts, 'not before', not_before, 'parked', parked_at, reason)
                from outbox_messages order by id limit 10
                """);
            await TellAsync(connection, text, $"{service} parked", """
                select concat_ws(' ', type, consumer, parked_at, reason) from parked_messages order by id desc limit 5
                """);
            await TellAsync(connection, text, $"{service} holds or waits", """
                select concat_ws(' ', state, wait_event_type, wait_event, now() - xact_start, left(query, 80)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and xact_start < now() - interval '2 seconds'
                """);
            queues.UnionWith(await ReadAsync(connection, "select distinct consumer from inbox_messages"));
        }

        await TellQueuesAsync(platform, queues, text);
        foreach (var service in platform.Databases.Keys)
        {
            var warnings = platform.Log(service, 2_000).Split('\n').Where(line => line.Contains(" warn: ", StringComparison.Ordinal)
                || line.Contains(" fail: ", StringComparison.Ordinal)).TakeLast(6);
            foreach (var line in warnings)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{service} said: {(line.Length > 220 ? line[..220] : line)}");
            }
        }

        return text.ToString();
    }

    private static async Task TellQueuesAsync(Platform platform, IEnumerable<string> queues, StringBuilder text)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Broker) }.CreateConnectionAsync();
        foreach (var queue in queues)
        {
            try
            {
                await using var channel = await connection.CreateChannelAsync();
                var found = await channel.QueueDeclarePassiveAsync(queue);
                if (found.MessageCount > 0 || found.ConsumerCount != 1)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"queue {queue}: {found.MessageCount} ready, {found.ConsumerCount} listeners");
                }
            }
            catch (OperationInterruptedException refusal)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"queue {queue}: {refusal.Message}");
            }
        }
    }

    private static async Task TellAsync(NpgsqlConnection connection, StringBuilder text, string what, string query)
    {
        foreach (var row in await ReadAsync(connection, query))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{what}: {row}");
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string query)
    {
        // Only texts that stand in this file come here.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(query, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
