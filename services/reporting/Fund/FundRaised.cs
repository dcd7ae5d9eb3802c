using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Fund;

/// <summary>What a year's gifts amount to, and how fresh that is.</summary>
/// <param name="Amount">Whole đồng; null when nothing can be said.</param>
/// <param name="AsOf">When the newest included fact happened.</param>
/// <param name="LagSeconds">How long that fact took to arrive.</param>
internal sealed record FundRaised(long? Amount, DateTimeOffset? AsOf, double? LagSeconds)
{
    public static readonly FundRaised Unknown = new(null, null, null);

    /// <summary>
    /// Gifts received from 01/01 to 31/12 of the year, of the kinds that count in the plan (domain/fund.md §1). Nothing
    /// received is 0 and not unknown: every gift of the fund becomes a message.
    /// </summary>
    public static async Task<FundRaised> OnPlanBasis(ReportingDbContext db, int year, CancellationToken ct)
    {
        var rows = await db.GiftMonths.AsNoTracking()
            .Where(m => m.Year == year && db.SourceKinds.Any(k => k.Code == m.SourceKind && k.CountsInPlanBasis == true))
            .Select(m => new { m.Amount, m.AsOf, m.LagSeconds })
            .ToListAsync(ct);
        var newest = rows.MaxBy(r => r.AsOf);

        return new FundRaised(rows.Sum(r => r.Amount), newest?.AsOf, newest?.LagSeconds);
    }
}
