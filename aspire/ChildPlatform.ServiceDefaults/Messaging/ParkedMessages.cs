using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>A message that a consumer of this service could not apply. Its body stays here for the replay and is never answered.</summary>
public sealed class ParkedMessage
{
    public long Id { get; init; }

    public Guid? MessageId { get; init; }

    public required string Type { get; init; }

    public required string Consumer { get; init; }

    public required string Reason { get; init; }

    public required byte[] Body { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset ParkedAt { get; init; }
}

/// <summary>When a failing message is tried again.</summary>
public sealed class RedeliveryOptions
{
    /// <summary>Seconds to wait before each delayed redelivery; after the last the message is parked.</summary>
    public double[] DelaysSeconds { get; set; } = [5, 30, 300];

    internal static Messaging.RedeliveryOptions From(IConfiguration configuration) =>
        configuration.GetSection("Messaging:RedeliverySeconds").Get<double[]>() is { } delays ? new() { DelaysSeconds = delays } : new();
}

/// <summary>
/// The end of the line for a failing message, after its short retries: given back to its queue later (through the outbox,
/// with a delay), or parked when that has been done often enough, when a rule of the domain refuses it, or when it cannot
/// be read. Nothing is dropped: while the database is away the message stays unacknowledged.
/// </summary>
internal sealed class ParkingFilter(NpgsqlDataSource database, MessageTypes types, Messaging.RedeliveryOptions options, OutboxSignal signal, ILogger log)
    : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
        KeepTrying(context, () => StoreAsync(context));

    public void Probe(ProbeContext context) => context.CreateFilterScope("parking");

    /// <summary>Parks a message that no consumer has been asked about.</summary>
    public Task ParkAsync(ReceiveContext context, string reason) => KeepTrying(context, async () =>
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        await InsertAsync(connection, context, Envelope.Read(context.Body.GetBytes(), types), reason);
    });

    private async Task KeepTrying(ReceiveContext context, Func<Task> store)
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (true)
        {
            try
            {
                await store();
                return;
            }
            catch (Exception e) when (DatabaseRefusals.IsOutage(e))
            {
                log.LogWarning("A failed message waits for the database: {Reason}", e.GetBaseException().Message);
                await Task.Delay(pause, context.CancellationToken);
                pause = pause * 2 < TimeSpan.FromSeconds(5) ? pause * 2 : TimeSpan.FromSeconds(5);
            }
        }
    }

    private async Task StoreAsync(ExceptionReceiveContext context)
    {
        var envelope = Envelope.Read(context.Body.GetBytes(), types);
        var queue = Queues.NameOf(context.InputAddress);
        var redelivery = context.TransportHeaders.Get<int>(MessageHeadersExtra.Redelivery) ?? 0;
        var outage = DatabaseRefusals.IsOutage(context.Exception);
        var refused = IsHopeless(context.Exception);

        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        if (envelope.Type is not null && envelope.MessageId is { } id && !refused && (outage || redelivery < options.DelaysSeconds.Length))
        {
            // An outage of ours is not the message's fault and is not counted against it.
            var delay = outage ? 1 : options.DelaysSeconds[redelivery];
            await Redelivery(connection, id, envelope.TypeName, envelope.Message!, context.TransportHeaders, queue,
                DateTime.UtcNow.AddSeconds(delay), outage ? redelivery : redelivery + 1);
            log.LogWarning("{Type} {MessageId} failed in {Queue}, again in {Seconds} s: {Reason}",
                envelope.TypeName, id, queue, delay, FailureReason.Of(context.Exception));
            return;
        }

        await InsertAsync(connection, context, envelope, FailureReason.Of(context.Exception));
    }

    private async Task InsertAsync(NpgsqlConnection connection, ReceiveContext context, Envelope envelope, string reason)
    {
        var queue = Queues.NameOf(context.InputAddress);
        await using var command = new NpgsqlCommand(
            "insert into parked_messages (message_id, type, consumer, reason, body, trace_parent, parked_at) values ($1, $2, $3, $4, $5, $6, $7)",
            connection)
        {
            Parameters =
            {
                new() { Value = (object?)envelope.MessageId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = envelope.TypeName },
                new() { Value = queue },
                new() { Value = reason },
                new() { Value = context.Body.GetBytes() },
                new() { Value = (object?)TraceOf(context.TransportHeaders) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = DateTime.UtcNow },
            },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        log.LogError("{Type} {MessageId} parked by {Queue}: {Reason}", envelope.TypeName, envelope.MessageId, queue, reason);
    }

    private async Task Redelivery(
        NpgsqlConnection connection, Guid id, string type, string message, Headers headers, string queue, DateTime notBefore, int redelivery)
    {
        // The failed attempt rolled its inbox row back, so the same message id is right: should this message also come
        // back from the broker (a crash before the acknowledgement), only one of the two is applied.
        await using var command = new NpgsqlCommand(
            """
            insert into outbox_messages (message_id, type, body, trace_parent, created_at, not_before, destination, redelivery)
            values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8)
            """, connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = type },
                new() { Value = message },
                new() { Value = (object?)TraceOf(headers) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = DateTime.UtcNow },
                new() { Value = notBefore },
                new() { Value = queue },
                new() { Value = redelivery },
            },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        signal.Wake();
    }

    private static string? TraceOf(Headers headers) => headers.Get<string>(Traces.Header) ?? System.Diagnostics.Activity.Current?.Id;

    /// <summary>Refused by a rule of the domain, or of another shape than its contract: waiting would change nothing.</summary>
    private static bool IsHopeless(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is BusinessRuleException or JsonException or SerializationException)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Parks a message that has come back from the broker too often, before any consumer sees it. A failure is answered to the broker,
/// so one that comes back again and again has ended its process each time, and would do so for ever. The broker counts, per message;
/// those that were in the same process are counted too, and can be replayed like any parked message. A limit of the queue itself
/// would drop the message, and could not be changed on a queue that exists.
/// </summary>
internal sealed class DeliveryLimit(ParkingFilter parking) : IFilter<ReceiveContext>
{
    /// <summary>Fewer than the 20 at which later brokers drop a message by themselves.</summary>
    public const int Most = 10;

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var before = context.TransportHeaders.TryGetHeader("x-delivery-count", out var count)
            ? Convert.ToInt64(count, CultureInfo.InvariantCulture) : 0;

        return before >= Most ? parking.ParkAsync(context, $"delivered {before} times and never answered") : next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delivery-limit");
}

/// <summary>What of a MassTransit envelope is needed to send its message again.</summary>
internal readonly record struct Envelope(Guid? MessageId, string TypeName, Type? Type, string? Message)
{
    private static readonly Envelope Unreadable = new(null, "unreadable", null, null);

    public static Envelope Read(byte[] body, MessageTypes types)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            Guid? id = root.TryGetProperty("messageId", out var value) && value.TryGetGuid(out var guid) ? guid : null;
            // "urn:message:ChildPlatform.Contracts.Fund:DonationsRecorded"
            var urn = root.TryGetProperty("messageType", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
                ? list[0].GetString() : null;
            var name = urn?.Replace("urn:message:", "", StringComparison.Ordinal).Replace(':', '.') ?? "unknown";
            var message = root.TryGetProperty("message", out var content) ? content.GetRawText() : null;
            return message is null ? Unreadable : new Envelope(id, name, types.Find(name), message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unreadable;
        }
    }
}
