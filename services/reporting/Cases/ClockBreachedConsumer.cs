using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>The time of a clock was up.</summary>
internal sealed class ClockBreachedConsumer(ReportingDbContext db) : IConsumer<ClockBreached>
{
    public Task Consume(ConsumeContext<ClockBreached> context) =>
        db.Follow(context.Message.CaseId, context.Message.Clocks, context.Message.Version, told: null, context.CancellationToken);
}
