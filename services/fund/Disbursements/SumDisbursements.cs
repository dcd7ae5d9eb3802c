using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>GET /disbursements/summary: number and sum of everything that the list's filters find.</summary>
internal static class SumDisbursements
{
    /// <summary>Disbursements at or below the caller's unit, by the filters of the list, together and by state.</summary>
    public static async Task<DisbursementSummaryResponse> Handle(
        [AsParameters] DisbursementFilter filter, FundDbContext db, Catalogues catalogues, CurrentUser user, CancellationToken ct)
    {
        filter.Require(await catalogues.Current(ct));
        var states = await filter.Apply(db.Disbursements.AsNoTracking().Within(user), user)
            .GroupBy(row => row.State)
            .Select(group => new DisbursementStateTotal
            {
                State = group.Key,
                Count = group.LongCount(),
                Total = group.Sum(row => row.Amount),
            })
            .ToListAsync(ct);

        return new DisbursementSummaryResponse
        {
            Count = states.Sum(state => state.Count),
            Total = states.Sum(state => state.Total),
            States = [.. states.OrderBy(state => state.State)],
        };
    }
}
