using ChildPlatform.Contracts.Events;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Events;

/// <summary>An event was held; its counts and cost are the facts that reports are filled from.</summary>
internal sealed class EventClosedConsumer(ReportingDbContext db) : IConsumer<EventClosed>
{
    public Task Consume(ConsumeContext<EventClosed> context) => db.TakeEvent(context.Message, context.CancellationToken);
}
