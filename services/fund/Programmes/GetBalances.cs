using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

/// <summary>GET /balances: what there is, what is promised, what is free.</summary>
internal static class GetBalances
{
    private const string PoolName = "Nguồn không hạn chế";

    /// <summary>
    /// Balances now: one row for the pool (<c>POOL</c>) and one for each programme, also at zero. Read in one statement, so that the
    /// rows are of one moment.
    /// </summary>
    public static async Task<Ok<BalancesResponse>> Handle(FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var asOf = clock.GetUtcNow();
        var rows = await (
            from programme in db.Programmes
            join account in db.Accounts on "FUND:" + programme.Code equals account.Code into accounts
            from account in accounts.DefaultIfEmpty()
            orderby programme.Code
            select new
            {
                programme.Code,
                programme.Name,
                Balance = (long?)account!.Balance ?? 0,
                Reserved = (long?)account!.Reserved ?? 0,
                PoolBalance = db.Accounts.Where(pool => pool.Code == Account.PoolFund).Sum(pool => pool.Balance),
                PoolReserved = db.Accounts.Where(pool => pool.Code == Account.PoolFund).Sum(pool => pool.Reserved),
            }).ToListAsync(ct);
        var pool = rows.Count == 0 ? 0 : rows[0].PoolBalance - rows[0].PoolReserved;

        return TypedResults.Ok(new BalancesResponse
        {
            AsOf = asOf,
            Items =
            [
                .. rows.Take(1).Select(row => Item(Account.Pool, PoolName, row.PoolBalance, row.PoolReserved, fromPool: 0)),
                .. rows.Select(row => Item(row.Code, row.Name, row.Balance, row.Reserved, pool)),
            ],
        });
    }

    private static BalanceItem Item(string programme, string name, long balance, long reserved, long fromPool) => new()
    {
        Programme = programme,
        Name = name,
        Balance = balance,
        Reserved = reserved,
        Available = balance - reserved,
        AvailableWithPool = balance - reserved + fromPool,
    };
}
