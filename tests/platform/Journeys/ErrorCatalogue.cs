using System.Globalization;
using System.Text.RegularExpressions;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What <c>docs/errors.md</c> promises: each code with its status, and the codes of wrong fields.</summary>
internal static partial class ErrorCatalogue
{
    private static readonly Lazy<(ILookup<string, int> Statuses, HashSet<string> Fields)> Read = new(Parse);

    public static bool Has(string code, int status) => Read.Value.Statuses[code].Contains(status);

    public static bool HasField(string code) => Read.Value.Fields.Contains(code);

    private static (ILookup<string, int> Statuses, HashSet<string> Fields) Parse()
    {
        var statuses = new List<(string Code, int Status)>();
        var fields = new HashSet<string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md")))
        {
            if (Row().Match(line) is not { Success: true } row)
            {
                continue;
            }

            if (int.TryParse(row.Groups["status"].Value, CultureInfo.InvariantCulture, out var status))
            {
                statuses.Add((row.Groups["code"].Value, status));
            }
            else
            {
                fields.Add(row.Groups["code"].Value);
            }
        }

        return (statuses.ToLookup(s => s.Code, s => s.Status), fields);
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z0-9-]+)` \| (?<status>[^|]+?) \|")]
    private static partial Regex Row();
}
