using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Events.Data;
using MassTransit;

namespace ChildPlatform.Events.Funding;

/// <summary>A payment was taken back.</summary>
internal sealed class DisbursementReversedConsumer(EventsDbContext db) : IConsumer<DisbursementReversed>
{
    public Task Consume(ConsumeContext<DisbursementReversed> context)
    {
        var told = context.Message;

        return db.TakeFundWord(
            told.DisbursementId, FundWord.Of(told.Version, FundingState.Reversed, told.Number, reason: null, told.ReversedAt),
            context.CancellationToken);
    }
}
