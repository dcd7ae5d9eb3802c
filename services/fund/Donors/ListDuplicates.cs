using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// GET /donors/duplicate-groups: donors of one register that look alike, for an officer to look through and merge or leave.
/// Registers of two units are never compared: each unit keeps its own.
/// </summary>
internal static class ListDuplicates
{
    private const int MostOfGroup = 10;

    /// <summary>
    /// Groups of donors with the same tax code, then the same phone number, then the same name without tone marks and legal form.
    /// </summary>
    public static async Task<Page<DuplicateGroup>> Handle(PageRequest page, FundDbContext db, CurrentUser user,
        CancellationToken ct)
    {
        if (user.UnitPath.Length == 0)
        {
            return new Page<DuplicateGroup>([], null);
        }

        var (rank, unit, key) = page.After is { } after ? (after.Get<int>(0), after.Get<string>(1), after.Get<string>(2))
            : (0, "", "");
        var groups = await db.Database.SqlQuery<Group>($"""
            select rank, unit_path, key, count from (
                select 1 as rank, unit_path, tax_code as key, count(*)::int as count from donors
                where merged_into is null and tax_code is not null and starts_with(unit_path, {user.UnitPath})
                group by unit_path, tax_code having count(*) > 1
                union all
                select 2, unit_path, phone_key, count(*)::int from donors
                where merged_into is null and phone_key is not null and starts_with(unit_path, {user.UnitPath})
                group by unit_path, phone_key having count(*) > 1
                union all
                select 3, unit_path, near_key, count(*)::int from donors
                where merged_into is null and near_key <> '' and kind <> 'anonymous' and starts_with(unit_path, {user.UnitPath})
                group by unit_path, near_key having count(*) > 1) alike
            where (rank, unit_path, key) > ({rank}, {unit}, {key})
            order by rank, unit_path, key
            limit {page.Take}
            """).ToListAsync(ct);
        var (taxCodes, phones, names) = (Keys(1), Keys(2), Keys(3));
        var units = groups.Select(group => group.UnitPath).Distinct().ToArray();
        var donors = await db.Donors.AsNoTracking()
            .Where(donor => donor.MergedInto == null && units.Contains(donor.UnitPath)
                && (taxCodes.Contains(donor.TaxCode!) || phones.Contains(donor.PhoneKey!)
                    || (names.Contains(donor.NearKey) && donor.Kind != DonorKind.Anonymous)))
            .OrderBy(donor => donor.Id).Take(PageRequest.MaxLimit * MostOfGroup).ToListAsync(ct);
        var members = groups.ToDictionary(group => group, group => donors
            .Where(donor => donor.UnitPath == group.UnitPath && group.Key == group.Rank switch
            {
                1 => donor.TaxCode,
                2 => donor.PhoneKey,
                _ => donor.Kind is DonorKind.Anonymous ? null : donor.NearKey,
            })
            .Take(MostOfGroup).ToList());
        var shown = (await GetDonor.WithTotals(db, [.. members.Values.SelectMany(all => all).Distinct()], ct))
            .ToDictionary(donor => donor.Id);

        return page.ToPage(groups, group => new DuplicateGroup
        {
            Reason = group.Rank switch { 1 => "tax-code", 2 => "phone", _ => "name" },
            Count = group.Count,
            Donors = [.. members[group].Select(donor => shown[donor.Id])],
        }, group => [group.Rank, group.UnitPath, group.Key]);

        string[] Keys(int of) => [.. groups.Where(group => group.Rank == of).Select(group => group.Key)];
    }

    private sealed record Group(int Rank, string UnitPath, string Key, int Count);
}
