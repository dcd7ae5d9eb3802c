using CsvHelper;

namespace ChildPlatform.ReferenceData;

/// <summary>
/// Reads a sheet of <c>services/shared/data</c>. Each service keeps rows of its own and asks for the columns it needs; what the
/// columns mean stands in the README beside the sheets.
/// </summary>
public static class ReferenceFile
{
    /// <summary>Headers are snake_case in the files and match the record's members without regard to case and underscores.</summary>
    /// <exception cref="InvalidOperationException">There is no sheet of this name.</exception>
    public static IReadOnlyList<T> Read<T>(string name)
    {
        using var stream = typeof(ReferenceFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no sheet {name}.");
        using var text = new StreamReader(stream);
        using var csv = CsvReader.FromText(text.ReadToEnd(), new CsvReaderOptions
        {
            NormalizeHeaderName = header => header.Replace("_", "", StringComparison.Ordinal),
        });

        return [.. csv.GetRecords<T>()];
    }
}
