using ChildPlatform.Contracts.Cases;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Cases;

/// <summary>A child was helped with money.</summary>
internal sealed class ChildHelpedConsumer(ReportingDbContext db) : IConsumer<ChildHelped>
{
    public Task Consume(ConsumeContext<ChildHelped> context) =>
        db.Help(context.Message, context.CancellationToken);
}
