using System.IO.Packaging;
using System.Text;
using ChildPlatform.Kernel;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChildPlatform.Documents.Sheets;

/// <summary>
/// Writes rows as .xlsx or .csv while they arrive, so that an export of any length needs the same little memory and can go
/// straight into a response. Text is never a formula, whatever a donor calls himself.
/// </summary>
public static class SheetWriter
{
    public const string XlsxContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string CsvContentType = "text/csv; charset=utf-8";

    private const int PieceLength = 64 * 1024;
    private const int LastExcelRow = 1_048_576;
    private const int MaxCellLength = 32_767;
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly DateOnly FirstExcelDay = new(1900, 3, 1); // Before it, serial numbers of Excel are one off.

    /// <summary>Writes a workbook with one sheet: titles, bold frozen header, typed cells, totals.</summary>
    /// <param name="output">Need not seek; stays open.</param>
    /// <param name="layout">Columns and titles.</param>
    /// <param name="rows">Read once, one at a time.</param>
    /// <param name="cancellation">Ends the export when the reader has gone.</param>
    public static async Task WriteXlsxAsync<T>(
        Stream output, SheetLayout<T> layout, IAsyncEnumerable<T> rows, CancellationToken cancellation = default)
    {
        // SpreadsheetDocument.Create keeps each part whole in memory until it ends, and ends with a synchronous write, which a
        // response refuses. So the package is opened for writing only, and what it gives is handed on between two rows.
        var pieces = new PieceStream();
        using (var package = Package.Open(pieces, FileMode.Create, FileAccess.Write))
        {
            var workbook = Add(package, "workbook", "sheet.main+xml");
            package.CreateRelationship(workbook.Uri, TargetMode.Internal, Relation + "officeDocument", "rId1");
            WritePart(workbook, new Workbook(
                new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                    new Sheet { Name = SheetName(layout.Name), SheetId = 1, Id = "rId1" }),
                new DefinedNames(RepeatedHeader(layout))));
            var styles = Add(package, "styles", "styles+xml");
            workbook.CreateRelationship(styles.Uri, TargetMode.Internal, Relation + "styles", "rId2");
            WritePart(styles, SheetStyles.Stylesheet());
            var sheet = Add(package, "worksheets/sheet1", "worksheet+xml");
            workbook.CreateRelationship(sheet.Uri, TargetMode.Internal, Relation + "worksheet", "rId1");

            using var content = sheet.GetStream();
            using var xml = OpenXmlWriter.Create(content);
            await WriteSheetAsync(xml, layout, rows, () => pieces.HandOnAsync(output, PieceLength, cancellation), cancellation);
        }

        await pieces.HandOnAsync(output, 0, cancellation);
        await output.FlushAsync(cancellation);
    }

    /// <summary>
    /// Writes the same columns as separated text: UTF-8 with its mark, semicolons as a Vietnamese Excel expects them, amounts
    /// without grouping, dates dd/MM/yyyy. Text that Excel would run as a formula gets an apostrophe in front.
    /// </summary>
    public static async Task WriteCsvAsync<T>(Stream output, SheetLayout<T> layout, IAsyncEnumerable<T> rows,
        char separator = ';', CancellationToken cancellation = default)
    {
        await using var csv = CsvWriter.Create(output,
            new CsvWriterOptions { Separator = separator, Injection = CsvInjection.Escape, WriteByteOrderMark = true },
            leaveOpen: true);
        foreach (var column in layout.Columns)
        {
            csv.WriteField(column.Header);
        }

        await csv.EndRecordAsync(cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            foreach (var column in layout.Columns)
            {
                switch (column.Value(row))
                {
                    case string text:
                        csv.WriteField(Storable(text));
                        break;
                    case long number:
                        csv.WriteField(number);
                        break;
                    case decimal figure:
                        csv.WriteField(figure);
                        break;
                    case DateOnly date:
                        csv.WriteField(VietnamTime.DayMonthYear(date));
                        break;
                    default:
                        csv.WriteField("");
                        break;
                }
            }

            await csv.EndRecordAsync(cancellation);
        }

        await csv.FlushAsync(cancellation);
    }

    private static async Task WriteSheetAsync<T>(
        OpenXmlWriter xml, SheetLayout<T> layout, IAsyncEnumerable<T> rows, Func<ValueTask> handOn,
        CancellationToken cancellation)
    {
        var header = layout.Titles.Count + 1;
        var sums = new decimal[layout.Columns.Count];
        WriteStart(xml, layout, header);

        var line = header;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (++line >= LastExcelRow)
            {
                throw new InvalidOperationException("A sheet holds 1,048,576 rows at most.");
            }

            WriteRow(xml, layout, row, line, sums);
            await handOn();
        }

        if (layout.HasTotals)
        {
            WriteTotals(xml, layout, line + 1, sums);
        }

        WriteEnd(xml, layout);
    }

    /// <summary>The header stands on every printed page.</summary>
    private static DefinedName RepeatedHeader<T>(SheetLayout<T> layout)
    {
        var (name, header) = (SheetName(layout.Name).Replace("'", "''", StringComparison.Ordinal), layout.Titles.Count + 1);

        return new DefinedName($"'{name}'!${header}:${header}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 };
    }

    private static PackagePart Add(Package package, string name, string type) =>
        package.CreatePart(new Uri($"/xl/{name}.xml", UriKind.Relative), Type + type, CompressionOption.SuperFast);

    private static void WritePart(PackagePart part, OpenXmlElement root)
    {
        using var content = part.GetStream();
        using var xml = OpenXmlWriter.Create(content);
        xml.WriteStartDocument(true);
        xml.WriteElement(root);
    }

    private static void WriteStart<T>(OpenXmlWriter xml, SheetLayout<T> layout, int header)
    {
        xml.WriteStartDocument(true);
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        xml.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = header,
            TopLeftCell = $"A{header + 1}",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
        { WorkbookViewId = 0 }));
        xml.WriteElement(new Columns(layout.Columns.Select((column, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true })));
        xml.WriteStartElement(new SheetData());
        for (var i = 0; i < layout.Titles.Count; i++)
        {
            xml.WriteElement(new Row(Text(0, i + 1, SheetStyle.Title, layout.Titles[i])) { RowIndex = (uint)i + 1 });
        }

        xml.WriteElement(new Row(layout.Columns.Select((column, i) => Text(i, header, SheetStyle.Header, column.Header)))
        {
            RowIndex = (uint)header,
        });
    }

    private static void WriteRow<T>(OpenXmlWriter xml, SheetLayout<T> layout, T row, int line, decimal[] sums)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)line });
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            switch (column.Value(row))
            {
                case string { Length: > 0 } text:
                    xml.WriteElement(Text(i, line, SheetStyle.Text, text));
                    break;
                case long number:
                    sums[i] += number;
                    var shown = column.Kind == SheetColumnKind.Money ? SheetStyle.Money : SheetStyle.Number;
                    xml.WriteElement(Number(i, line, shown, number));
                    break;
                case decimal figure:
                    xml.WriteElement(Number(i, line, SheetStyle.Figure, figure));
                    break;
                case DateOnly date when date >= FirstExcelDay:
                    xml.WriteElement(Number(i, line, SheetStyle.Date, (decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate()));
                    break;
                case DateOnly date:
                    xml.WriteElement(Text(i, line, SheetStyle.Text, VietnamTime.DayMonthYear(date)));
                    break;
                default:
                    break;
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteTotals<T>(OpenXmlWriter xml, SheetLayout<T> layout, int line, decimal[] sums)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)line });
        var label = -1;
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            if (column.Total)
            {
                var shown = column.Kind == SheetColumnKind.Money ? SheetStyle.MoneyTotal : SheetStyle.NumberTotal;
                xml.WriteElement(Number(i, line, shown, sums[i]));
            }
            else if (label < 0 && column.Kind == SheetColumnKind.Text)
            {
                xml.WriteElement(Text(label = i, line, SheetStyle.Header, layout.TotalLabel));
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteEnd<T>(OpenXmlWriter xml, SheetLayout<T> layout)
    {
        xml.WriteEndElement();
        if (layout.Titles.Count > 0 && layout.Columns.Count > 1)
        {
            var last = SheetRow.ColumnName(layout.Columns.Count - 1);
            xml.WriteElement(new MergeCells(Enumerable.Range(1, layout.Titles.Count)
                .Select(i => new MergeCell { Reference = $"A{i}:{last}{i}" })));
        }

        // Lists are printed: A4 across, all columns on one page, as many pages down as they need.
        xml.WriteElement(new PageSetup
        {
            PaperSize = 9,
            Orientation = OrientationValues.Landscape,
            FitToWidth = 1,
            FitToHeight = 0,
        });
        xml.WriteEndElement();
    }

    private static Cell Number(int column, int line, SheetStyle style, decimal number) => new(new CellValue(number))
    {
        CellReference = $"{SheetRow.ColumnName(column)}{line}",
        StyleIndex = (uint)style,
    };

    // The quote prefix keeps text that looks like a formula text even after somebody edits the cell.
    private static Cell Text(int column, int line, SheetStyle style, string text) => new(new InlineString(
        new Text(Storable(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        CellReference = $"{SheetRow.ColumnName(column)}{line}",
        StyleIndex = (uint)(style == SheetStyle.Text && LooksLikeFormula(text) ? SheetStyle.QuotedText : style),
        DataType = CellValues.InlineString,
    };

    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    // What XML cannot hold is left out; what Excel cannot hold is cut.
    internal static string Storable(string text)
    {
        var normal = text.IsNormalized() ? text : text.Normalize();
        var kept = new StringBuilder(Math.Min(normal.Length, MaxCellLength));
        foreach (var rune in normal.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > MaxCellLength)
            {
                break;
            }

            if (rune.Value is 0x9 or 0xA or 0xD || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF)))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    private static string SheetName(string name)
    {
        var allowed = new StringBuilder();
        foreach (var c in name)
        {
            allowed.Append(c is '\\' or '/' or '?' or '*' or '[' or ']' or ':' ? '-' : c);
        }

        return (allowed.Length > 31 ? allowed.ToString(0, 31) : allowed.ToString()).Trim('\'', ' ');
    }

    /// <summary>Takes what the package writes until it is handed on.</summary>
    private sealed class PieceStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override bool CanRead => false;

        /// <summary>Writes what has come together on, once it is longer than <paramref name="atLeast"/>.</summary>
        public async ValueTask HandOnAsync(Stream output, int atLeast, CancellationToken cancellation)
        {
            if (Length > atLeast)
            {
                await output.WriteAsync(GetBuffer().AsMemory(0, (int)Length), cancellation);
                SetLength(0);
            }
        }
    }
}
