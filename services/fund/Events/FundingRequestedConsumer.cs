using ChildPlatform.Contracts.Events;
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

namespace ChildPlatform.Fund.Events;

/// <summary>
/// An event asks for money: a submitted request is opened under the id that the message names, so the same request told twice is
/// still one. Its beneficiaries are children of a unit by number. What the fund's catalogues do not know is rejected, and who asked
/// is told why.
/// </summary>
internal sealed class FundingRequestedConsumer(
    FundDbContext db, GeneralLedger ledger, IOutbox outbox, AuditTrail audit, TimeProvider clock) : IConsumer<FundingRequested>
{
    private const string EventService = "events";

    public async Task Consume(ConsumeContext<FundingRequested> context)
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
            asked.RequestId, EventService, place.Path, details, number,
            new CurrentUser(asked.RequestedBy, asked.RequestedByName, [Contracts.Identity.Roles.EventOrganizer]), now);
        db.Disbursements.Add(disbursement);
        audit.Record("disbursement.request", "disbursement", disbursement.Id.ToString(),
            new { disbursement.RequestNumber, disbursement.Programme, disbursement.Amount, AskedBy = EventService });
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
