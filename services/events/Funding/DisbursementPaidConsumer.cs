using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Events.Data;
using MassTransit;

namespace ChildPlatform.Events.Funding;

/// <summary>Money left the fund: if an event asked for it, its voucher shows there.</summary>
internal sealed class DisbursementPaidConsumer(EventsDbContext db) : IConsumer<DisbursementPaid>
{
    public Task Consume(ConsumeContext<DisbursementPaid> context)
    {
        var told = context.Message;

        return db.TakeFundWord(
            told.DisbursementId, FundWord.Of(told.Version, FundingState.Paid, told.Number, reason: null, told.PaidAt),
            context.CancellationToken);
    }
}
