using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace ChildPlatform.Fund.Donors;

/// <summary>GET /donors: the register by name without tone marks; q searches words of the name, a tax code or a phone.</summary>
internal static class ListDonors
{
    /// <summary>The register of givers by name.</summary>
    /// <param name="q">Words of the name, without tone marks if wished, a tax code or a phone number.</param>
    /// <param name="kind">Kind of giver.</param>
    /// <param name="merged">true: donors that went up in another one; left out or false: those that stand.</param>
    public static async Task<Page<DonorResponse>> Handle(
        string? q, [Words(typeof(DonorKind))] string? kind, bool? merged, PageRequest page, FundDbContext db, CurrentUser user,
        CancellationToken ct)
    {
        var donors = Filter(db.Donors.AsNoTracking().Within(user), q, EnumText.Parse<DonorKind>(kind, "/kind"), merged);

        if (page.After is { } after)
        {
            var (name, id) = (after.Get<string>(0), after.Get<Guid>(1));
            donors = donors.Where(donor => donor.SearchKey.CompareTo(name) > 0 || (donor.SearchKey == name && donor.Id > id));
        }

        var rows = await donors.OrderBy(donor => donor.SearchKey).ThenBy(donor => donor.Id).Take(page.Take).ToListAsync(ct);
        var withTotals = await GetDonor.WithTotals(db, rows, ct);

        return page.ToPage(withTotals, donor => [VietnameseText.SearchKey(donor.Name), donor.Id]);
    }

    /// <summary>What the list and its export are narrowed to.</summary>
    public static IQueryable<Donor> Filter(IQueryable<Donor> donors, string? q, DonorKind? kind, bool? merged)
    {
        var standing = merged is true ? donors.Where(donor => donor.MergedInto != null)
            : donors.Where(donor => donor.MergedInto == null);

        return Search(kind is { } wanted ? standing.Where(donor => donor.Kind == wanted) : standing, q);
    }

    private static IQueryable<Donor> Search(IQueryable<Donor> donors, string? q)
    {
        var text = VietnameseText.Normalise(q);
        if (text.Length == 0)
        {
            return donors;
        }

        if (text.All(c => char.IsAsciiDigit(c) || c is '-' or ' ' or '+'))
        {
            var digits = string.Concat(text.Where(char.IsAsciiDigit));

            return donors.Where(donor => donor.TaxCode == digits || donor.PhoneKey == digits);
        }

        return SearchWords.Of(text) is { } words
            ? donors.Where(donor => EF.Property<NpgsqlTsVector>(donor, "SearchVector").Matches(EF.Functions.ToTsQuery("simple", words)))
            : donors.Where(_ => false);
    }
}
