using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Events.Data;
using MassTransit;

namespace ChildPlatform.Events.Funding;

/// <summary>The fund approved, rejected or cancelled what an event asked for.</summary>
internal sealed class FundingDecidedConsumer(EventsDbContext db) : IConsumer<FundingDecided>
{
    public Task Consume(ConsumeContext<FundingDecided> context)
    {
        var told = context.Message;
        var state = told.Decision switch
        {
            FundingDecision.Approved => FundingState.Approved,
            FundingDecision.Rejected => FundingState.Rejected,
            _ => FundingState.Cancelled,
        };

        return db.TakeFundWord(
            told.RequestId, FundWord.Of(told.Version, state, voucher: null, told.Reason, told.DecidedAt), context.CancellationToken);
    }
}
