using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Referrals;

/// <summary>GET /referrals and /{id}/referrals: masked, newest first.</summary>
internal static class ListReferrals
{
    /// <summary>Referrals to the caller's agency, or those of cases at or below the caller's unit.</summary>
    /// <param name="state">sent, accepted, rejected, done, revoked.</param>
    public static async Task<Ok<Page<ReferralResponse>>> Handle(
        Word<ReferralState>? state, PageRequest page, CasesDbContext db, CurrentUser user, CancellationToken ct)
    {
        var referrals = db.ReferralsOf(user);
        if (state?.Value is { } wanted)
        {
            referrals = referrals.Where(one => one.State == wanted);
        }

        return TypedResults.Ok(await Read(referrals, page, user, ct));
    }

    /// <summary>Referrals of one case.</summary>
    public static async Task<Results<Ok<Page<ReferralResponse>>, NotFound>> OfCase(
        Guid id, PageRequest page, CasesDbContext db, CurrentUser user, CancellationToken ct) =>
        await db.Cases.Within(user).AnyAsync(row => row.Id == id, ct)
            ? TypedResults.Ok(await Read(db.ReferralsOf(user).Where(one => one.CaseId == id), page, user, ct))
            : TypedResults.NotFound();

    private static async Task<Page<ReferralResponse>> Read(
        IQueryable<Referral> referrals, PageRequest page, CurrentUser user, CancellationToken ct)
    {
        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            referrals = referrals.Where(one => one.Id < id);
        }

        var rows = await referrals.AsNoTracking().OrderByDescending(one => one.Id).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, one => GetReferral.Of(one, user, opener: null), one => [one.Id]);
    }
}
