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
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>POST /donations/{id}/reverse: a second, opposite entry; the gift's number stays in the book as "hủy".</summary>
internal static class ReverseDonation
{
    /// <summary>
    /// Reverses a gift by a second, opposite entry. Its number stays in the book as "hủy"; 409 <c>donation-already-spent</c> while
    /// any of its money is promised or paid, with the requests and payments (<c>disbursements</c>, the first 20) in
    /// <c>details</c>: the gift can be reversed once they are cancelled or reversed, or draw on another gift.
    /// </summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger, LotBook lots, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from donations where id = {id} for update", ct);
        if (await db.Donations.Within(user).SingleOrDefaultAsync(d => d.Id == id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        donation.Reverse(request.Reason!.Trim(), user, clock.GetUtcNow());

        // Under the lock of its accounts nobody draws from the gift's lots.
        var accounts = await ledger.LockAccounts([Account.Money, .. await lots.AccountsOf(id, ct)], ct);
        await lots.RequireUntouched(id, ct);
        var shares = await lots.TakeOut(id, ct);
        await ledger.Post(new EntryDraft(
            EntryKind.DonationReversal, VietnamTime.Today(clock), user.Id, donation.Number, "donation", donation.Id,
            [
                .. shares.Select(share => new Posting(share.Account, share.Amount)),
                new Posting(Account.Money, -donation.Amount),
            ],
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
