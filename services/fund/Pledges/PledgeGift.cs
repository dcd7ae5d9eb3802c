using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Pledges;

/// <summary>PUT /donations/{id}/pledge: money that came without a word of its pledge, or with a wrong one.</summary>
internal static class PledgeGift
{
    /// <summary>
    /// Puts a recorded gift into a pledge of the same donor, or takes it out of the one that it is in. The gift, its receipt and
    /// its entry stay as they are. 409 <c>donation-already-reversed</c> or <c>pledge-cancelled</c>.
    /// </summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, DonationPledgeRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit,
        CurrentUser user,
        CancellationToken ct)
    {
        if (await db.Donations.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        if (request.Pledge is { } pledge)
        {
            await Require(db, user, pledge, donation.DonorId, "/pledge", ct);
        }

        var before = donation.PledgeId;
        donation.BelongTo(request.Pledge);
        audit.Record("donation.pledge", "donation", id.ToString(), new { donation.Number, before, after = donation.PledgeId });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donation.Version);

        return TypedResults.Ok((await GetDonation.Read(db, user, id, ct))!);
    }

    /// <summary>Money can only be part of a pledge that stands, of the donor who gave it.</summary>
    public static async Task Require(FundDbContext db, CurrentUser user, Guid pledge, Guid? donor, string donorPointer,
        CancellationToken ct)
    {
        var known = await db.Pledges.AsNoTracking().Within(user).Where(row => row.Id == pledge)
                .Select(row => new { row.DonorId, row.CancelledAt }).SingleOrDefaultAsync(ct)
            ?? throw new InvalidInputException("/pledge", "unknown-pledge");
        if (known.DonorId != donor)
        {
            throw new InvalidInputException(donorPointer, "pledge-of-other-donor");
        }

        FundRules.PledgeCancelled.Require(known.CancelledAt is null);
    }
}
