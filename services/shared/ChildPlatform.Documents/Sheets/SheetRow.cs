using System.Globalization;
using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Sheets;

public enum SheetCellKind
{
    Empty,
    Text,
    Number,
    Date,

    /// <summary>A formula without a stored result, or one that failed (#N/A, #REF! …).</summary>
    Error,

    /// <summary>More text than a cell of a sheet can hold; only its beginning is kept.</summary>
    TooLong,
}

/// <summary>One cell as the file holds it; a sheet in .csv knows only text.</summary>
public readonly record struct SheetCell
{
    private const int BeginningLength = 60;

    private readonly string? text;

    private SheetCell(SheetCellKind kind, string? text, decimal number, DateTime date) =>
        (Kind, this.text, Number, Date) = (kind, text, number, date);

    public SheetCellKind Kind { get; }

    /// <summary>The value when <see cref="Kind"/> is Number.</summary>
    public decimal Number { get; }

    /// <summary>The value when <see cref="Kind"/> is Date, without zone, as the sheet shows it.</summary>
    public DateTime Date { get; }

    /// <summary>The cell as text, for messages and for columns that hold text: NFC, trimmed, blanks folded.</summary>
    public string Text => Kind switch
    {
        SheetCellKind.Text or SheetCellKind.Error or SheetCellKind.TooLong => VietnameseText.Normalise(text),
        SheetCellKind.Number => Number.ToString("0.#############", CultureInfo.InvariantCulture),
        SheetCellKind.Date => VietnamTime.DayMonthYear(DateOnly.FromDateTime(Date)),
        _ => "",
    };

    /// <summary>The text exactly as it stands in the file.</summary>
    public string Raw => text ?? Text;

    public bool IsEmpty => Kind == SheetCellKind.Empty;

    public static SheetCell OfText(string? text) =>
        string.IsNullOrWhiteSpace(text) ? default : new(SheetCellKind.Text, text, 0, default);

    internal static SheetCell OfText(string? text, SheetLimits limits) => text?.Length > limits.MaxCellLength
        ? new(SheetCellKind.TooLong, text[..Math.Min(BeginningLength, limits.MaxCellLength)] + "…", 0, default)
        : OfText(text);

    public static SheetCell OfNumber(decimal number) => new(SheetCellKind.Number, null, number, default);

    public static SheetCell OfDate(DateTime date) => new(SheetCellKind.Date, null, 0, date);

    public static SheetCell OfError(string text) => new(SheetCellKind.Error, text, 0, default);

    public override string ToString() => Text;
}

/// <summary>A row that is not empty, with the number under which the sheet shows it.</summary>
public sealed class SheetRow(int number, IReadOnlyList<SheetCell> cells)
{
    /// <summary>1 for the first row of the sheet, empty rows counted.</summary>
    public int Number { get; } = number;

    public IReadOnlyList<SheetCell> Cells { get; } = cells;

    /// <summary>The cell of a column, counted from 0; empty to the right of the last one and for null.</summary>
    public SheetCell this[int? column] => column is { } index && index < Cells.Count ? Cells[index] : default;

    /// <summary>"A", "B", … "AA": how the sheet calls a column.</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
        {
            name = (char)('A' + (rest % 26)) + name;
        }

        return name;
    }
}
