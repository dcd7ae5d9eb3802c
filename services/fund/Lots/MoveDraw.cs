using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Lots;

/// <summary>POST /disbursements/{id}/draws/{draw}/move: other gifts bear what this one bore, so that this one can be taken back.</summary>
internal static class MoveDraw
{
    /// <summary>
    /// Moves one draw of an approved or paid disbursement, with a reason, to lots of other gifts that match, in the fund's one order:
    /// the narrowest first, each oldest first. Between accounts a paid draw moves by an entry of its own; the payment's entry stays as
    /// it is. 409 <c>draw-ended</c> for a draw that no longer stands, <c>insufficient-balance</c> when other gifts do not have enough.
    /// </summary>
    /// <param name="draw">Id of the draw, as the traces name it.</param>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, long draw, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, GeneralLedger ledger, LotBook lots,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.LockDisbursement(id, user, ct) is not { } disbursement)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(disbursement.Version);
        disbursement.RequireDraws();
        var paid = disbursement.State is DisbursementState.Paid;
        var state = paid ? DrawState.Drawn : DrawState.Reserved;
        var now = clock.GetUtcNow();
        var funds = await db.FundsFor(disbursement, ct);
        var held = await lots.SharesOf(id, state, ct);
        var accounts = await ledger.LockAccounts([.. funds, .. held.Select(share => share.Account)], ct);
        if (await lots.Move(id, draw, ct) is not { } moved)
        {
            FundRules.DrawEnded.Require(false);

            return TypedResults.NotFound();
        }

        var own = await lots.RestsOf(moved.DonationId, ct);
        if (!paid)
        {
            accounts[moved.Account].Release(moved.Amount);
        }

        var shares = Elsewhere(funds, accounts, own, moved, paid);
        await lots.Hold(id, shares, ct, state, except: moved.DonationId);
        if (!paid)
        {
            foreach (var (account, amount) in shares)
            {
                accounts[account].Reserve(amount);
            }
        }
        else if (PaymentEntry.Move(disbursement, moved, shares, VietnamTime.DateOf(now), user.Id) is { } entry)
        {
            await ledger.Post(entry, accounts, ct);
        }

        disbursement.MoveDraw(reason, await lots.SharesOf(id, state, ct), user, now);
        audit.Record("disbursement.move-draw", "disbursement", id.ToString(),
            new { disbursement.RequestNumber, draw, gift = moved.DonationId, moved.Amount, from = moved.Account, to = shares, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetDisbursement.Answer(http, disbursement, user));
    }

    /// <summary>What each account bears instead, without the lots of the gift that is left.</summary>
    private static List<Share> Elsewhere(
        IReadOnlyList<string> funds, IReadOnlyDictionary<string, Account> accounts, IReadOnlyDictionary<string, long> own, MovedDraw moved,
        bool paid)
    {
        var shares = new List<Share>();
        var missing = moved.Amount;
        foreach (var account in funds)
        {
            // The lot has its money back already, the account of a paid draw only with the entry.
            var back = paid && account == moved.Account ? moved.Amount : 0;
            var taken = Math.Min(missing, accounts[account].Available + back - own.GetValueOrDefault(account));
            if (taken > 0)
            {
                shares.Add(new Share(account, taken));
                missing -= taken;
            }
        }

        FundRules.InsufficientBalance.Require(missing == 0,
            new Dictionary<string, object?> { ["available"] = moved.Amount - missing, ["amount"] = moved.Amount });

        return shares;
    }
}
