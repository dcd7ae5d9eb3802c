using ChildPlatform.Contracts.Events;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Events;

/// <summary>An event stands in the calendar, or was changed there.</summary>
internal sealed class EventPublishedConsumer(ReportingDbContext db) : IConsumer<EventPublished>
{
    public Task Consume(ConsumeContext<EventPublished> context) => db.TakeEvent(context.Message, context.CancellationToken);
}
