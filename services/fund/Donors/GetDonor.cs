using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>GET /donors/{id}; owns the only shape in which a donor is answered.</summary>
internal static class GetDonor
{
    private const int MostMerges = 100;

    /// <summary>One giver, with the totals of what was given.</summary>
    public static async Task<Results<Ok<DonorResponse>, NotFound>> Handle(
        Guid id, HttpContext http, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        if (await Read(db, user, id, ct) is not { } donor)
        {
            return TypedResults.NotFound();
        }

        ETag.Set(http, donor.Version);

        return TypedResults.Ok(donor);
    }

    /// <summary>One donor with its near matches.</summary>
    public static async Task<DonorResponse?> Read(FundDbContext db, CurrentUser user, Guid id, CancellationToken ct)
    {
        var donor = await db.Donors.AsNoTracking().Within(user).SingleOrDefaultAsync(d => d.Id == id, ct);
        if (donor is null)
        {
            return null;
        }

        var responses = await WithTotals(db, [donor], ct);
        var kept = donor.MergedInto is { } into
            ? await db.Donors.Where(d => d.Id == into).Select(d => new DonorPointer { Id = d.Id, Name = d.Name }).SingleAsync(ct)
            : null;

        return responses[0] with
        {
            PossibleDuplicates = kept is null ? await FindDuplicates.Of(db, user, donor, ct) : [],
            MergedInto = kept,
            Merges = await Merges(db, id, ct),
        };
    }

    /// <summary>Both donors of a merge are of one unit, so whoever sees one may see the other's name.</summary>
    private static Task<List<DonorMergeResponse>> Merges(FundDbContext db, Guid id, CancellationToken ct) =>
        (from merge in db.Set<DonorMerge>()
         join kept in db.Donors on merge.KeptId equals kept.Id
         join merged in db.Donors on merge.MergedId equals merged.Id
         where merge.KeptId == id || merge.MergedId == id
         orderby merge.Id descending
         select new DonorMergeResponse
         {
             Id = merge.Id,
             Kept = new DonorPointer { Id = kept.Id, Name = kept.Name },
             Merged = new DonorPointer { Id = merged.Id, Name = merged.Name },
             Gifts = merge.Gifts,
             Total = merge.Total,
             Reason = merge.Reason,
             ByName = merge.ByName,
             At = merge.At,
             UndoneAt = merge.UndoneAt,
             UndoneByName = merge.UndoneByName,
             UndoReason = merge.UndoReason,
         }).Take(MostMerges).ToListAsync(ct);

    /// <summary>Adds the gifts that stand to a page of donors, in one query for all of them.</summary>
    public static async Task<IReadOnlyList<DonorResponse>> WithTotals(
        FundDbContext db, IReadOnlyList<Donor> donors, CancellationToken ct)
    {
        var ids = donors.Select(donor => donor.Id).ToArray();
        var totals = await db.Donations
            .Where(donation => ids.Contains(donation.DonorId) && donation.State == DonationState.Recorded)
            .GroupBy(donation => donation.DonorId)
            .Select(group => new { DonorId = group.Key, Count = group.LongCount(), Total = group.Sum(donation => donation.Amount) })
            .ToDictionaryAsync(total => total.DonorId, ct);

        return
        [
            .. donors.Select(donor => new DonorResponse
            {
                Id = donor.Id,
                Name = donor.Name,
                Kind = donor.Kind,
                TaxCode = donor.TaxCode,
                Phone = donor.Phone,
                Address = donor.Address,
                Email = donor.Email,
                Note = donor.Note,
                DonationCount = totals.GetValueOrDefault(donor.Id)?.Count ?? 0,
                DonationTotal = totals.GetValueOrDefault(donor.Id)?.Total ?? 0,
                RegisteredAt = donor.RegisteredAt,
                Version = donor.Version,
            }),
        ];
    }
}
