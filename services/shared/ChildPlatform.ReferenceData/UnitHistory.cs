using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using CsvHelper;

namespace ChildPlatform.ReferenceData;

/// <summary>
/// One version of an administrative unit. A change of name, type or parent ends the version and begins another, so a code alone
/// is not an identity. A unit that only takes in a neighbour goes on as it is.
/// </summary>
/// <param name="Id">Made from code and first day, the same in every service.</param>
/// <param name="Type">The type word of the official list: "Phường", "Xã", "Huyện".</param>
/// <param name="Path">Ids from the province down in "N" format, each followed by a slash.</param>
/// <param name="ValidTo">Last day of validity; null while in force.</param>
public sealed record UnitVersion(
    Guid Id, string Code, string Name, string Type, UnitLevel Level, Guid? ParentId, string Path, DateOnly ValidFrom,
    DateOnly? ValidTo, string? LegalBasis)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>What a version of a unit became.</summary>
public sealed record UnitLink(Guid OldId, Guid NewId, UnitChangeKind Kind, DateOnly EffectiveOn, string? LegalBasis);

/// <summary>
/// The units of 2024 with the changes of 2025-01-01 (domain/geography.md §2). Every service makes the same units from the same
/// sheets, so that nothing has to be told between them for a fresh start; later changes come as identity's messages.
/// </summary>
public sealed class UnitHistory
{
    private readonly Dictionary<string, UnitVersion> _current = [];
    private readonly Dictionary<Guid, UnitVersion> _units = [];
    private readonly List<UnitLink> _links = [];

    private UnitHistory()
    {
    }

    /// <summary>All versions, each after its parent.</summary>
    public IReadOnlyCollection<UnitVersion> Units => _units.Values;

    public IReadOnlyCollection<UnitLink> Links => _links;

    public static UnitHistory Read() => Of(
        ReferenceFile.Read<CommuneRow>("quang-nam-admin-units-2024.csv"),
        ReferenceFile.Read<DistrictRow>("quang-nam-district-units-2024.csv"),
        ReferenceFile.Read<ChangeRow>("quang-nam-admin-changes-2025-01-01.csv"));

    private static UnitHistory Of(
        IReadOnlyCollection<CommuneRow> communes, IReadOnlyCollection<DistrictRow> districts, IReadOnlyCollection<ChangeRow> changes)
    {
        var history = new UnitHistory();
        var firstDay = districts.Min(d => d.ValidFromKnown);
        foreach (var d in districts.DistinctBy(d => d.ProvinceCode))
        {
            history.Begin(d.ProvinceCode, d.ProvinceName, TypeWord(d.ProvinceName), UnitLevel.Province, null, firstDay);
        }

        foreach (var d in districts)
        {
            history.Begin(d.Code, d.Name, d.UnitType, UnitLevel.District, d.ProvinceCode, d.ValidFromKnown);
        }

        foreach (var c in communes)
        {
            history.Begin(c.Code, c.Name, c.UnitType, UnitLevel.Commune, c.DistrictCode, firstDay);
        }

        foreach (var day in changes.GroupBy(c => c.EffectiveDate).OrderBy(g => g.Key))
        {
            history.Apply(day.Key, [.. day]);
        }

        // Only a district with a successor ends: the end of all districts on 2025-06-30 waits for the mapping of the new communes.
        foreach (var district in districts.Where(d => d.Successor is not null))
        {
            history.Merge(district, changes);
        }

        return history;
    }

    // All versions that end are ended before any begins: a code that is given again names two units on that day.
    private void Apply(DateOnly effectiveOn, IReadOnlyList<ChangeRow> changes)
    {
        var ended = changes.ToDictionary(c => c.OldCode, c => End(c.OldCode, effectiveOn.AddDays(-1)));
        foreach (var change in changes)
        {
            if (!_current.ContainsKey(change.NewCode))
            {
                Begin(change.NewCode, change.NewName, TypeWord(change.NewName), UnitLevel.Commune, change.NewDistrictCode, effectiveOn,
                    change.LegalBasis);
            }

            _links.Add(new UnitLink(
                ended[change.OldCode], _current[change.NewCode].Id, KindOf(change), effectiveOn, change.LegalBasis));
        }
    }

    private void Merge(DistrictRow district, IReadOnlyCollection<ChangeRow> changes)
    {
        var lastDay = district.ValidTo
            ?? throw new InvalidDataException($"District {district.Code} has a successor but no last day.");
        var effectiveOn = lastDay.AddDays(1);
        var legalBasis = changes.FirstOrDefault(c => c.EffectiveDate == effectiveOn)?.LegalBasis;
        _links.Add(new UnitLink(
            End(district.Code, lastDay), _current[district.Successor!].Id, UnitChangeKind.Merge, effectiveOn, legalBasis));
    }

    private void Begin(
        string code, string name, string type, UnitLevel level, string? parentCode, DateOnly validFrom, string? legalBasis = null)
    {
        var parent = parentCode is null ? null : _current[parentCode];
        var id = UnitId.For(code, validFrom);
        var unit = new UnitVersion(
            id, code, VietnameseText.Normalise(name), type, level, parent?.Id, $"{parent?.Path}{id:N}/", validFrom, null, legalBasis);
        _units.Add(id, unit);
        _current.Add(code, unit);
    }

    private Guid End(string code, DateOnly lastDay)
    {
        var unit = _current[code];
        if (lastDay < unit.ValidFrom)
        {
            throw new InvalidDataException($"Unit {code} of {unit.ValidFrom:yyyy-MM-dd} cannot end on {lastDay:yyyy-MM-dd}.");
        }

        _units[unit.Id] = unit with { ValidTo = lastDay };
        _current.Remove(code);

        return unit.Id;
    }

    private static UnitChangeKind KindOf(ChangeRow change) => change.Change switch
    {
        "moved_district" or "enlarged_and_moved_district" => UnitChangeKind.Move,
        "merged_into_existing" or "merged_into_new" or "merged_into_new_code_reused" => UnitChangeKind.Merge,
        var other => throw new InvalidDataException($"Unknown kind of change '{other}' for unit {change.OldCode}."),
    };

    private static string TypeWord(string name) =>
        name.StartsWith("Thị trấn ", StringComparison.Ordinal) ? "Thị trấn" : name[..name.IndexOf(' ', StringComparison.Ordinal)];
}

[CsvRecord]
internal sealed partial record CommuneRow(string Code, string Name, string UnitType, string DistrictCode);

[CsvRecord]
internal sealed partial record DistrictRow(
    string Code, string Name, string UnitType, string ProvinceCode, string ProvinceName,
    DateOnly ValidFromKnown, DateOnly? ValidTo, [CsvNullValues("")] string? Successor);

[CsvRecord]
internal sealed partial record ChangeRow(
    DateOnly EffectiveDate, string LegalBasis, string OldCode, string NewCode, string NewName, string NewDistrictCode, string Change);
