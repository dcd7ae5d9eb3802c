using ChildPlatform.Contracts.Identity;
using ChildPlatform.Cases.Data;
using CsvHelper;

namespace ChildPlatform.Cases.Units;

/// <summary>
/// The units of 2024 with the changes of 2025-01-01, made from the official list as identity makes them (domain/geography.md
/// §2): same ids, so that nothing has to be told between the two services for a fresh start.
/// </summary>
internal static class UnitHistory
{
    public static IReadOnlyList<Unit> Read()
    {
        var districts = SeedFile.Read<DistrictRow>("quang-nam-district-units-2024.csv");
        var communes = SeedFile.Read<CommuneRow>("quang-nam-admin-units-2024.csv");
        var changes = SeedFile.Read<ChangeRow>("quang-nam-admin-changes-2025-01-01.csv");
        var firstDay = districts.Min(district => district.ValidFromKnown);
        var current = new Dictionary<string, Unit>();
        var all = new List<Unit>();

        foreach (var row in districts.DistinctBy(district => district.ProvinceCode))
        {
            Begin(row.ProvinceCode, row.ProvinceName, UnitLevel.Province, null, firstDay);
        }

        foreach (var row in districts)
        {
            Begin(row.Code, row.Name, UnitLevel.District, current[row.ProvinceCode], row.ValidFromKnown);
        }

        foreach (var row in communes)
        {
            Begin(row.Code, row.Name, UnitLevel.Commune, current[row.DistrictCode], firstDay);
        }

        foreach (var day in changes.GroupBy(change => change.EffectiveDate).OrderBy(group => group.Key))
        {
            // All versions that end are ended before any begins: a code that is given again names two units on that day.
            foreach (var change in day)
            {
                current[change.OldCode].End(day.Key.AddDays(-1));
                current.Remove(change.OldCode);
            }

            foreach (var change in day.DistinctBy(change => change.NewCode).Where(change => !current.ContainsKey(change.NewCode)))
            {
                Begin(change.NewCode, change.NewName, UnitLevel.Commune, current[change.NewDistrictCode], day.Key);
            }
        }

        // Only a district with a successor ends: the end of all districts on 2025-06-30 waits for the mapping of the new communes.
        foreach (var row in districts.Where(district => district.Successor is not null))
        {
            current[row.Code].End(row.ValidTo
                ?? throw new InvalidDataException($"District {row.Code} has a successor but no last day."));
        }

        return all;

        void Begin(string code, string name, UnitLevel level, Unit? parent, DateOnly validFrom)
        {
            var unit = Unit.Begin(code, name, level, parent, validFrom);
            all.Add(unit);
            current.Add(code, unit);
        }
    }
}

[CsvRecord]
internal sealed partial record CommuneRow(string Code, string Name, string DistrictCode);

[CsvRecord]
internal sealed partial record DistrictRow(
    string Code, string Name, string ProvinceCode, string ProvinceName, DateOnly ValidFromKnown, DateOnly? ValidTo, string? Successor);

[CsvRecord]
internal sealed partial record ChangeRow(DateOnly EffectiveDate, string OldCode, string NewCode, string NewName, string NewDistrictCode);
