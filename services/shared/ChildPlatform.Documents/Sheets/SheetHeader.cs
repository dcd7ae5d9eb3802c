using System.Text.RegularExpressions;
using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Sheets;

/// <summary>A column that a list may have.</summary>
/// <param name="Name">How the code calls it.</param>
/// <param name="Required">Whether a row of names without it is no header.</param>
/// <param name="Synonyms">Names it goes by in lists, best first; marks, case, punctuation and brackets do not matter.</param>
public sealed record SheetHeaderColumn(string Name, bool Required, params string[] Synonyms);

/// <summary>
/// Where the columns of a list are. Lists come with titles above the table, so the header is searched for in the first rows.
/// </summary>
public sealed partial class SheetHeader
{
    /// <summary>Rows in which a header is looked for.</summary>
    public const int RowsToSearch = 30;

    private readonly Dictionary<string, int> columns;

    private SheetHeader(SheetRow row, Dictionary<string, int> columns, IReadOnlyList<string> missing) =>
        (Row, this.columns, Missing) = (row, columns, missing);

    public SheetRow Row { get; }

    /// <summary>Required columns that the best row does not have; the header is only usable when this is empty.</summary>
    public IReadOnlyList<string> Missing { get; }

    public bool IsComplete => Missing.Count == 0;

    /// <summary>Place of a column, counted from 0; null when the list does not have it.</summary>
    public int? this[string name] => columns.TryGetValue(name, out var column) ? column : null;

    /// <summary>
    /// The first row that names every required column, else the row that names most of them, else null when nothing was recognised.
    /// </summary>
    /// <param name="rows">Rows from the top; only those numbered up to <see cref="RowsToSearch"/> are looked at.</param>
    /// <param name="columns">What to look for.</param>
    public static SheetHeader? Find(IEnumerable<SheetRow> rows, IReadOnlyCollection<SheetHeaderColumn> columns)
    {
        SheetHeader? best = null;
        foreach (var row in rows.TakeWhile(row => row.Number <= RowsToSearch))
        {
            var header = Match(row, columns);
            if (header.IsComplete)
            {
                return header;
            }

            if (header.columns.Count > (best?.columns.Count ?? 0))
            {
                best = header;
            }
        }

        return best;
    }

    /// <summary>The key under which names of columns are compared: "Số tiền (đồng)" and "SO TIEN" agree.</summary>
    public static string Key(string name) => VietnameseText.Normalise(
        NotLetterOrDigit().Replace(VietnameseText.SearchKey(Bracketed().Replace(name, " ")), " "));

    private static SheetHeader Match(SheetRow row, IReadOnlyCollection<SheetHeaderColumn> columns)
    {
        var keys = row.Cells.Select(cell => cell.Kind == SheetCellKind.Text ? Key(cell.Text) : "").ToList();
        var found = new Dictionary<string, int>();
        var taken = new HashSet<int>();
        foreach (var column in columns)
        {
            foreach (var synonym in column.Synonyms)
            {
                var place = keys.FindIndex(key => key.Length > 0 && key == Key(synonym));
                if (place >= 0 && taken.Add(place))
                {
                    found[column.Name] = place;
                    break;
                }
            }
        }

        return new SheetHeader(row, found,
            [.. columns.Where(column => column.Required && !found.ContainsKey(column.Name)).Select(column => column.Name)]);
    }

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NotLetterOrDigit();
}
