using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>A report was taken in.</summary>
internal sealed class CaseOpenedConsumer(ReportingDbContext db) : IConsumer<CaseOpened>
{
    public Task Consume(ConsumeContext<CaseOpened> context) =>
        db.Open(context.Message, context.CancellationToken);
}
