using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Security;
using MassTransit;

namespace ChildPlatform.Fund.Events;

/// <summary>An event asks for money, for so many children of its unit.</summary>
internal sealed class FundingRequestedConsumer(RequestOpening opening) : IConsumer<FundingRequested>
{
    public Task Consume(ConsumeContext<FundingRequested> context)
    {
        var asked = context.Message;

        return opening.OpenAsync(
            asked.RequestId, "events", asked.UnitCode, RequestOf(asked),
            new CurrentUser(asked.RequestedBy, asked.RequestedByName, [Roles.EventOrganizer]),
            childCode: null, context.CancellationToken);
    }

    private static DisbursementRequest RequestOf(FundingRequested asked) => new()
    {
        Programme = asked.Programme,
        Purpose = asked.Purpose,
        Amount = asked.Amount,
        Beneficiaries = [new Beneficiary { UnitCode = asked.UnitCode, Count = asked.ChildrenCount }],
        Payee = new Payee { Name = asked.PayeeName },
    };
}
