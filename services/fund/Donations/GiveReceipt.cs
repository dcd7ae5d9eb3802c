using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>POST /donations/{id}/give-receipt: the signed receipt went to the giver; statements mark it so.</summary>
internal static class GiveReceipt
{
    /// <summary>
    /// Notes that the giver got the receipt of this gift, so that yearly statements mark it. 409 <c>receipt-already-given</c> the
    /// second time, <c>donation-already-reversed</c> for a gift that was taken back.
    /// </summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        if (await db.Donations.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donation.Version);
        donation.GiveReceipt(user, clock.GetUtcNow());
        audit.Record("donation.receipt-given", "donation", id.ToString(), new { donation.Number });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donation.Version);

        return TypedResults.Ok((await GetDonation.Read(db, user, id, ct))!);
    }
}
