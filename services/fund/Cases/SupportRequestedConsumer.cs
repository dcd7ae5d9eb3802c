using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Security;
using MassTransit;

namespace ChildPlatform.Fund.Cases;

/// <summary>An approved plan asks for money, for one child known by codes alone.</summary>
internal sealed class SupportRequestedConsumer(RequestOpening opening) : IConsumer<SupportRequested>
{
    public Task Consume(ConsumeContext<SupportRequested> context)
    {
        var asked = context.Message;

        return opening.OpenAsync(
            asked.RequestId, "cases", asked.UnitCode, RequestOf(asked),
            new CurrentUser(asked.RequestedBy, asked.RequestedByName, [Roles.CaseWorker]), asked.ChildCode,
            context.CancellationToken);
    }

    private static DisbursementRequest RequestOf(SupportRequested asked) => new()
    {
        Programme = asked.Programme,
        Purpose = asked.Purpose,
        Amount = asked.Amount,
        Beneficiaries = [new Beneficiary { CaseNumber = asked.CaseNumber, Group = asked.Group, UnitCode = asked.UnitCode, Count = 1 }],
        Payee = new Payee { Name = asked.PayeeName },
    };
}
