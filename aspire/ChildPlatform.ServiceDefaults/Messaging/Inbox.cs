using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>A message that a consumer of this service has applied: unique on (message, consumer), so it is applied once.</summary>
public sealed class InboxMessage
{
    public required Guid MessageId { get; init; }

    /// <summary>The queue, which is one per consumer.</summary>
    public required string Consumer { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>
/// Around every consumer: opens the transaction, claims the message id, runs the consumer, saves, commits. The consumer only
/// adds and changes entities; its effect and the claim are one commit, so a redelivery changes nothing.
/// </summary>
internal sealed class InboxFilter<T>(ServiceDb service) : IFilter<ConsumeContext<T>>
    where T : class
{
    private static readonly Histogram<double> Lag = TelemetryNames.Meter.CreateHistogram<double>(
        "childplatform.consumer.lag", "s", "Time from sending a message to applying it.");

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var ct = context.CancellationToken;
        var trace = context.Headers.Get<string>(Traces.Header);
        using var activity = Activity.Current is { } current && trace?.Contains(current.TraceId.ToString(), StringComparison.Ordinal) != false
            ? null
            : Traces.Start("consume", ActivityKind.Consumer, trace);
        var db = service.Context;
        var consumer = Queues.NameOf(context.ReceiveContext.InputAddress);
        var messageId = context.MessageId ?? throw new InvalidOperationException("A message without id cannot be applied exactly once.");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var claimed = await db.Database.ExecuteSqlAsync(
            $"insert into inbox_messages (message_id, consumer, received_at) values ({messageId}, {consumer}, {DateTime.UtcNow}) on conflict do nothing", ct);
        if (claimed == 0)
        {
            return; // Delivered before: acknowledged and done.
        }

        await next.Send(context);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (context.SentTime is { } sent)
        {
            Lag.Record((DateTime.UtcNow - sent).TotalSeconds, new KeyValuePair<string, object?>("consumer", consumer));
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}

internal static class Queues
{
    public static string NameOf(Uri address) => address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..];
}
