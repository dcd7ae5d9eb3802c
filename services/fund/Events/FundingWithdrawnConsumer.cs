using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Disbursements;
using MassTransit;

namespace ChildPlatform.Fund.Events;

/// <summary>An event gives up the money that it asked for.</summary>
internal sealed class FundingWithdrawnConsumer(RequestWithdrawal withdrawal) : IConsumer<FundingWithdrawn>
{
    public Task Consume(ConsumeContext<FundingWithdrawn> context)
    {
        var told = context.Message;

        return withdrawal.TakeAsync(
            new WithdrawnRequest(told.RequestId, told.Reason, told.WithdrawnBy, told.WithdrawnByName, told.WithdrawnAt),
            Roles.EventOrganizer, context.CancellationToken);
    }
}
