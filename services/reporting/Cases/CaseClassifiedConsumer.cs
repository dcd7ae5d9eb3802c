using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>What a case is about was decided after it was taken in.</summary>
internal sealed class CaseClassifiedConsumer(ReportingDbContext db) : IConsumer<CaseClassified>
{
    public Task Consume(ConsumeContext<CaseClassified> context) => db.Follow(
        context.Message.CaseId, context.Message.Clocks, context.Message.Version, (context.Message.Kind, context.Message.Urgent),
        context.CancellationToken);
}
