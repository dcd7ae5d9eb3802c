using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>The fund approved, rejected or cancelled what a plan asked for.</summary>
internal sealed class FundingDecidedConsumer(CasesDbContext db, IOutbox outbox) : IConsumer<FundingDecided>
{
    public Task Consume(ConsumeContext<FundingDecided> context)
    {
        var told = context.Message;
        var state = told.Decision switch
        {
            FundingDecision.Approved => SupportState.Approved,
            FundingDecision.Rejected => SupportState.Rejected,
            _ => SupportState.Cancelled,
        };

        return db.TakeFundWord(
            outbox, told.RequestId, FundWord.Decided(told.Version, state, told.Reason, told.DecidedAt.ToUniversalTime()),
            context.CancellationToken);
    }
}
