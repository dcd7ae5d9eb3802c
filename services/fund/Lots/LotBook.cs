using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>
/// Which gifts a payment comes from. Lots are picked and moved in sets by SQL, in the caller's transaction and under the locks of
/// their accounts, which the caller holds: no lot changes without its account, so two transactions that touch one lot have
/// waited for each other already.
/// </summary>
internal sealed class LotBook(FundDbContext db)
{
    /// <summary>A refusal names so many disbursements; the trace lists them all.</summary>
    private const int MostNamed = 20;

    /// <summary>
    /// Draws each account's share from its lots, the oldest first. The walk stops at the lot that fills the share, so it reads what
    /// it draws from and nothing else.
    /// </summary>
    /// <param name="disbursement">Who draws.</param>
    /// <param name="shares">What each account bears.</param>
    /// <param name="state">reserved at approval; drawn for a payment whose draw is moved.</param>
    /// <param name="except">A gift whose lots are passed over.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">An account has more than its lots: the books are broken.</exception>
    public async Task Hold(
        Guid disbursement, IReadOnlyList<Share> shares, CancellationToken ct, DrawState state = DrawState.Reserved, Guid? except = null)
    {
        var (draw, reserves) = (EnumText.Of(state), state is DrawState.Reserved ? 1 : 0);
        foreach (var (account, amount) in shares)
        {
            var held = await db.Database.SqlQuery<long>($"""
                with recursive walk as (
                    (select lot.donation_id, lot.position, lot.received_on, lot.entry_sequence,
                            least(lot.amount - lot.reserved - lot.drawn - lot.taken_out, {amount}) as taken,
                            {amount} - least(lot.amount - lot.reserved - lot.drawn - lot.taken_out, {amount}) as missing,
                            1 as turn
                     from gift_lots lot
                     where lot.account = {account} and lot.reserved + lot.drawn + lot.taken_out < lot.amount
                         and lot.donation_id is distinct from {except}
                     order by lot.received_on, lot.entry_sequence, lot.position
                     limit 1)
                    union all
                    select next.donation_id, next.position, next.received_on, next.entry_sequence,
                           least(next.rest, walk.missing), walk.missing - least(next.rest, walk.missing), walk.turn + 1
                    from walk cross join lateral (
                        select lot.donation_id, lot.position, lot.received_on, lot.entry_sequence,
                               lot.amount - lot.reserved - lot.drawn - lot.taken_out as rest
                        from gift_lots lot
                        where lot.account = {account} and lot.reserved + lot.drawn + lot.taken_out < lot.amount
                            and lot.donation_id is distinct from {except}
                            and (lot.received_on, lot.entry_sequence, lot.position)
                                > (walk.received_on, walk.entry_sequence, walk.position)
                        order by lot.received_on, lot.entry_sequence, lot.position
                        limit 1) next
                    where walk.missing > 0),
                held as (
                    update gift_lots set reserved = gift_lots.reserved + {reserves} * walk.taken,
                        drawn = gift_lots.drawn + (1 - {reserves}) * walk.taken
                    from walk
                    where gift_lots.donation_id = walk.donation_id and gift_lots.position = walk.position),
                drawn as (
                    insert into lot_draws (disbursement_id, donation_id, position, amount, state)
                    select {disbursement}, donation_id, position, taken, {draw} from walk order by turn)
                select coalesce(sum(taken), 0)::bigint as "Value" from walk
                """).ToListAsync(ct);
            if (held[0] != amount)
            {
                throw new InvalidOperationException($"The lots of {account} hold {held[0]} of {amount}.");
            }
        }
    }

    /// <summary>What was reserved is paid.</summary>
    public Task Draw(Guid disbursement, CancellationToken ct) => Turn(disbursement, DrawState.Reserved, DrawState.Drawn, ct);

    /// <summary>What was reserved is free again.</summary>
    public Task Release(Guid disbursement, CancellationToken ct) => Turn(disbursement, DrawState.Reserved, DrawState.Released, ct);

    /// <summary>What was paid is back in the lots that it came from.</summary>
    public Task Return(Guid disbursement, CancellationToken ct) => Turn(disbursement, DrawState.Drawn, DrawState.Reversed, ct);

    /// <summary>What each account bears of a disbursement whose row the caller has locked: nobody else changes its draws then.</summary>
    public async Task<IReadOnlyList<Share>> SharesOf(Guid disbursement, DrawState state, CancellationToken ct)
    {
        var shares = await (
            from draw in db.LotDraws
            join lot in db.GiftLots on new { draw.DonationId, draw.Position } equals new { lot.DonationId, lot.Position }
            where draw.DisbursementId == disbursement && draw.State == state
            group draw.Amount by lot.Account into shared
            select new { Account = shared.Key, Amount = shared.Sum() }).ToListAsync(ct);

        return [.. shares.OrderBy(share => share.Account, StringComparer.Ordinal).Select(share => new Share(share.Account, share.Amount))];
    }

    /// <summary>The accounts that a gift's lots stand in.</summary>
    public async Task<IReadOnlyList<string>> AccountsOf(Guid donation, CancellationToken ct) =>
        await db.GiftLots.Where(lot => lot.DonationId == donation).Select(lot => lot.Account).Distinct().ToListAsync(ct);

    /// <exception cref="BusinessRuleException">
    /// donation-already-spent, with the first requests and payments that stand in the way.
    /// </exception>
    public async Task RequireUntouched(Guid donation, CancellationToken ct)
    {
        var lots = await db.GiftLots.Where(lot => lot.DonationId == donation)
            .GroupBy(lot => lot.DonationId)
            .Select(all => new { Reserved = all.Sum(lot => lot.Reserved), Drawn = all.Sum(lot => lot.Drawn) }).SingleAsync(ct);
        if (lots.Reserved + lots.Drawn == 0)
        {
            return;
        }

        var users = await (
            from draw in db.LotDraws
            join disbursement in db.Disbursements on draw.DisbursementId equals disbursement.Id
            where draw.DonationId == donation && (draw.State == DrawState.Reserved || draw.State == DrawState.Drawn)
            group draw.Amount by new { disbursement.Id, disbursement.RequestNumber, disbursement.Number } into used
            orderby used.Key.RequestNumber
            select new { used.Key.Id, used.Key.RequestNumber, used.Key.Number, Amount = used.Sum() }).Take(MostNamed).ToListAsync(ct);
        FundRules.DonationAlreadySpent.Require(false, new Dictionary<string, object?>
        {
            ["reserved"] = lots.Reserved,
            ["paid"] = lots.Drawn,
            ["disbursements"] = users,
        });
    }

    /// <summary>
    /// Takes one draw off its lot, where it stays as moved; null where it has ended, or is another disbursement's.
    /// </summary>
    public async Task<MovedDraw?> Move(Guid disbursement, long draw, CancellationToken ct) =>
        (await db.Database.SqlQuery<MovedDraw>($"""
            with before as (
                select draw.id, draw.donation_id, draw.position, draw.amount, draw.state from lot_draws draw
                where draw.id = {draw} and draw.disbursement_id = {disbursement} and draw.state in ('reserved', 'drawn')),
            moved as (update lot_draws set state = 'moved' from before where lot_draws.id = before.id)
            update gift_lots
            set reserved = reserved - case before.state when 'reserved' then before.amount else 0 end,
                drawn = drawn - case before.state when 'drawn' then before.amount else 0 end
            from before where gift_lots.donation_id = before.donation_id and gift_lots.position = before.position
            returning gift_lots.donation_id, gift_lots.account, before.amount
            """).ToListAsync(ct)).SingleOrDefault();

    /// <summary>One line of a gift as it stands now; null where there is none.</summary>
    public Task<GiftLot?> Lot(Guid donation, short position, CancellationToken ct) =>
        db.GiftLots.AsNoTracking().SingleOrDefaultAsync(lot => lot.DonationId == donation && lot.Position == position, ct);

    /// <summary>Takes an amount out of a lot into a new one of the same gift, and says its place.</summary>
    public async Task<short> Split(Guid donation, short position, string account, long amount, CancellationToken ct) =>
        (await db.Database.SqlQuery<short>($"""
            with out as (
                update gift_lots set taken_out = taken_out + {amount} where donation_id = {donation} and position = {position}
                returning donation_id, received_on, entry_sequence)
            insert into gift_lots (donation_id, position, account, received_on, entry_sequence, amount, reserved, drawn, taken_out)
            select donation_id, (select max(position) + 1 from gift_lots where donation_id = {donation}), {account}, received_on,
                   entry_sequence, {amount}, 0, 0, 0
            from out
            returning position as "Value"
            """).ToListAsync(ct)).Single();

    /// <summary>What a gift's lots have left in each account.</summary>
    public Task<Dictionary<string, long>> RestsOf(Guid donation, CancellationToken ct) =>
        db.GiftLots.Where(lot => lot.DonationId == donation).GroupBy(lot => lot.Account)
            .Select(lots => new { Account = lots.Key, Rest = lots.Sum(lot => lot.Amount - lot.Reserved - lot.Drawn - lot.TakenOut) })
            .ToDictionaryAsync(rest => rest.Account, rest => rest.Rest, ct);

    /// <summary>Takes what is left of a gift's lots out of them, and says from which accounts.</summary>
    public async Task<IReadOnlyList<Share>> TakeOut(Guid donation, CancellationToken ct)
    {
        var rests = await RestsOf(donation, ct);
        await db.Database.ExecuteSqlAsync(
            $"update gift_lots set taken_out = amount - reserved - drawn where donation_id = {donation}", ct);

        return
        [
            .. rests.Where(rest => rest.Value > 0).OrderBy(rest => rest.Key, StringComparer.Ordinal)
                .Select(rest => new Share(rest.Key, rest.Value)),
        ];
    }

    private Task<int> Turn(Guid disbursement, DrawState from, DrawState to, CancellationToken ct)
    {
        var (before, after) = (EnumText.Of(from), EnumText.Of(to));
        var reserved = from is DrawState.Reserved ? -1 : 0;
        var drawn = (to is DrawState.Drawn ? 1 : 0) - (from is DrawState.Drawn ? 1 : 0);

        return db.Database.ExecuteSqlAsync($"""
            with turned as (
                update lot_draws set state = {after} where disbursement_id = {disbursement} and state = {before}
                returning donation_id, position, amount),
            sums as (select donation_id, position, sum(amount)::bigint as amount from turned group by donation_id, position)
            update gift_lots
            set reserved = gift_lots.reserved + {reserved} * sums.amount, drawn = gift_lots.drawn + {drawn} * sums.amount
            from sums where gift_lots.donation_id = sums.donation_id and gift_lots.position = sums.position
            """, ct);
    }
}

/// <summary>A draw that was taken off its lot.</summary>
internal sealed record MovedDraw(Guid DonationId, string Account, long Amount);

/// <summary>The locks of what a disbursement stands on.</summary>
internal static class HeldLots
{
    /// <summary>
    /// Locks the accounts that bear a disbursement, whose row the caller has locked, and the money account with them, which a payment
    /// and its reversal move too.
    /// </summary>
    public static async Task<HeldMoney> LockHeld(
        this GeneralLedger ledger, LotBook lots, Guid disbursement, DrawState state, CancellationToken ct)
    {
        var shares = await lots.SharesOf(disbursement, state, ct);
        var accounts = await ledger.LockAccounts(shares.Select(share => share.Account).Append(Account.Money), ct);

        return new HeldMoney(accounts, shares);
    }
}
