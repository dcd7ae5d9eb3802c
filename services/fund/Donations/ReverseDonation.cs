using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Targets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>POST /donations/{id}/reverse: a second, opposite entry; the gift's number stays in the book as "hủy".</summary>
internal static class ReverseDonation
{
    /// <summary>
    /// Reverses a gift by a second, opposite entry. Its number stays in the book as "hủy"; 409 when the money is spent or
    /// promised.
    /// </summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Donations.Within(user).SingleOrDefaultAsync(d => d.Id == id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        donation.Reverse(request.Reason!.Trim(), user, clock.GetUtcNow());

        var fund = Account.FundOf(donation.Programme);
        var accounts = await ledger.LockAccounts([Account.Money, fund], ct);
        FundRules.DonationAlreadySpent.Require(accounts[fund].Available >= donation.Amount,
            new Dictionary<string, object?> { ["available"] = accounts[fund].Available, ["amount"] = donation.Amount });

        await ledger.Post(new EntryDraft(
            EntryKind.DonationReversal, VietnamTime.Today(clock), user.Id, donation.Number, "donation", donation.Id,
            [new Posting(fund, donation.Amount), new Posting(Account.Money, -donation.Amount)],
            Reverses: donation.EntrySequence), accounts, ct);
        await ReceiptTotal.Move(db, donation.ReceivedOn, donation.SourceKind, -donation.Amount, -1, ct);
        outbox.Add(new DonationReversed
        {
            DonationId = donation.Id,
            Number = donation.Number,
            Amount = donation.Amount,
            ReceivedOn = donation.ReceivedOn,
            SourceKind = donation.SourceKind,
            Programme = donation.Programme,
            UnitPath = donation.UnitPath,
            ReversedAt = donation.ReversedAt!.Value,
        });
        audit.Record("donation.reversed", "donation", donation.Id.ToString(), new { donation.Number, request.Reason });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donation.Version);

        return TypedResults.Ok((await GetDonation.Read(db, user, id, ct))!);
    }
}
