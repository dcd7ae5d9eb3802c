using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>The payment behind a help was taken back.</summary>
internal sealed class ChildHelpReversedConsumer(ReportingDbContext db) : IConsumer<ChildHelpReversed>
{
    public Task Consume(ConsumeContext<ChildHelpReversed> context) =>
        db.TakeBackHelp(context.Message, context.CancellationToken);
}
