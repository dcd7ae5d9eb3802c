using ChildPlatform.Contracts.Identity;
using CsvHelper;

namespace ChildPlatform.Identity.Units;

/// <summary>A commune of the official list of 2024.</summary>
[CsvRecord]
internal sealed partial record CommuneRow(string Code, string Name, string UnitType, string DistrictCode);

/// <summary>A district of the official list of 2024; <c>Successor</c> is the code it was merged into.</summary>
[CsvRecord]
internal sealed partial record DistrictRow(
    string Code, string Name, string UnitType, string ProvinceCode, string ProvinceName,
    DateOnly ValidFromKnown, DateOnly? ValidTo, [CsvNullValues("")] string? Successor);

/// <summary>A change of one commune.</summary>
[CsvRecord]
internal sealed partial record ChangeRow(
    DateOnly EffectiveDate, string LegalBasis, string OldCode, string NewCode, string NewName, string NewDistrictCode, string Change);

/// <summary>
/// Makes the versions of all units and the links between them from the official list and the changes to it. Pure, so that
/// a list of later years loads the same way.
/// </summary>
internal sealed class UnitHistory
{
    private readonly Dictionary<string, Unit> _current = [];
    private readonly List<Unit> _units = [];
    private readonly List<UnitSuccession> _successions = [];

    private UnitHistory()
    {
    }

    public IReadOnlyList<Unit> Units => _units;

    public IReadOnlyList<UnitSuccession> Successions => _successions;

    public static UnitHistory Of(
        IReadOnlyCollection<CommuneRow> communes, IReadOnlyCollection<DistrictRow> districts, IReadOnlyCollection<ChangeRow> changes)
    {
        var history = new UnitHistory();
        var firstDay = districts.Min(d => d.ValidFromKnown);
        foreach (var province in districts.DistinctBy(d => d.ProvinceCode))
        {
            var type = TypeWord(province.ProvinceName);
            history.Add(Unit.Begin(province.ProvinceCode, province.ProvinceName, type, UnitLevel.Province, null, firstDay));
        }

        foreach (var d in districts)
        {
            var province = history._current[d.ProvinceCode];
            history.Add(Unit.Begin(d.Code, d.Name, d.UnitType, UnitLevel.District, province, d.ValidFromKnown));
        }

        foreach (var c in communes)
        {
            var district = history._current[c.DistrictCode];
            history.Add(Unit.Begin(c.Code, c.Name, c.UnitType, UnitLevel.Commune, district, firstDay));
        }

        foreach (var day in changes.GroupBy(c => c.EffectiveDate).OrderBy(g => g.Key))
        {
            history.Apply(day.Key, [.. day]);
        }

        foreach (var district in districts.Where(d => d.Successor is not null))
        {
            history.Merge(district, changes);
        }

        return history;
    }

    // The versions that end are looked up before any begins: a code that is given again names two units on that day.
    private void Apply(DateOnly effectiveOn, IReadOnlyList<ChangeRow> changes)
    {
        var ending = changes.ToDictionary(c => c.OldCode, c => _current[c.OldCode]);
        foreach (var old in ending.Values)
        {
            old.End(effectiveOn.AddDays(-1));
            _current.Remove(old.Code);
        }

        foreach (var change in changes)
        {
            if (!_current.ContainsKey(change.NewCode))
            {
                Add(Unit.Begin(change.NewCode, change.NewName, TypeWord(change.NewName), UnitLevel.Commune,
                    _current[change.NewDistrictCode], effectiveOn, change.LegalBasis));
            }

            Link(ending[change.OldCode], _current[change.NewCode], KindOf(change), effectiveOn, change.LegalBasis);
        }
    }

    // Only a district with a successor ends: the end of all districts on 2025-06-30 waits for the mapping of the new communes.
    private void Merge(DistrictRow district, IReadOnlyCollection<ChangeRow> changes)
    {
        var lastDay = district.ValidTo
            ?? throw new InvalidDataException($"District {district.Code} has a successor but no last day.");
        var old = _current[district.Code];
        old.End(lastDay);
        _current.Remove(district.Code);
        var effectiveOn = lastDay.AddDays(1);
        Link(old, _current[district.Successor!], UnitChangeKind.Merge, effectiveOn,
            changes.FirstOrDefault(c => c.EffectiveDate == effectiveOn)?.LegalBasis);
    }

    private void Add(Unit unit)
    {
        _units.Add(unit);
        _current.Add(unit.Code, unit);
    }

    private void Link(Unit old, Unit successor, UnitChangeKind kind, DateOnly effectiveOn, string? legalBasis) =>
        _successions.Add(new UnitSuccession
        {
            OldId = old.Id,
            NewId = successor.Id,
            Kind = kind,
            EffectiveOn = effectiveOn,
            LegalBasis = legalBasis,
        });

    private static UnitChangeKind KindOf(ChangeRow change) => change.Change switch
    {
        "moved_district" or "enlarged_and_moved_district" => UnitChangeKind.Move,
        "merged_into_existing" or "merged_into_new" or "merged_into_new_code_reused" => UnitChangeKind.Merge,
        var other => throw new InvalidDataException($"Unknown kind of change '{other}' for unit {change.OldCode}."),
    };

    private static string TypeWord(string name) =>
        name.StartsWith("Thị trấn ", StringComparison.Ordinal) ? "Thị trấn" : name[..name.IndexOf(' ', StringComparison.Ordinal)];
}
