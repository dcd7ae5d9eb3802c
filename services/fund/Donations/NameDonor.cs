using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>PUT /donations/{id}/naming: whether the giver of this one gift is named in public (domain/fund.md §7).</summary>
internal static class NameDonor
{
    /// <summary>
    /// Decides whether public replies and the list for publication name the giver of this gift. It may be changed at any time, in
    /// both directions; officers, receipts and the audit go on naming the giver.
    /// </summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, DonationNamingRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit,
        CurrentUser user,
        CancellationToken ct)
    {
        if (await db.Donations.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        var before = new { donation.Anonymous, donation.NameConsent };
        donation.Decide(request.Anonymous!.Value, request.NameConsent!.Value);
        audit.Record("donation.naming", "donation", id.ToString(),
            new { donation.Number, before, after = new { donation.Anonymous, donation.NameConsent } });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donation.Version);

        return TypedResults.Ok((await GetDonation.Read(db, user, id, ct))!);
    }
}
