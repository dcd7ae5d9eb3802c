using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Public;

/// <summary>The years of the public page: those with a target, and those in which money came or went.</summary>
/// <param name="All">Oldest first; the one shown unless asked is among them.</param>
/// <param name="Newest">The newest year with a target that has begun: the plan which the public follows.</param>
internal sealed record PublicYears(IReadOnlyList<int> All, int Newest)
{
    public static async Task<PublicYears> Read(FundDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var planned = await db.ReceiptTargets.Select(target => target.Year).Distinct().ToListAsync(ct);
        var moved = await db.ReceiptTotals.Where(total => total.Count > 0).Select(total => total.Year)
            .Union(db.PaymentTotals.Where(total => total.Amount > 0).Select(total => total.Year)).ToListAsync(ct);
        var today = VietnamTime.DateOf(now).Year;
        var newest = planned.Where(year => year <= today).DefaultIfEmpty(today).Max();

        return new PublicYears([.. planned.Union(moved).Append(newest).Distinct().Order()], newest);
    }

    public int Of(int? asked) => asked switch
    {
        null => Newest,
        >= 2000 and <= 2100 => asked.Value,
        _ => throw new InvalidInputException("/year", "out-of-range"),
    };
}
