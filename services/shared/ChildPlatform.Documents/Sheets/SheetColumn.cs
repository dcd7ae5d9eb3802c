namespace ChildPlatform.Documents.Sheets;

/// <summary>How the values of a column are stored and shown.</summary>
public enum SheetColumnKind
{
    Text,

    /// <summary>Whole đồng, grouped by thousands the way of the reader's own settings.</summary>
    Money,

    /// <summary>A count, shown without grouping.</summary>
    Number,

    /// <summary>A date without time, shown dd/MM/yyyy.</summary>
    Date,

    /// <summary>A figure that may have decimals, shown as it is.</summary>
    Figure,
}

/// <summary>A column of an exported sheet.</summary>
/// <typeparam name="T">What one row is made from.</typeparam>
public sealed class SheetColumn<T>
{
    internal SheetColumn(string header, SheetColumnKind kind, double width, bool total, Func<T, object?> value) =>
        (Header, Kind, Width, Total, Value) = (header, kind, width, total, value);

    public string Header { get; }

    public SheetColumnKind Kind { get; }

    /// <summary>In characters, as Excel counts them.</summary>
    public double Width { get; }

    /// <summary>Whether the last row carries the sum.</summary>
    public bool Total { get; }

    /// <summary>string for Text, long for Money and Number, DateOnly for Date, decimal for Figure, or null.</summary>
    internal Func<T, object?> Value { get; }
}

/// <summary>What a sheet looks like: title lines, columns, totals.</summary>
/// <typeparam name="T">What one row is made from.</typeparam>
public sealed class SheetLayout<T>
{
    private readonly List<SheetColumn<T>> columns = [];

    /// <summary>Name of the sheet; characters that Excel forbids are replaced.</summary>
    public string Name { get; init; } = "Danh sách";

    /// <summary>Lines above the table, the first ones bold: unit, title, period.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Word in the row of totals.</summary>
    public string TotalLabel { get; init; } = "Tổng cộng";

    public IReadOnlyList<SheetColumn<T>> Columns => columns;

    internal bool HasTotals => columns.Any(column => column.Total);

    public SheetLayout<T> Text(string header, Func<T, string?> value, double width = 24) =>
        Add(header, SheetColumnKind.Text, width, false, value);

    public SheetLayout<T> Money(string header, Func<T, long?> value, double width = 18, bool total = true) =>
        Add(header, SheetColumnKind.Money, width, total, row => value(row));

    public SheetLayout<T> Number(string header, Func<T, long?> value, double width = 8, bool total = false) =>
        Add(header, SheetColumnKind.Number, width, total, row => value(row));

    public SheetLayout<T> Date(string header, Func<T, DateOnly?> value, double width = 12) =>
        Add(header, SheetColumnKind.Date, width, false, row => value(row));

    public SheetLayout<T> Figure(string header, Func<T, decimal?> value, double width = 18) =>
        Add(header, SheetColumnKind.Figure, width, false, row => value(row));

    private SheetLayout<T> Add(string header, SheetColumnKind kind, double width, bool total, Func<T, object?> value)
    {
        columns.Add(new SheetColumn<T>(header, kind, width, total, value));

        return this;
    }
}
