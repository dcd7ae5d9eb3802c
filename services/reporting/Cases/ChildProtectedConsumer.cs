using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>An urgent measure was decided.</summary>
internal sealed class ChildProtectedConsumer(ReportingDbContext db) : IConsumer<ChildProtected>
{
    public Task Consume(ConsumeContext<ChildProtected> context) =>
        db.Follow(context.Message.CaseId, context.Message.Clocks, context.Message.Version, told: null, context.CancellationToken);
}
