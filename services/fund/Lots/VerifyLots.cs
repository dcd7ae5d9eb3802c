using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>The lots' part of the verification of the books.</summary>
internal static class VerifyLots
{
    /// <summary>
    /// What is wrong with the lots, as a stable code, or null; in the caller's snapshot. Everything is summed in the database: nothing
    /// is read row by row.
    /// </summary>
    public static async Task<string?> LotsProblem(this FundDbContext db, CancellationToken ct) =>
        (await db.Database.SqlQuery<string>($"""
            select 'lots-mismatch' as "Value"
            where exists (
                select 1 from (
                    select account as code, sum(amount - drawn - taken_out) as balance, sum(reserved) as reserved
                    from gift_lots group by account) lots
                full join (select code, balance, reserved from accounts where code <> 'MONEY') accounts using (code)
                where coalesce(lots.balance, 0) <> coalesce(accounts.balance, 0)
                    or coalesce(lots.reserved, 0) <> coalesce(accounts.reserved, 0))
            union all
            select 'gift-mismatch'
            where exists (
                select 1 from donations
                left join (select donation_id, sum(amount - taken_out) as amount from gift_lots group by donation_id) lots
                    on lots.donation_id = donations.id
                where lots.amount is distinct from case when donations.state = 'recorded' then donations.amount else 0 end)
            union all
            select 'draws-mismatch'
            where exists (
                select 1 from gift_lots lots
                full join (
                    select donation_id, position, coalesce(sum(amount) filter (where state = 'reserved'), 0) as reserved,
                           coalesce(sum(amount) filter (where state = 'drawn'), 0) as drawn
                    from lot_draws group by donation_id, position) draws using (donation_id, position)
                where lots.reserved is distinct from coalesce(draws.reserved, 0)
                    or lots.drawn is distinct from coalesce(draws.drawn, 0))
            union all
            select 'payment-mismatch'
            where exists (
                select 1 from disbursements
                left join (
                    select disbursement_id, coalesce(sum(amount) filter (where state = 'reserved'), 0) as reserved,
                           coalesce(sum(amount) filter (where state = 'drawn'), 0) as drawn
                    from lot_draws group by disbursement_id) draws on draws.disbursement_id = disbursements.id
                where coalesce(draws.reserved, 0) <> case when disbursements.state = 'approved' then disbursements.amount else 0 end
                    or coalesce(draws.drawn, 0) <> case when disbursements.state = 'paid' then disbursements.amount else 0 end)
            """).ToListAsync(ct)).FirstOrDefault();
}
