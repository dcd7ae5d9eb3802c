using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Units;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Cases;

/// <summary>
/// An approved plan asks for money: a submitted request is opened under the id that the message names, so the same request told
/// twice is still one. What the fund's catalogues do not know is rejected, and who asked is told why.
/// </summary>
internal sealed class SupportRequestedConsumer(
    FundDbContext db, GeneralLedger ledger, IOutbox outbox, AuditTrail audit, TimeProvider clock) : IConsumer<SupportRequested>
{
    private const string Cases = "cases";

    public async Task Consume(ConsumeContext<SupportRequested> context)
    {
        var (asked, ct, now) = (context.Message, context.CancellationToken, clock.GetUtcNow());
        if (await db.Disbursements.AnyAsync(row => row.Id == asked.RequestId, ct))
        {
            return;
        }

        DisbursementDetails details;
        try
        {
            details = await DisbursementInput.Check(db, RequestOf(asked), clock, ct);
        }
        catch (InvalidInputException invalid)
        {
            outbox.Add(new FundingDecided
            {
                RequestId = asked.RequestId,
                Decision = FundingDecision.Rejected,
                Reason = string.Join("; ", invalid.Errors.Select(error => $"{error.Pointer}: {FieldRules.Message(error.Code, english: false)}")),
                DecidedAt = now,
                Version = 1,
            });

            return;
        }

        var today = VietnamTime.DateOf(now);
        var place = (await db.UnitsOn([asked.UnitCode], today, ct)).Values.Single();
        var number = await ledger.TakeNumber(NumberCounter.Requests, today.Year, ct);
        var disbursement = Disbursement.Asked(
            asked.RequestId, Cases, place.Path, details, number,
            new CurrentUser(asked.RequestedBy, asked.RequestedByName, [Contracts.Identity.Roles.CaseWorker]), now);
        db.Disbursements.Add(disbursement);
        audit.Record("disbursement.request", "disbursement", disbursement.Id.ToString(),
            new { disbursement.RequestNumber, disbursement.Programme, disbursement.Amount, AskedBy = Cases });
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
