using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>A payment was taken back.</summary>
internal sealed class DisbursementReversedConsumer(CasesDbContext db, IOutbox outbox) : IConsumer<DisbursementReversed>
{
    public Task Consume(ConsumeContext<DisbursementReversed> context)
    {
        var told = context.Message;

        return db.TakeFundWord(
            outbox, told.DisbursementId, FundWord.Of(told.Version, SupportState.Reversed, told.Number, told.PaidOn, told.ReversedAt.ToUniversalTime()),
            context.CancellationToken);
    }
}
