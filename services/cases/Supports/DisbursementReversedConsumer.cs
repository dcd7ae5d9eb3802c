using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>A payment was taken back.</summary>
internal sealed class DisbursementReversedConsumer(CasesDbContext db, IOutbox outbox, TimeProvider clock) : IConsumer<DisbursementReversed>
{
    public Task Consume(ConsumeContext<DisbursementReversed> context) => db.TakeFundsWord(
        outbox, context.Message.DisbursementId, SupportState.Reversed, context.Message.Version, context.Message.Number,
        context.Message.PaidOn, clock.GetUtcNow(), context.CancellationToken);
}
