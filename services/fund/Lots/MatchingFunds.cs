using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>Which restricted money may pay for a request.</summary>
internal static class MatchingFunds
{
    /// <summary>
    /// Accounts that may bear a request, the narrowest first: of the child when it helps that child alone, of the smallest area that
    /// all its children live in and of those above, of the programme, and the common pool. An area is known by its code, so that money
    /// for it goes on to match when the unit is only made anew. Accounts of children and areas that nobody gave to are left out.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FundsFor(this FundDbContext db, Disbursement disbursement, CancellationToken ct)
    {
        var wanted = new List<string>();
        if (disbursement.Beneficiaries is [{ CaseNumber: { } child }])
        {
            wanted.Add(Account.FundOfChild(child));
        }

        wanted.AddRange((await db.AreasOf(disbursement, ct)).Select(Account.FundOfArea));
        var existing = await db.Accounts.AsNoTracking().Where(account => wanted.Contains(account.Code))
            .Select(account => account.Code).ToListAsync(ct);

        return [.. wanted.Where(existing.Contains), Account.FundOf(disbursement.Programme), Account.PoolFund];
    }

    /// <summary>Codes of the communes and districts that hold all children of a request, the smallest first.</summary>
    private static async Task<IReadOnlyList<string>> AreasOf(this FundDbContext db, Disbursement disbursement, CancellationToken ct)
    {
        var ids = disbursement.Beneficiaries.Select(line => line.UnitId).Distinct().ToList();
        var paths = (await db.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).Select(unit => unit.Path).ToListAsync(ct))
            .ConvertAll(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (paths.Count < ids.Count || paths.Count == 0)
        {
            return [];
        }

        var common = paths[0].TakeWhile((id, level) => paths.TrueForAll(path => path.Length > level && path[level] == id))
            .Select(Guid.Parse).ToArray();

        return await db.Units.AsNoTracking().Where(unit => common.Contains(unit.Id) && unit.Level != UnitLevel.Province)
            .OrderByDescending(unit => unit.Path.Length).Select(unit => unit.Code).ToListAsync(ct);
    }
}
