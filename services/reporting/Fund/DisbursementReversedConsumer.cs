using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Fund;

/// <summary>A payment was taken back; it may not have arrived yet.</summary>
internal sealed class DisbursementReversedConsumer(ReportingDbContext db) : IConsumer<DisbursementReversed>
{
    public Task Consume(ConsumeContext<DisbursementReversed> context) => db.ReversePayment(context.Message, context.CancellationToken);
}
