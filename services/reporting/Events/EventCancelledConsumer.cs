using ChildPlatform.Contracts.Events;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Events;

/// <summary>An event does not take place: it counts no more, and stays as a row.</summary>
internal sealed class EventCancelledConsumer(ReportingDbContext db) : IConsumer<EventCancelled>
{
    public Task Consume(ConsumeContext<EventCancelled> context) => db.TakeEvent(context.Message, context.CancellationToken);
}
