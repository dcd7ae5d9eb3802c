using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>A day and the way to look back at it.</summary>
internal readonly record struct BalanceDay(DateOnly Day, BalanceBasis Basis)
{
    /// <summary>Null without a day: balances of now. 422 for a day to come, an unknown basis, or a basis without a day.</summary>
    public static BalanceDay? Parse(DateOnly? asOf, string? basis, TimeProvider clock)
    {
        var way = EnumText.Parse<BalanceBasis>(basis, "/basis");
        if (asOf is not { } day)
        {
            return way is null ? null : throw new InvalidInputException("/asOf", "required");
        }

        return day <= VietnamTime.Today(clock)
            ? new BalanceDay(day, way ?? BalanceBasis.Effective)
            : throw new InvalidInputException("/asOf", "date-in-future");
    }
}

/// <summary>What an account held at the end of a day; <paramref name="EnteredLater"/> of it was not in the books yet on that day.</summary>
internal sealed record PastBalance(string Account, long Balance, long EnteredLater);

internal static class PastBalances
{
    /// <summary>
    /// Every account that has moved by the end of the day, in its own direction. By effective day with what was entered later and counts
    /// to the day; by entry day as the books stood that evening, which nothing changes any more.
    /// </summary>
    public static async Task<IReadOnlyList<PastBalance>> Read(FundDbContext db, BalanceDay at, CancellationToken ct)
    {
        var day = at.Day;
        var days = at.Basis is BalanceBasis.Effective
            ? db.AccountDays.Where(row => row.EffectiveOn <= day)
            : db.AccountDays.Where(row => row.EnteredOn <= day);
        var sums = await days
            .GroupBy(row => row.Account)
            .Select(group => new
            {
                Account = group.Key,
                Amount = group.Sum(row => row.Amount),
                Later = group.Where(row => row.EnteredOn > day).Sum(row => row.Amount),
            })
            .ToListAsync(ct);

        return
        [
            .. sums.Select(sum => new PastBalance(
                sum.Account, Account.SignOf(sum.Account) * sum.Amount, Account.SignOf(sum.Account) * sum.Later)),
        ];
    }
}
