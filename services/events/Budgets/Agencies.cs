using ChildPlatform.ReferenceData;
using CsvHelper;

namespace ChildPlatform.Events.Budgets;

/// <summary>Codes of the agencies that the plan names; they may hold an event.</summary>
internal static class Agencies
{
    private static readonly Lazy<HashSet<string>> Codes =
        new(() => [.. ReferenceFile.Read<AgencyRow>("plan-1715-agencies.csv").Select(row => row.Code)]);

    public static bool Know(string code) => Codes.Value.Contains(code);
}

[CsvRecord]
internal sealed partial record AgencyRow(string Code, string NameVi);
