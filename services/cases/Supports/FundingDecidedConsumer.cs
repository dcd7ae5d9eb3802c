using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>The fund approved, rejected or cancelled what a plan asked for.</summary>
internal sealed class FundingDecidedConsumer(CasesDbContext db, IOutbox outbox, TimeProvider clock) : IConsumer<FundingDecided>
{
    public Task Consume(ConsumeContext<FundingDecided> context)
    {
        var state = context.Message.Decision switch
        {
            FundingDecision.Approved => SupportState.Approved,
            FundingDecision.Rejected => SupportState.Rejected,
            _ => SupportState.Cancelled,
        };

        return db.TakeFundsWord(
            outbox, context.Message.RequestId, state, context.Message.Version, voucher: null, paidOn: null, clock.GetUtcNow(),
            context.CancellationToken);
    }
}
