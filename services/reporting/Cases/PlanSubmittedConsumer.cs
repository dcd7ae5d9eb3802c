using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>A support plan was drawn up.</summary>
internal sealed class PlanSubmittedConsumer(ReportingDbContext db) : IConsumer<PlanSubmitted>
{
    public Task Consume(ConsumeContext<PlanSubmitted> context) =>
        db.Follow(context.Message.CaseId, context.Message.Clocks, context.Message.Version, told: null, context.CancellationToken);
}
