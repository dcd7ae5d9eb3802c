using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Targets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>POST /disbursements/{id}/pay: the money leaves, the voucher gets its number, the entry is posted.</summary>
internal static class PayDisbursement
{
    /// <summary>
    /// Pays an approved request (chi); by nobody who signed before. The day of payment is today unless given, never after today and
    /// never before the day of approval; the voucher number is of that day's year.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, PayRequest? request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger, LotBook lots,
        IOutbox outbox, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var reference = VietnameseText.Normalise(request?.Reference);
        var payment = new Payment(
            request?.PaidOn ?? today, request?.Method ?? PaymentMethod.Transfer, reference.Length == 0 ? null : reference);
        if (payment.PaidOn > today)
        {
            throw new InvalidInputException("/paidOn", "date-in-future");
        }

        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        disbursement.RequirePayable(user, payment.PaidOn);
        var held = await ledger.LockHeld(lots, id, DrawState.Reserved, ct);
        held.Release(disbursement.Amount);
        var number = await ledger.TakeNumber(NumberCounter.Payments, payment.PaidOn.Year, ct);
        var entry = await ledger.Post(
            PaymentEntry.Draft(disbursement, held.Shares, number, payment.PaidOn, user.Id), held.Accounts, ct);
        await lots.Draw(id, ct);

        disbursement.Pay(payment, number, entry, user, now);
        await PaymentTotal.Move(db, payment.PaidOn, disbursement.Programme, disbursement.Amount, 1, ct);
        outbox.Add(Told(disbursement, number, payment, now));
        audit.Record("disbursement.pay", "disbursement", id.ToString(), new { number, payment.PaidOn, payment.Method, from = held.Shares });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }

    private static DisbursementPaid Told(Disbursement disbursement, string number, Payment payment, DateTimeOffset now) => new()
    {
        DisbursementId = disbursement.Id,
        Number = number,
        Programme = disbursement.Programme,
        Amount = disbursement.Amount,
        PaidOn = payment.PaidOn,
        Beneficiaries =
        [
            .. disbursement.Beneficiaries.OrderBy(line => line.Position).Select(line => new BeneficiaryCount
            {
                CaseNumber = line.CaseNumber,
                Group = line.Group,
                UnitCode = line.UnitCode,
                Count = line.Count,
            }),
        ],
        PaidAt = now,
        Version = disbursement.Version,
    };
}
