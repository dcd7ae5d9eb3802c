using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Fund;

/// <summary>Money left the fund.</summary>
internal sealed class DisbursementPaidConsumer(ReportingDbContext db) : IConsumer<DisbursementPaid>
{
    public Task Consume(ConsumeContext<DisbursementPaid> context) => db.AddPayment(context.Message, context.CancellationToken);
}
