using CsvHelper;

namespace ChildPlatform.Portal.Api;

/// <summary>Groups of children in special circumstances (Luật Trẻ em 2016, Điều 10), from the seed data of the platform.</summary>
internal static class BeneficiaryGroups
{
    public static readonly IReadOnlyList<CodeName> All = Read();

    public static string NameOf(string? code) => All.FirstOrDefault(g => g.Code == code)?.Name ?? code ?? "";

    private static List<CodeName> Read()
    {
        using var stream = typeof(BeneficiaryGroups).Assembly.GetManifestResourceStream("special-circumstance-groups.csv")!;
        using var text = new StreamReader(stream);
        using var csv = CsvReader.FromText(text.ReadToEnd(), new CsvReaderOptions
        {
            NormalizeHeaderName = header => header.Replace("_", "", StringComparison.Ordinal),
        });

        return [.. csv.GetRecords<GroupRow>().Select(row => new CodeName(row.Code, row.NameVi))];
    }
}

[CsvRecord]
internal sealed partial record GroupRow(string Code, string NameVi, string DecreeArticle);
