using System.Globalization;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Plans;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Data;

/// <summary>
/// The plan's targets and the source kinds, from the sheets in services/shared/data. Only missing rows are added: what the
/// province has decided since (an empty cell set, for example) stays.
/// </summary>
internal static class ReportingSeed
{
    /// <summary>Kế hoạch 1715/KH-UBND is the plan of this year.</summary>
    private const int PlanYear = 2024;

    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<ReportingDbContext>();

        var knownTargets = await db.PlanTargets.Where(t => t.Year == PlanYear).Select(t => t.Code).ToHashSetAsync(ct);
        db.PlanTargets.AddRange(Read("plan-1715-targets.csv", Target).Where(t => !knownTargets.Contains(t.Code)));

        var knownKinds = await db.SourceKinds.Select(k => k.Code).ToHashSetAsync(ct);
        db.SourceKinds.AddRange(Read("fund-source-kinds.csv", Kind).Where(k => !knownKinds.Contains(k.Code)));

        await db.SaveChangesAsync(ct);
    }

    private static PlanTarget Target(CsvReader row, int position) => new(
        PlanYear,
        row.GetString("code"),
        row.GetString("target_code"),
        row.GetString("name_vi"),
        Enum.Parse<TargetOperator>(row.GetString("operator"), ignoreCase: true),
        Optional(row, "target_value", text => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)),
        row.GetString("unit") is "vnd" ? "VND" : row.GetString("unit"), // On the wire money carries its ISO 4217 code.
        row.GetString("source_section"),
        position);

    private static SourceKind Kind(CsvReader row, int position) => new(
        row.GetString("code"),
        row.GetString("name_vi"),
        Optional(row, "counts_in_plan_basis", bool.Parse),
        Optional(row, "counts_in_mobilised_basis", bool.Parse),
        position);

    /// <summary>An empty cell means "not stated", never zero and never false.</summary>
    private static T? Optional<T>(CsvReader row, string column, Func<string, T> parse)
        where T : struct
        => row.GetString(column) is { Length: > 0 } text ? parse(text) : null;

    private static List<T> Read<T>(string sheet, Func<CsvReader, int, T> make)
    {
        using var stream = typeof(ReportingSeed).Assembly.GetManifestResourceStream(sheet)
            ?? throw new InvalidOperationException($"The sheet {sheet} is not embedded.");
        using var reader = new StreamReader(stream);
        using var csv = CsvReader.FromText(reader.ReadToEnd(), new CsvReaderOptions());
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(make(csv, rows.Count + 1));
        }

        return rows;
    }
}
