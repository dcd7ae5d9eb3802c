using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;

namespace ChildPlatform.Cases.Supports;

/// <summary>Money left the fund: if a plan asked for it, its voucher shows on the case.</summary>
internal sealed class DisbursementPaidConsumer(CasesDbContext db, IOutbox outbox) : IConsumer<DisbursementPaid>
{
    public Task Consume(ConsumeContext<DisbursementPaid> context)
    {
        var told = context.Message;

        return db.TakeFundWord(
            outbox, told.DisbursementId, FundWord.Of(told.Version, SupportState.Paid, told.Number, told.PaidOn, told.PaidAt.ToUniversalTime()),
            context.CancellationToken);
    }
}
