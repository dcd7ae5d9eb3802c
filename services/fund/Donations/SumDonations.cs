using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>GET /donations/summary: number and sum of everything that the list's filters find.</summary>
internal static class SumDonations
{
    /// <summary>Gifts at or below the caller's unit, by the filters of the list; those that were reversed apart.</summary>
    public static async Task<DonationSummaryResponse> Handle(
        [AsParameters] DonationFilter filter, FundDbContext db, Catalogues catalogues, CurrentUser user, CancellationToken ct)
    {
        filter.Require(await catalogues.Current(ct));
        var sums = await filter.Apply(db.Donations.AsNoTracking().Within(user))
            .GroupBy(donation => donation.State)
            .Select(group => new { State = group.Key, Count = group.LongCount(), Total = group.Sum(donation => donation.Amount) })
            .ToDictionaryAsync(sum => sum.State, ct);
        var standing = sums.GetValueOrDefault(DonationState.Recorded);
        var reversed = sums.GetValueOrDefault(DonationState.Reversed);

        return new DonationSummaryResponse
        {
            Count = standing?.Count ?? 0,
            Total = standing?.Total ?? 0,
            ReversedCount = reversed?.Count ?? 0,
            ReversedTotal = reversed?.Total ?? 0,
        };
    }
}
