using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>POST /donations/{id}/lots/{position}/repurpose: unspent money gets another purpose, with the donor's written consent.</summary>
internal static class RepurposeLot
{
    /// <summary>
    /// Gives the unspent rest of a lot, or a part of it, another purpose, with a reason and where the donor's written consent is kept
    /// (domain/fund.md §5.3). The money moves by an entry between the two funds into a lot of its own; what was paid and promised
    /// stays where it is, and so does what the receipt says. 409 <c>lot-rest-too-small</c> with what is left in <c>details</c>.
    /// </summary>
    /// <param name="position">Line of the gift, 1 for the first.</param>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, short position, RepurposeRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger,
        LotBook lots, Catalogues catalogues, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from donations where id = {id} for update", ct);
        if (await db.Donations.Within(user).SingleOrDefaultAsync(gift => gift.Id == id, ct) is not { } donation
            || await lots.Lot(id, position, ct) is not { } before)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        donation.Repurpose();
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var target = await Target(request, before.Account, db, await catalogues.Current(ct), today, ct);
        var accounts = await ledger.LockAccounts([before.Account, target], ct);
        var lot = (await lots.Lot(id, position, ct))!;
        var rest = lot.Amount - lot.Reserved - lot.Drawn - lot.TakenOut;
        var amount = request.Amount ?? rest;
        FundRules.LotRestTooSmall.Require(amount > 0 && amount <= rest,
            new Dictionary<string, object?> { ["left"] = rest, ["amount"] = amount });

        var made = await lots.Split(id, position, target, amount, ct);
        await ledger.Post(new EntryDraft(
            EntryKind.Repurposing, today, user.Id, donation.Number, "donation", id,
            [new Posting(lot.Account, amount), new Posting(target, -amount)]), accounts, ct);
        var (reason, consent) = (request.Reason!.Trim(), request.ConsentReference!.Trim());
        db.LotRepurposings.Add(new LotRepurposing(id, position, made, amount, reason, consent, request.ConsentOn!.Value, user, now));
        audit.Record("donation.repurpose", "donation", id.ToString(),
            new { donation.Number, position, amount, from = lot.Account, to = target, reason, consent, request.ConsentOn });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donation.Version);

        return TypedResults.Ok((await GetDonation.Read(db, user, id, ct))!);
    }

    /// <summary>Account of the new purpose; all faults of the request are told at once.</summary>
    private static async Task<string> Target(
        RepurposeRequest request, string account, FundDbContext db, Catalogue catalogue, DateOnly today, CancellationToken ct)
    {
        var wrong = new WrongFields();
        var purposes = new GiftPurposes(catalogue, await GiftPurposes.AreasOf(db, [request.Restriction], today, ct), today, wrong);
        var target = purposes.FundOf(request.Restriction, "/restriction");
        if (request.ConsentOn > today)
        {
            wrong.Add("/consentOn", "date-in-future");
        }

        wrong.ThrowIfAny();
        if (target == account)
        {
            wrong.Add("/restriction", "same-purpose");
        }

        wrong.ThrowIfAny();

        return target;
    }
}
