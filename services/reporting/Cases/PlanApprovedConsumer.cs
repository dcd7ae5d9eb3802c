using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>A support plan was approved.</summary>
internal sealed class PlanApprovedConsumer(ReportingDbContext db) : IConsumer<PlanApproved>
{
    public Task Consume(ConsumeContext<PlanApproved> context) =>
        db.Follow(context.Message.CaseId, context.Message.Clocks, context.Message.Version, told: null, context.CancellationToken);
}
