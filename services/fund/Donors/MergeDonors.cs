using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// POST /donors/{id}/merge: an officer says that two donors are one giver. The gifts of the other become the kept one's, each
/// with the name that came with it; receipts, numbers and entries stay as they are.
/// </summary>
internal static class MergeDonors
{
    /// <summary>
    /// Merges another donor into this one. Its gifts and pledges become this one's; gifts keep the name that came with them; it
    /// stays readable, points here, and gifts that still come in its name are this one's. 409 <c>donor-merged</c>,
    /// <c>merge-with-itself</c> or <c>merge-other-unit</c>; 412 when one of the two was changed meanwhile.
    /// </summary>
    public static async Task<Results<Ok<DonorResponse>, NotFound>> Handle(
        Guid id, DonorMergeRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit,
        CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var reason = request.Reason!.Trim();
        if (reason.Length < 3)
        {
            throw new InvalidInputException("/reason", "reason-length");
        }

        // Gifts find their donor behind the same lock: none is written to the merged one from here on.
        await db.LockRegister(ct);
        if (await db.Donors.Within(user).SingleOrDefaultAsync(donor => donor.Id == id, ct) is not { } kept)
        {
            return TypedResults.NotFound();
        }

        var merged = await db.Donors.Within(user).SingleOrDefaultAsync(donor => donor.Id == request.Merged, ct)
            ?? throw new InvalidInputException("/merged", "unknown-donor");
        ifMatch.Require(kept.Version);
        if (merged.Version != request.MergedVersion)
        {
            throw new PreconditionFailedException();
        }

        var merge = new DonorMerge(Uuid7.New(clock), kept, merged, reason, user, clock.GetUtcNow());
        merged.MergeInto(kept);
        db.Set<DonorMerge>().Add(merge);
        await db.SaveChangesAsync(ct);
        await Pledges(db, merge, ct);
        merge.Moved(await Move(db, merge, ct), await Total(db, merge, ct));
        audit.Record("donor.merged", "donor", kept.Id.ToString(),
            new { merge = merge.Id, merged = merged.Id, merge.Gifts, reason });
        audit.Record("donor.merged-into", "donor", merged.Id.ToString(),
            new { merge = merge.Id, kept = kept.Id, merge.Gifts, reason });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, kept.Version);

        return TypedResults.Ok((await GetDonor.Read(db, user, id, ct))!);
    }

    private static async Task<long> Move(FundDbContext db, DonorMerge merge, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            with moved as (update donations set donor_id = {merge.KeptId} where donor_id = {merge.MergedId} returning id)
            insert into donor_merge_gifts (merge_id, donation_id) select {merge.Id}, id from moved
            """, ct);

    private static Task<int> Pledges(FundDbContext db, DonorMerge merge, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            with moved as (update pledges set donor_id = {merge.KeptId} where donor_id = {merge.MergedId} returning id)
            insert into donor_merge_pledges (merge_id, pledge_id) select {merge.Id}, id from moved
            """, ct);

    private static Task<long> Total(FundDbContext db, DonorMerge merge, CancellationToken ct) =>
        db.Donations.Where(gift => gift.State == DonationState.Recorded)
            .Where(gift => db.Set<DonorMergeGift>().Any(moved => moved.MergeId == merge.Id && moved.DonationId == gift.Id))
            .SumAsync(gift => gift.Amount, ct);
}

/// <summary>GET /donors/{id}/merge-preview: what a merge would move, and what stands against it.</summary>
internal static class PreviewMerge
{
    /// <summary>
    /// Both donors side by side, the gifts that would move, and the rule that stands against the merge, if one does.
    /// </summary>
    /// <param name="id">The donor that would be kept.</param>
    /// <param name="merged">The donor that would go up in it; 422 <c>unknown-donor</c> when there is none.</param>
    public static async Task<Results<Ok<DonorMergePreview>, NotFound>> Handle(
        Guid id, Guid merged, HttpContext http, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var donors = await db.Donors.AsNoTracking().Within(user).Where(donor => donor.Id == id || donor.Id == merged)
            .ToListAsync(ct);
        if (donors.Find(donor => donor.Id == id) is not { } kept)
        {
            return TypedResults.NotFound();
        }

        var other = donors.Find(donor => donor.Id == merged) ?? throw new InvalidInputException("/merged", "unknown-donor");
        var gifts = await db.Donations.Where(gift => gift.DonorId == merged)
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Count = all.LongCount(),
                Reversed = all.LongCount(gift => gift.State == DonationState.Reversed),
                First = all.Min(gift => gift.ReceivedOn),
                Last = all.Max(gift => gift.ReceivedOn),
            })
            .SingleOrDefaultAsync(ct);
        var responses = await GetDonor.WithTotals(db, [kept, other], ct);
        var refusal = Refusal(kept, other);

        return TypedResults.Ok(new DonorMergePreview
        {
            Kept = responses[0],
            Merged = responses[1],
            Gifts = gifts?.Count ?? 0,
            Total = responses[1].DonationTotal,
            ReversedGifts = gifts?.Reversed ?? 0,
            FirstOn = gifts?.First,
            LastOn = gifts?.Last,
            Pledges = await db.Pledges.LongCountAsync(pledge => pledge.DonorId == merged, ct),
            Refusal = refusal?.Code,
            RefusalText = Problems.PrefersEnglish(http.Request) ? refusal?.En : refusal?.Vi,
        });
    }

    /// <summary>The rules themselves decide, on copies that nobody saves.</summary>
    private static BusinessRule? Refusal(Donor kept, Donor merged)
    {
        try
        {
            merged.MergeInto(kept);

            return null;
        }
        catch (BusinessRuleException refused)
        {
            return refused.Rule;
        }
    }
}

/// <summary>POST /donors/{id}/merges/{mergeId}/undo.</summary>
internal static class UndoMerge
{
    /// <summary>
    /// Parts two donors again: what the merge moved goes back, what came since stays with the kept one. 409 <c>merge-undone</c>
    /// when it is undone, <c>merge-built-upon</c> when the kept donor itself went up in another one since,
    /// <c>merge-identity-taken</c> when another donor has by now the identity that the merged one had.
    /// </summary>
    /// <param name="id">The kept donor.</param>
    /// <param name="mergeId">The merge, as the donor's answer lists it.</param>
    public static async Task<Results<Ok<DonorResponse>, NotFound>> Handle(
        Guid id, Guid mergeId, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit,
        CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        await db.LockRegister(ct);
        if (await db.Donors.Within(user).SingleOrDefaultAsync(donor => donor.Id == id, ct) is not { } kept
            || await db.Set<DonorMerge>().SingleOrDefaultAsync(row => row.Id == mergeId && row.KeptId == id, ct) is not { } merge)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(kept.Version);
        merge.Undo(reason, user, clock.GetUtcNow());
        FundRules.MergeBuiltUpon.Require(kept.MergedInto is null);
        var merged = await db.Donors.SingleAsync(donor => donor.Id == merge.MergedId, ct);
        merged.Part(kept, merge.HadIdentity);
        var (identity, unit) = (merged.IdentityKey, merged.UnitPath);
        FundRules.MergeIdentityTaken.Require(
            identity is null || !await db.Donors.AnyAsync(donor => donor.IdentityKey == identity && donor.UnitPath == unit, ct));
        var gifts = await db.Database.ExecuteSqlAsync($"""
            update donations set donor_id = {merged.Id} from donor_merge_gifts moved
            where moved.merge_id = {merge.Id} and moved.donation_id = donations.id and donations.donor_id = {kept.Id}
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update pledges set donor_id = {merged.Id} from donor_merge_pledges moved
            where moved.merge_id = {merge.Id} and moved.pledge_id = pledges.id and pledges.donor_id = {kept.Id}
            """, ct);
        audit.Record("donor.merge-undone", "donor", kept.Id.ToString(),
            new { merge = merge.Id, merged = merged.Id, gifts, reason });
        audit.Record("donor.merge-undone", "donor", merged.Id.ToString(),
            new { merge = merge.Id, kept = kept.Id, gifts, reason });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, kept.Version);

        return TypedResults.Ok((await GetDonor.Read(db, user, id, ct))!);
    }
}
