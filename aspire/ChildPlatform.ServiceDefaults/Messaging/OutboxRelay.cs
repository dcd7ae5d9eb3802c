using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>The message types that may travel, by full name: a row's type is looked up here and nowhere else.</summary>
public sealed class MessageTypes(Assembly contracts)
{
    private readonly Dictionary<string, Type> _types = contracts.GetExportedTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, FullName: not null })
        .ToDictionary(t => t.FullName!, StringComparer.Ordinal);

    public string[] Names => [.. _types.Keys];

    public Type? Find(string fullName) => _types.GetValueOrDefault(fullName);
}

/// <summary>
/// Sends the outbox. Batches of up to 200 rows are locked with <c>skip locked</c> (several processes may relay), published
/// concurrently with publisher confirms, and deleted when confirmed. Broker away: the rows stay and the relay backs off.
/// A message that no queue is bound for comes back (mandatory): it is tried again with growing pauses, because its
/// listener may not have been started yet, and in the end parked where the administrator sees it; it never holds up others.
/// </summary>
internal sealed class OutboxRelay(
    NpgsqlDataSource database, IBus bus, IBusControl control, OutboxSignal signal, MessageTypes types, OutboxFigures figures,
    ILogger<OutboxRelay> log) : BackgroundService
{
    public const int BatchSize = 200;

    private const int AttemptsIfUnrouted = 40; // About half an hour.
    private const int AttemptsIfBroken = 5;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // A lone message leaves at once. Under load the next batch waits this long for company: a batch of its own for each commit
    // would have broker and listener write to the disk as often as the writer that everybody waits for.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backOff = TimeSpan.FromMilliseconds(50);
        var waiting = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Publishing to a broker that is away would only hold rows locked until the limit.
                if (control.CheckHealth().Status == BusHealthStatus.Unhealthy)
                {
                    await figures.RefreshAsync(database, stoppingToken);
                    throw new BrokerAwayException();
                }

                var begun = Stopwatch.GetTimestamp();
                var sent = await SendBatchAsync(stoppingToken);
                backOff = TimeSpan.FromMilliseconds(50);
                if (waiting)
                {
                    waiting = false;
                    log.LogInformation("Outbox relay goes on");
                }

                await figures.RefreshAsync(database, stoppingToken);
                if (sent < BatchSize)
                {
                    await signal.WaitAsync(Poll, stoppingToken);
                    if (Pace - Stopwatch.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero)
                    {
                        await Task.Delay(rest, stoppingToken);
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!waiting)
                {
                    waiting = true; // Said once an outage, not once a try.
                    log.LogWarning("Outbox relay waits, rows are kept: {Reason}", e.GetBaseException().Message);
                }

                await Task.Delay(backOff, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }
        }
    }

    private async Task<int> SendBatchAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = await LockAsync(connection, ct);
        if (rows.Count == 0)
        {
            return 0;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(PublishLimit);
        var outcomes = await Task.WhenAll(rows.Select(row => PublishAsync(row, limit.Token)));

        var confirmed = outcomes.Where(o => o.Failure is null).Select(o => o.Row.Id).ToArray();
        var failed = outcomes.Where(o => o.Failure is not null).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);

        // Not waiting for the disk: a row that comes back after a crash is sent again, and every inbox knows it.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("set local synchronous_commit = off"));
        if (confirmed.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from outbox_messages where id = any($1)")
            {
                Parameters = { new() { Value = confirmed } },
            });
        }

        // While the broker is away nothing is held against a row; only what fails beside a healthy broker counts.
        var brokerAway = control.CheckHealth().Status == BusHealthStatus.Unhealthy || failed.Any(f => IsOutage(f.Failure!));
        var postponed = failed.Where(f => !IsOutage(f.Failure!)).ToArray();
        foreach (var (row, failure) in postponed)
        {
            batch.BatchCommands.Add(Postponed(row, failure!));
        }

        if (postponed.Length > 0)
        {
            log.LogWarning("{Count} messages are sent again later, the first a {Type}: {Reason}",
                postponed.Length, postponed[0].Row.Type, FailureReason.Of(postponed[0].Failure!));
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return brokerAway && confirmed.Length == 0 ? throw new BrokerAwayException(failed[0].Failure!) : rows.Count;
    }

    private static async Task<List<Row>> LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, message_id, type, body::text, trace_parent, attempts, destination, redelivery from outbox_messages
            where parked_at is null and (not_before is null or not_before <= $1)
            order by id limit $2 for update skip locked
            """, connection)
        {
            Parameters = { new() { Value = DateTime.UtcNow }, new() { Value = BatchSize } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<Row>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new Row(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt32(7)));
        }

        return rows;
    }

    private async Task<(Row Row, Exception? Failure)> PublishAsync(Row row, CancellationToken ct)
    {
        // The trace goes on where the row was written, so that one id runs from the request to the last consumer.
        using var activity = Traces.Start("outbox relay", ActivityKind.Producer, row.TraceParent);
        try
        {
            var type = types.Find(row.Type) ?? throw new UnknownMessageException(row.Type);
            var message = JsonSerializer.Deserialize(row.Body, type, MessageJson.Options) ?? throw new JsonException("null");
            if (row.Destination is null)
            {
                await bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
                {
                    Stamp(context, row);
                    context.Mandatory = true; // A confirm alone does not mean that any queue got it.
                }), ct);
            }
            else
            {
                // By the queue's own exchange: "queue:" would declare the queue anew as a classic one, which the broker refuses.
                var endpoint = await bus.GetSendEndpoint(new Uri("exchange:" + row.Destination));
                await endpoint.Send(message, type, Pipe.Execute<SendContext>(context => Stamp(context, row)), ct);
            }

            return (row, null);
        }
        catch (Exception e)
        {
            return (row, e);
        }
    }

    private static void Stamp(SendContext context, Row row)
    {
        context.MessageId = row.MessageId;
        if (Activity.Current is { } activity && !context.Headers.TryGetHeader(Traces.Header, out _))
        {
            context.Headers.Set(Traces.Header, activity.Id); // MassTransit does so only for traces that are recorded.
        }

        if (row.Redelivery > 0)
        {
            context.Headers.Set(MessageHeadersExtra.Redelivery, row.Redelivery);
        }
    }

    private static NpgsqlBatchCommand Postponed(Row row, Exception failure)
    {
        var broken = failure is UnknownMessageException or JsonException or NotSupportedException or ArgumentException;
        var attempts = row.Attempts + 1;
        var parked = attempts >= (broken ? AttemptsIfBroken : AttemptsIfUnrouted);
        var now = DateTime.UtcNow;
        var pause = broken ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(row.Attempts, 6))));
        return new NpgsqlBatchCommand(
            "update outbox_messages set attempts = $2, not_before = $3, parked_at = $4, reason = $5 where id = $1")
        {
            Parameters =
            {
                new() { Value = row.Id },
                new() { Value = attempts },
                new() { Value = now + pause },
                new() { Value = parked ? now : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = failure is MessageReturnedException ? "unrouted: no queue is bound for this message" : FailureReason.Of(failure) },
            },
        };
    }

    private bool IsOutage(Exception failure) => failure switch
    {
        MessageReturnedException or UnknownMessageException or JsonException or NotSupportedException or ArgumentException => false,
        RabbitMqConnectionException or IOException => true,
        RabbitMQ.Client.Exceptions.AlreadyClosedException or RabbitMQ.Client.Exceptions.BrokerUnreachableException => true,
        // The limit ran out, say: with the broker in good health it is this row's own trouble, and must not cost every batch
        // the whole limit.
        _ => control.CheckHealth().Status == BusHealthStatus.Unhealthy,
    };

    private sealed record Row(
        long Id, Guid MessageId, string Type, string Body, string? TraceParent, int Attempts, string? Destination, int Redelivery);

    private sealed class BrokerAwayException(Exception? reason = null) : Exception("The broker is away.", reason);
}

/// <summary>A row names a type that this service's contracts do not have.</summary>
internal sealed class UnknownMessageException(string type) : Exception("Unknown message type " + type);

/// <summary>Goes on with a trace whose id came from a row or a message.</summary>
internal static class Traces
{
    /// <summary>Where MassTransit carries the trace.</summary>
    public const string Header = "MT-Activity-Id";

    private static readonly ActivitySource Source = new(TelemetryNames.Outbox);

    // Marked as remote: an id must travel on also where nothing is recorded, and only for a remote parent does the sampler
    // let an unrecorded activity be made.
    public static Activity? Start(string name, ActivityKind kind, string? parent) =>
        ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? Source.StartActivity(name, kind, context) : null;
}

internal static class MessageHeadersExtra
{
    public const string Redelivery = "childplatform-redelivery";
}

/// <summary>A reason that may be shown: the kind of failure and its first line, never a message's content.</summary>
internal static partial class FailureReason
{
    public static string Of(Exception exception)
    {
        var e = exception is Kernel.BusinessRuleException ? exception : exception.GetBaseException();
        if (e is Kernel.BusinessRuleException rule)
        {
            return "rule: " + rule.Rule.Code;
        }

        // What an exception quotes is mostly the value that it could not take, and with it may come a person. What the database
        // quotes are names of its constraints and columns, except in its errors of data (class 22).
        var line = e.Message.Split('\n', 2)[0];
        var safe = e is Npgsql.PostgresException { SqlState: not ['2', '2', ..] } ? line : Quoted().Replace(line, "'…'");

        return $"{e.GetType().Name}: {(safe.Length > 300 ? safe[..300] : safe)}";
    }

    [GeneratedRegex("""'.*'|".*"|“.*”""")]
    private static partial Regex Quoted();
}
