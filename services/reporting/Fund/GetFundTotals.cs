using System.ComponentModel.DataAnnotations;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Fund;

/// <summary>The year's money by source and month, from messages alone. Any year has an answer; without gifts it is zero.</summary>
internal static class GetFundTotals
{
    public static async Task<Ok<FundTotalsResponse>> Handle(
        [Range(1, 9999, ErrorMessage = "out-of-range")] int? year, ReportingDbContext db, TimeProvider clock, CancellationToken ct)
        => TypedResults.Ok(await Read(db, year ?? VietnamTime.Today(clock).Year, ct));

    public static async Task<FundTotalsResponse> Read(ReportingDbContext db, int year, CancellationToken ct)
    {
        var kinds = await db.SourceKinds.AsNoTracking().OrderBy(k => k.Position).ToListAsync(ct);
        var months = await db.GiftMonths.AsNoTracking().Where(m => m.Year == year).ToListAsync(ct);
        var byKind = months.ToLookup(m => m.SourceKind);

        // A kind that the catalogue does not know is shown under its code: money must not vanish because a name is missing.
        var unknown = byKind.Select(g => g.Key).Except(kinds.Select(k => k.Code)).Order(StringComparer.Ordinal);
        FundSourceTotal[] sources =
        [
            .. kinds.Select(k => Source(k.Code, k.Name, k.CountsInPlanBasis == true, byKind[k.Code])),
            .. unknown.Select(code => Source(code, code, countsInPlanBasis: false, byKind[code])),
        ];
        var onPlanBasis = sources.Where(s => s.CountsInPlanBasis).ToDictionary(s => s.SourceKind, StringComparer.Ordinal);
        var counted = months.Where(m => onPlanBasis.ContainsKey(m.SourceKind)).ToLookup(m => m.Month);

        return new FundTotalsResponse
        {
            Year = year,
            Raised = onPlanBasis.Values.Sum(s => s.Amount),
            DonationCount = onPlanBasis.Values.Sum(s => s.DonationCount),
            Sources = sources,
            Months = [.. Enumerable.Range(1, 12).Select(m => new FundMonthTotal { Month = m, Amount = counted[m].Sum(g => g.Amount) })],
        };
    }

    private static FundSourceTotal Source(string code, string name, bool countsInPlanBasis, IEnumerable<GiftMonth> months)
    {
        var rows = months.ToList();

        return new FundSourceTotal
        {
            SourceKind = code,
            Name = name,
            CountsInPlanBasis = countsInPlanBasis,
            Amount = rows.Sum(m => m.Amount),
            DonationCount = rows.Sum(m => m.GiftCount),
        };
    }
}
