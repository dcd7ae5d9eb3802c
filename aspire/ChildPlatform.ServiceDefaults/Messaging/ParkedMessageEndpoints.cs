using System.ComponentModel;
using System.Globalization;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>A parked message as the administrator sees it: type, reason and ids, never the body.</summary>
/// <param name="Id">Direction and number: <c>in-12</c>.</param>
/// <param name="Direction"><c>in</c>: a consumer failed; <c>out</c>: it could not be sent.</param>
/// <param name="MessageId">Null when the message cannot be read.</param>
/// <param name="Type">Full name of the contract type.</param>
/// <param name="Consumer">The queue that it goes back to; null when it is published to every listener.</param>
/// <param name="Reason">The kind of failure and its first line.</param>
/// <param name="ParkedAt">When the platform gave up.</param>
/// <param name="TraceId">Of the request that the message comes from.</param>
/// <param name="Replayable">False when the message cannot be read, so that it can only be looked at.</param>
public sealed record ParkedMessageResponse(
    string Id, string Direction, Guid? MessageId, string Type, string? Consumer, string? Reason, DateTimeOffset ParkedAt,
    string? TraceId, bool Replayable);

/// <summary>How many messages one queue has parked. What this service could not send is the queue <c>outbox</c>.</summary>
public sealed record ParkedQueueResponse(string Queue, int Count, DateTimeOffset Oldest, DateTimeOffset Newest);

/// <summary>The queues of one service that have parked messages.</summary>
public sealed record ParkedQueuesResponse(IReadOnlyList<ParkedQueueResponse> Items);

/// <summary>What a replay has sent, and what its queue still has parked.</summary>
public sealed record ReplayedResponse(int Replayed, int Left);

/// <summary>The parked messages of a service, in both directions, and their replay.</summary>
internal static class ParkedMessageEndpoints
{
    private const string Outgoing = "outbox";
    private const int AtOnce = 500; // Of a long queue in one transaction; what is left is answered, and asked for again.

    private const string Parked = """
        select 'in' as direction, id, message_id, type, consumer, reason, parked_at, trace_parent, consumer as queue
        from parked_messages
        union all
        select 'out', id, message_id, type, destination, reason, parked_at, trace_parent, 'outbox'
        from outbox_messages where parked_at is not null
        """;

    private static readonly BusinessRule NotReplayable = new("message-not-replayable",
        "Không đọc được nội dung bản tin này nên không gửi lại được.",
        "This message cannot be read, so it cannot be sent again.");

    public static void Map(IEndpointRouteBuilder app, string service)
    {
        var group = app.MapGroup($"/api/v1/{service}/parked-messages").WithTags("Parked messages")
            .RequireAuthorization(PlatformPolicies.Administer);
        group.MapGet("/", ListAsync).WithName("ListParkedMessages")
            .WithSummary("Messages that could not be sent or applied, newest first; those of one queue with ?queue=");
        group.MapGet("/queues", QueuesAsync).WithName("ListParkedQueues")
            .WithSummary("Queues with parked messages and how many; the queue outbox is what could not be sent");
        group.MapPost("/{id}/replay", ReplayAsync).WithName("ReplayParkedMessage")
            .WithSummary("Sends or applies a parked message again");
        group.MapPost("/queues/{queue}/replay", ReplayQueueAsync).WithName("ReplayParkedQueue")
            .WithSummary("Sends or applies the parked messages of a queue again, oldest first, 500 at once");
    }

    private static async Task<Page<ParkedMessageResponse>> ListAsync(
        PageRequest page, [Description("Only this queue, as parked-messages/queues names it.")] string? queue,
        NpgsqlDataSource database, MessageTypes types, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"""
            select direction, id, message_id, type, consumer, reason, parked_at, trace_parent from ({Parked}) parked
            where ($1 is null or (parked_at, direction, id) < ($1, $2, $3)) and ($4 is null or queue = $4)
            order by parked_at desc, direction desc, id desc limit $5
            """);
        command.Parameters.Add(
            new() { Value = page.After?.Get<DateTime>(0) ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = page.After?.Get<string>(1) ?? "" });
        command.Parameters.Add(new() { Value = page.After?.Get<long>(2) ?? 0L });
        command.Parameters.Add(new() { Value = queue ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = page.Take });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(DateTime At, string Direction, long Id, ParkedMessageResponse Item)>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
            var (direction, id, type, at) = (reader.GetString(0), reader.GetInt64(1), reader.GetString(3), reader.GetDateTime(6));
            Guid? message = reader.IsDBNull(2) ? null : reader.GetGuid(2);
            var trace = Text(7)?.Split('-') is [_, { } traceId, ..] ? traceId : null;
            rows.Add((at, direction, id, new ParkedMessageResponse(
                string.Create(CultureInfo.InvariantCulture, $"{direction}-{id}"), direction, message, type, Text(4), Text(5), at, trace,
                direction == "out" || (message is not null && types.Find(type) is not null))));
        }

        return page.ToPage(rows, r => r.Item, r => [r.At, r.Direction, r.Id]);
    }

    private static async Task<ParkedQueuesResponse> QueuesAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select queue, count(*)::int, min(parked_at), max(parked_at) from ({Parked}) parked group by queue order by queue");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var queues = new List<ParkedQueueResponse>();
        while (await reader.ReadAsync(ct))
        {
            queues.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetDateTime(2), reader.GetDateTime(3)));
        }

        return new ParkedQueuesResponse(queues);
    }

    private static async Task<Results<Accepted<ReplayedResponse>, NotFound>> ReplayAsync(
        string id, ServiceDb service, AuditTrail audit, OutboxSignal signal, MessageTypes types, CancellationToken ct)
    {
        if (id.Split('-') is not [("in" or "out") and var direction, var digits]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
        {
            return TypedResults.NotFound();
        }

        var db = service.Context;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var queue = Outgoing;
        if (direction == "out")
        {
            if (await ReleaseAsync(db, key, ct) == 0)
            {
                return TypedResults.NotFound();
            }
        }
        else
        {
            var parked = await db.Set<ParkedMessage>().FromSql($"delete from parked_messages where id = {key} returning *")
                .AsNoTracking().ToListAsync(ct);
            if (parked is not [var message])
            {
                return TypedResults.NotFound();
            }

            queue = message.Consumer;
            Requeue(db, message, types);
        }

        audit.Record("message.replay", "parked-message", id, new { queue });

        return TypedResults.Accepted((string?)null, await CommitAsync(db, queue, 1, signal, ct));
    }

    private static async Task<Ok<ReplayedResponse>> ReplayQueueAsync(
        [Description("A queue as parked-messages/queues names it; outbox is what could not be sent.")] string queue,
        ServiceDb service, AuditTrail audit, OutboxSignal signal, MessageTypes types, CancellationToken ct)
    {
        var db = service.Context;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        int replayed;
        if (queue == Outgoing)
        {
            replayed = await ReleaseAsync(db, null, ct);
        }
        else
        {
            // What cannot be read stays where it is and holds nothing up.
            var parked = await db.Set<ParkedMessage>().FromSql(
                $"""
                delete from parked_messages where id in (select id from parked_messages
                where consumer = {queue} and message_id is not null and type = any({types.Names}) order by id limit {AtOnce}
                for update skip locked) returning *
                """).AsNoTracking().ToListAsync(ct);
            parked.Sort((a, b) => a.Id.CompareTo(b.Id));
            parked.ForEach(message => Requeue(db, message, types));
            replayed = parked.Count;
        }

        if (replayed > 0)
        {
            audit.Record("messages.replay", "queue", queue, new { replayed });
        }

        return TypedResults.Ok(await CommitAsync(db, queue, replayed, signal, ct));
    }

    /// <summary>Lets the relay try one message again, or as many as fit into one transaction.</summary>
    private static Task<int> ReleaseAsync(DbContext db, long? id, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        update outbox_messages set parked_at = null, not_before = null, attempts = 0, reason = null
        where id in (select id from outbox_messages where parked_at is not null and ({id}::bigint is null or id = {id}::bigint)
        order by id limit {AtOnce} for update skip locked)
        """, ct);

    /// <summary>
    /// Back to the one queue that failed on it, through the outbox, with its id: applied meanwhile, it has no second effect.
    /// </summary>
    private static void Requeue(DbContext db, ParkedMessage parked, MessageTypes types)
    {
        var envelope = Envelope.Read(parked.Body, types);
        NotReplayable.Require(envelope is { Type: not null, MessageId: not null });
        db.Add(new OutboxMessage
        {
            MessageId = envelope.MessageId!.Value,
            Type = envelope.TypeName,
            Body = envelope.Message!,
            TraceParent = parked.TraceParent,
            CreatedAt = DateTimeOffset.UtcNow,
            Destination = parked.Consumer,
        });
    }

    private static async Task<ReplayedResponse> CommitAsync(
        DbContext db, string queue, int replayed, OutboxSignal signal, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var left = queue == Outgoing
            ? await db.Set<OutboxMessage>().CountAsync(message => message.ParkedAt != null, ct)
            : await db.Set<ParkedMessage>().CountAsync(message => message.Consumer == queue, ct);
        await db.Database.CommitTransactionAsync(ct);
        signal.Wake();

        return new ReplayedResponse(replayed, left);
    }
}
