using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>Clocks of a case were counted by a changed calendar.</summary>
internal sealed class ClocksMovedConsumer(ReportingDbContext db) : IConsumer<ClocksMoved>
{
    public Task Consume(ConsumeContext<ClocksMoved> context) =>
        db.Follow(context.Message.CaseId, context.Message.Clocks, context.Message.Version, null, context.CancellationToken);
}
