using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>Money left the fund: if a plan asked for it, its voucher shows on the case.</summary>
internal sealed class DisbursementPaidConsumer(CasesDbContext db, IOutbox outbox, TimeProvider clock) : IConsumer<DisbursementPaid>
{
    public Task Consume(ConsumeContext<DisbursementPaid> context) => db.TakeFundsWord(
        outbox, context.Message.DisbursementId, SupportState.Paid, context.Message.Version, context.Message.Number,
        context.Message.PaidOn, clock.GetUtcNow(), context.CancellationToken);
}
