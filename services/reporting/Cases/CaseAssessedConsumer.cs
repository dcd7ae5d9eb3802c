using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>The initial risk of a case was assessed.</summary>
internal sealed class CaseAssessedConsumer(ReportingDbContext db) : IConsumer<CaseAssessed>
{
    public Task Consume(ConsumeContext<CaseAssessed> context) => db.Follow(
        context.Message.CaseId, context.Message.Clocks, context.Message.Version, (context.Message.Kind, context.Message.Urgent),
        context.CancellationToken);
}
