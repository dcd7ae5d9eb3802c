using CsvHelper;

namespace ChildPlatform.Cases.Data;

/// <summary>Reads a table of the seed data that is embedded in this assembly.</summary>
internal static class SeedFile
{
    /// <summary>Headers are snake_case in the files and match the record's members without regard to case and underscores.</summary>
    public static List<T> Read<T>(string name)
    {
        using var stream = typeof(SeedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The seed file {name} is not embedded.");
        using var text = new StreamReader(stream);
        using var csv = CsvReader.FromText(text.ReadToEnd(), new CsvReaderOptions
        {
            NormalizeHeaderName = header => header.Replace("_", "", StringComparison.Ordinal),
        });

        return [.. csv.GetRecords<T>()];
    }
}
