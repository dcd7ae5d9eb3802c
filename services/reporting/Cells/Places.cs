using ChildPlatform.ReferenceData;

namespace ChildPlatform.Reporting.Cells;

/// <summary>The province, or a district with what lies in it.</summary>
/// <param name="Code">Code of the unit.</param>
/// <param name="Path">Prefix of the paths of everything in it.</param>
/// <param name="Units">Codes of the unit and of everything in it; null for the province, which holds all.</param>
internal sealed record PlaceScope(string Code, string Path, string[]? Units);

/// <summary>Names and paths of administrative units, made from the official list as every service makes them.</summary>
internal static class Places
{
    public const string ProvinceCode = "49";

    private static readonly UnitVersion[] All = [.. UnitHistory.Read().Units];

    private static readonly ILookup<string, UnitVersion> ByCode = All.ToLookup(u => u.Code);

    private static readonly Dictionary<Guid, UnitVersion> ById = All.ToDictionary(u => u.Id);

    /// <summary>The version of a unit on a day, else its newest; null for a code that is none.</summary>
    public static UnitVersion? Find(string code, DateOnly day) =>
        ByCode[code].FirstOrDefault(u => u.IsValidOn(day)) ?? ByCode[code].MaxBy(u => u.ValidFrom);

    public static string NameOf(string code, DateOnly day) => Find(code, day)?.Name ?? code;

    /// <summary>Code of the last unit of a path; null for a path that names none.</summary>
    public static string? CodeAt(string? path)
    {
        var last = path?.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();

        return Guid.TryParse(last, out var id) && ById.TryGetValue(id, out var unit) ? unit.Code : null;
    }

    /// <summary>A unit with all that lies in it, in every version: facts of a year may name an older one.</summary>
    public static PlaceScope Scope(string? code, DateOnly day)
    {
        var unit = Find(code ?? ProvinceCode, day) ?? throw new InvalidOperationException($"There is no unit {code}.");

        return new PlaceScope(
            unit.Code, unit.Path,
            code is null or ProvinceCode
                ? null
                : [.. All.Where(u => u.Path.StartsWith(unit.Path, StringComparison.Ordinal)).Select(u => u.Code).Distinct()]);
    }
}
