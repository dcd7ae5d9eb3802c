using ChildPlatform.Fund.Donations;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// The donors that a set of gifts may mean, as read for it, and those that it makes. Who a gift without a donor id is from is
/// decided here and nowhere else: the same tax code, else the same name, kind and phone, where a tax code is missing on one
/// side at least. Each unit keeps its own register: donors of units below are named as possible duplicates, those of others not
/// at all.
/// </summary>
internal sealed class KnownDonors
{
    private readonly Dictionary<Guid, Donor> _byId = [];
    private readonly Dictionary<string, List<Donor>> _byTaxCode = [];
    private readonly Dictionary<string, List<Donor>> _byName = [];

    public void Add(Donor donor)
    {
        if (!_byId.TryAdd(donor.Id, donor))
        {
            return;
        }

        Under(_byName, donor.NameKey).Add(donor);
        if (donor.TaxCode is not null)
        {
            Under(_byTaxCode, donor.TaxCode).Add(donor);
        }
    }

    /// <summary>
    /// Lets a donor that was merged stand for the one that has its gifts now: whoever names it by id, tax code or name means that
    /// one.
    /// </summary>
    public void AddMerged(Donor merged, Donor kept)
    {
        Add(kept);
        _byId[merged.Id] = kept;
        Under(_byName, merged.NameKey).Add(kept);
        if (merged.TaxCode is not null)
        {
            Under(_byTaxCode, merged.TaxCode).Add(kept);
        }
    }

    /// <summary>The donor with this id as read already, so that one giver is one object here.</summary>
    public Donor? Known(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>A donor named by its id; one of another unit is as unknown as one that does not exist.</summary>
    public Donor? Named(Guid id, Recorder by) => _byId.GetValueOrDefault(id) is { } donor && IsWithin(donor, by) ? donor : null;

    /// <summary>
    /// The donor of the recorder's own register that fits, null when there is none, and who else at or below the unit does. The
    /// longest known come first: ids carry the time of registration.
    /// </summary>
    public (Donor? Donor, IReadOnlyList<Donor> Others) Fitting(DonorDetails details, Recorder by)
    {
        var byTaxCode = details.TaxCode is { } taxCode ? Within(_byTaxCode, taxCode, by) : [];
        var byName = Within(_byName, details.NameKey, by)
            .FindAll(donor => details.TaxCode is null || donor.TaxCode is null || donor.TaxCode == details.TaxCode);
        var own = byTaxCode.Concat(byName).FirstOrDefault(donor => donor.UnitPath == by.UnitPath);

        return (own, [.. byTaxCode.Concat(byName).Distinct().Where(donor => donor != own)]);
    }

    /// <summary>A donor known by name only has told its tax code with a gift.</summary>
    public void Learn(Donor donor, string taxCode)
    {
        donor.LearnTaxCode(taxCode);
        Under(_byTaxCode, taxCode).Add(donor);
    }

    private static bool IsWithin(Donor donor, Recorder by) =>
        by.UnitPath.Length > 0 && donor.UnitPath.StartsWith(by.UnitPath, StringComparison.Ordinal);

    private static List<Donor> Within(Dictionary<string, List<Donor>> donors, string key, Recorder by) =>
        donors.TryGetValue(key, out var found) ? [.. found.Where(donor => IsWithin(donor, by)).OrderBy(donor => donor.Id)] : [];

    private static List<Donor> Under(Dictionary<string, List<Donor>> donors, string key)
    {
        if (!donors.TryGetValue(key, out var list))
        {
            donors[key] = list = [];
        }

        return list;
    }
}
