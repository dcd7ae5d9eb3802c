using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

/// <summary>GET /balances: what there is, what is promised, what is free; or what there was at the end of a day.</summary>
internal static class GetBalances
{
    private const string PoolName = "Nguồn không hạn chế";
    private const string AreaName = "Dành riêng cho địa bàn";
    private const string ChildName = "Dành riêng cho trẻ em được chỉ định";

    /// <summary>
    /// Balances now: one row for the pool (<c>POOL</c>) and one for each programme, also at zero, read in one statement, so that they
    /// are of one moment; then the sum of all money for areas (<c>AREA</c>) and for named children (<c>CHILD</c>), where there is any.
    /// With <paramref name="asOf"/> the balances at the end of that day: as the books stood that evening (<c>basis=entered</c>, which
    /// never changes), or by the day that money moved (<c>basis=effective</c>, which an entry made later can change:
    /// <c>enteredLater</c> says by how much). 422 for a day to come.
    /// </summary>
    /// <param name="asOf">A day up to today; now when left out.</param>
    /// <param name="basis"><c>effective</c> unless given; only with a day.</param>
    public static async Task<Ok<BalancesResponse>> Handle(
        DateOnly? asOf, string? basis, FundDbContext db, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(BalanceDay.Parse(asOf, basis, clock) is { } day ? await At(day, db, ct) : await Now(db, clock, ct));

    /// <summary>The pool and every programme at the end of a day.</summary>
    public static async Task<BalancesResponse> At(BalanceDay day, FundDbContext db, CancellationToken ct)
    {
        var balances = (await PastBalances.Read(db, day, ct)).ToDictionary(balance => balance.Account);
        var programmes = await db.Programmes.AsNoTracking().OrderBy(programme => programme.Code)
            .Select(programme => new { programme.Code, programme.Name }).ToListAsync(ct);

        return new BalancesResponse
        {
            AsOf = VietnamTime.StartOf(day.Day.AddDays(1)),
            Day = day.Day,
            Basis = day.Basis,
            Items =
            [
                PastItem(Account.Pool, PoolName, balances),
                .. programmes.Select(programme => PastItem(programme.Code, programme.Name, balances)),
                .. PastSum("AREA", AreaName, Account.AreaFund, balances.Values),
                .. PastSum("CHILD", ChildName, Account.ChildFund, balances.Values),
            ],
        };
    }

    private static async Task<BalancesResponse> Now(FundDbContext db, TimeProvider clock, CancellationToken ct)
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
        var narrow = await db.Accounts.AsNoTracking()
            .Where(account => account.Code.StartsWith(Account.AreaFund) || account.Code.StartsWith(Account.ChildFund))
            .GroupBy(account => account.Code.StartsWith(Account.AreaFund))
            .Select(all => new { IsArea = all.Key, Balance = all.Sum(row => row.Balance), Reserved = all.Sum(row => row.Reserved) })
            .OrderByDescending(sum => sum.IsArea).ToListAsync(ct);
        var pool = rows.Count == 0 ? 0 : rows[0].PoolBalance - rows[0].PoolReserved;

        return new BalancesResponse
        {
            AsOf = asOf,
            Items =
            [
                .. rows.Take(1).Select(row => Item(Account.Pool, PoolName, row.PoolBalance, row.PoolReserved, fromPool: 0)),
                .. rows.Select(row => Item(row.Code, row.Name, row.Balance, row.Reserved, pool)),

                // Sums alone: which child somebody gave for is nobody's to read here.
                .. narrow.Select(sum => Item(sum.IsArea ? "AREA" : "CHILD", sum.IsArea ? AreaName : ChildName, sum.Balance, sum.Reserved,
                    fromPool: 0)),
            ],
        };
    }

    private static BalanceItem PastItem(string programme, string name, Dictionary<string, PastBalance> balances)
    {
        var balance = balances.GetValueOrDefault(Account.FundOf(programme == Account.Pool ? null : programme));

        return PastItem(programme, name, balance?.Balance ?? 0, balance?.EnteredLater ?? 0);
    }

    private static IEnumerable<BalanceItem> PastSum(string code, string name, string accounts, IEnumerable<PastBalance> balances)
    {
        var all = balances.Where(balance => balance.Account.StartsWith(accounts, StringComparison.Ordinal)).ToList();
        if (all.Count > 0)
        {
            yield return PastItem(code, name, all.Sum(balance => balance.Balance), all.Sum(balance => balance.EnteredLater));
        }
    }

    private static BalanceItem PastItem(string programme, string name, long balance, long enteredLater) => new()
    {
        Programme = programme,
        Name = name,
        Balance = balance,
        EnteredLater = enteredLater,
        Reserved = null,
        Available = null,
        AvailableWithPool = null,
    };

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
