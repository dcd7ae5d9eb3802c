using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// GET /donors/duplicates: donors that may be the same giver, by tax code, phone or name without tone marks and legal form.
/// Named to the officer, never merged by themselves.
/// </summary>
internal static class FindDuplicates
{
    private const int Most = 10;

    /// <summary>
    /// Givers that may be the same as the one described, by tax code, phone or name. Named to the officer, never merged by
    /// themselves.
    /// </summary>
    /// <param name="name">Name to compare, without tone marks and legal form.</param>
    /// <param name="kind">Kind of giver; person when it is left out.</param>
    /// <param name="taxCode">Tax code to compare.</param>
    /// <param name="phone">Phone number to compare.</param>
    public static async Task<IReadOnlyList<PossibleDuplicate>> Handle(
        string? name, [Words(typeof(DonorKind))] string? kind, string? taxCode, string? phone, FundDbContext db, CurrentUser user,
        CancellationToken ct) =>
        await Find(db, user, DonorDetails.Of(EnumText.Parse<DonorKind>(kind, "/kind") ?? DonorKind.Person, name, taxCode, phone), except: null, ct);

    public static Task<IReadOnlyList<PossibleDuplicate>> Of(FundDbContext db, CurrentUser user, Donor donor, CancellationToken ct) =>
        Find(db, user, DonorDetails.Of(donor.Kind, donor.Name, donor.TaxCode, donor.Phone), donor.Id, ct);

    private static async Task<IReadOnlyList<PossibleDuplicate>> Find(
        FundDbContext db, CurrentUser user, DonorDetails details, Guid? except, CancellationToken ct)
    {
        var near = VietnameseText.NearNameKey(details.Name);
        var (taxCode, phone) = (details.TaxCode, details.PhoneKey);
        var byName = near.Length > 0 && details.Kind is not DonorKind.Anonymous;

        return await db.Donors.AsNoTracking().Within(user)
            .Where(donor => donor.Id != except && donor.MergedInto == null)
            .Where(donor => (taxCode != null && donor.TaxCode == taxCode)
                || (phone != null && donor.PhoneKey == phone)
                || (byName && donor.NearKey == near))
            .OrderBy(donor => donor.Id)
            .Take(Most)
            .Select(donor => new PossibleDuplicate
            {
                Id = donor.Id,
                Name = donor.Name,
                Kind = donor.Kind,
                Reason = taxCode != null && donor.TaxCode == taxCode ? "tax-code"
                    : phone != null && donor.PhoneKey == phone ? "phone" : "name",
            })
            .ToListAsync(ct);
    }
}
