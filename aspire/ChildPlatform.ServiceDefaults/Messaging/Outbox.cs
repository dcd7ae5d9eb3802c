using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>Tells other services: the message is stored by the same save as the change it tells of, and sent after the commit.</summary>
public interface IOutbox
{
    void Add<T>(T message)
        where T : class;
}

/// <summary>A message on its way out. Deleted when the broker has confirmed it.</summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    public required Guid MessageId { get; init; }

    /// <summary>Full name of the contract type.</summary>
    public required string Type { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before this instant: back-off and delayed redelivery. Null: at once.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public int Attempts { get; set; }

    /// <summary>Set when the relay has given up; visible to the administrator, who may replay it.</summary>
    public DateTimeOffset? ParkedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>A queue of this service, for a redelivery; null publishes to every listener.</summary>
    public string? Destination { get; init; }

    /// <summary>How often the message has been given back to its consumer with a delay.</summary>
    public int Redelivery { get; init; }
}

/// <summary>The values of an outbox row, for writers that insert rows by plain SQL.</summary>
public readonly record struct OutboxRow(Guid MessageId, string Type, string BodyJson, string? TraceParent, DateTimeOffset CreatedAt)
{
    /// <summary>Insert <c>message_id, type, body (jsonb), trace_parent, created_at</c>; the other columns have defaults.</summary>
    public static OutboxRow Create<T>(T message, TimeProvider clock)
        where T : class => new(
            Uuid7.New(clock), typeof(T).FullName!, JsonSerializer.Serialize(message, MessageJson.Options), Activity.Current?.Id, clock.GetUtcNow());
}

/// <summary>JSON of stored messages: tolerant when reading, so that rows written by an older version can still be sent.</summary>
internal static class MessageJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

internal sealed class Outbox(ServiceDb db, TimeProvider clock) : IOutbox
{
    public void Add<T>(T message)
        where T : class
    {
        var row = OutboxRow.Create(message, clock);
        db.Context.Set<OutboxMessage>().Add(new OutboxMessage
        {
            MessageId = row.MessageId,
            Type = row.Type,
            Body = row.BodyJson,
            TraceParent = row.TraceParent,
            CreatedAt = row.CreatedAt,
        });
        OutboxInterceptor.Expect(db.Context);
    }
}

/// <summary>Wakes the relay of this process. Rows that another process or a crash left behind are found by its poll.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _rows = new(0, 1);

    /// <summary>Call after a commit that added rows by plain SQL.</summary>
    public void Wake()
    {
        if (_rows.CurrentCount == 0)
        {
            try
            {
                _rows.Release();
            }
            catch (SemaphoreFullException)
            {
                // Two commits at once: the relay is awake already.
            }
        }
    }

    public void Dispose() => _rows.Dispose();

    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => _rows.WaitAsync(atMost, ct);
}

/// <summary>Wakes the relay when a context that added a message has committed, and not before: the row must be there to be read.</summary>
internal sealed class OutboxInterceptor(OutboxSignal signal) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private static readonly ConditionalWeakTable<DbContext, object> Expecting = [];

    public static void Expect(DbContext db) => Expecting.AddOrUpdate(db, db.ContextId);

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Saved(eventData);
        return new ValueTask<int>(result);
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Saved(eventData);
        return result;
    }

    public Task TransactionCommittedAsync(
        System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(eventData.Context);
        return Task.CompletedTask;
    }

    public void TransactionCommitted(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData) =>
        Committed(eventData.Context);

    private void Saved(SaveChangesCompletedEventData eventData)
    {
        if (eventData.Context is { } db && db.Database.CurrentTransaction is null)
        {
            Committed(db);
        }
    }

    private void Committed(DbContext? db)
    {
        if (db is not null && Expecting.Remove(db))
        {
            signal.Wake();
        }
    }
}
