using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ChildPlatform.Kernel;
using CsvHelper;

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
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string OfficeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    private static readonly XmlWriterSettings XmlSettings = new() { Encoding = new UTF8Encoding(false) };

    private static readonly DateOnly FirstExcelDay = new(1900, 3, 1); // Before it, serial numbers of Excel are one off.

    /// <summary>Writes a workbook with one sheet: titles, bold frozen header, typed cells, totals.</summary>
    /// <param name="output">Need not seek; stays open.</param>
    /// <param name="layout">Columns and titles.</param>
    /// <param name="rows">Read once, one at a time.</param>
    /// <param name="cancellation">Ends the export when the reader has gone.</param>
    public static async Task WriteXlsxAsync<T>(
        Stream output, SheetLayout<T> layout, IAsyncEnumerable<T> rows, CancellationToken cancellation = default)
    {
        // The archive is made in memory and handed on in pieces: even its asynchronous methods end a part with a synchronous
        // write, which a response refuses.
        var pieces = new PieceStream();
        using (var archive = new ZipArchive(pieces, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            WritePart(archive, "[Content_Types].xml", ContentTypes);
            WritePart(archive, "_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
            WritePart(archive, "xl/workbook.xml", Workbook(SheetName(layout.Name)));
            WritePart(archive, "xl/_rels/workbook.xml.rels",
                Relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")));
            WritePart(archive, "xl/styles.xml", Styles);

            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            using var xml = XmlWriter.Create(part, XmlSettings);
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
            new CsvWriterOptions { Separator = separator, Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true);
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
        XmlWriter xml, SheetLayout<T> layout, IAsyncEnumerable<T> rows, Func<ValueTask> handOn, CancellationToken cancellation)
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

    private static void WriteStart<T>(XmlWriter xml, SheetLayout<T> layout, int header)
    {
        xml.WriteStartDocument(true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        xml.WriteStartElement("pane", Main);
        xml.WriteAttributeString("ySplit", Invariant(header));
        xml.WriteAttributeString("topLeftCell", $"A{Invariant(header + 1)}");
        xml.WriteAttributeString("activePane", "bottomLeft");
        xml.WriteAttributeString("state", "frozen");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();

        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Invariant(i + 1));
            xml.WriteAttributeString("max", Invariant(i + 1));
            xml.WriteAttributeString("width", layout.Columns[i].Width.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        for (var i = 0; i < layout.Titles.Count; i++)
        {
            StartRow(xml, i + 1);
            WriteText(xml, 0, i + 1, Style.Title, layout.Titles[i]);
            xml.WriteEndElement();
        }

        StartRow(xml, header);
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            WriteText(xml, i, header, Style.Header, layout.Columns[i].Header);
        }

        xml.WriteEndElement();
    }

    private static void WriteRow<T>(XmlWriter xml, SheetLayout<T> layout, T row, int line, decimal[] sums)
    {
        StartRow(xml, line);
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            switch (column.Value(row))
            {
                case string { Length: > 0 } text:
                    WriteText(xml, i, line, Style.Text, text);
                    break;
                case long number:
                    sums[i] += number;
                    WriteNumber(xml, i, line, column.Kind == SheetColumnKind.Money ? Style.Money : Style.Number, number);
                    break;
                case DateOnly date when date >= FirstExcelDay:
                    WriteNumber(xml, i, line, Style.Date, (decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate());
                    break;
                case DateOnly date:
                    WriteText(xml, i, line, Style.Text, VietnamTime.DayMonthYear(date));
                    break;
                default:
                    break;
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteTotals<T>(XmlWriter xml, SheetLayout<T> layout, int line, decimal[] sums)
    {
        StartRow(xml, line);
        var label = -1;
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            if (column.Total)
            {
                WriteNumber(xml, i, line, column.Kind == SheetColumnKind.Money ? Style.MoneyTotal : Style.NumberTotal, sums[i]);
            }
            else if (label < 0 && column.Kind == SheetColumnKind.Text)
            {
                WriteText(xml, label = i, line, Style.Header, layout.TotalLabel);
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteEnd<T>(XmlWriter xml, SheetLayout<T> layout)
    {
        xml.WriteEndElement();
        if (layout.Titles.Count > 0 && layout.Columns.Count > 1)
        {
            xml.WriteStartElement("mergeCells", Main);
            for (var i = 1; i <= layout.Titles.Count; i++)
            {
                xml.WriteStartElement("mergeCell", Main);
                xml.WriteAttributeString("ref", $"A{Invariant(i)}:{SheetRow.ColumnName(layout.Columns.Count - 1)}{Invariant(i)}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        // Lists are printed: A4 across, as many pages down as they need.
        xml.WriteStartElement("pageSetup", Main);
        xml.WriteAttributeString("paperSize", "9");
        xml.WriteAttributeString("orientation", "landscape");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void StartRow(XmlWriter xml, int line)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Invariant(line));
    }

    private static void StartCell(XmlWriter xml, int column, int line, Style style)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", $"{SheetRow.ColumnName(column)}{Invariant(line)}");
        xml.WriteAttributeString("s", Invariant((int)style));
    }

    private static void WriteNumber(XmlWriter xml, int column, int line, Style style, decimal number)
    {
        StartCell(xml, column, line, style);
        xml.WriteElementString("v", Main, number.ToString("0", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, int column, int line, Style style, string text)
    {
        // The quote prefix keeps text that looks like a formula text even after somebody edits the cell.
        StartCell(xml, column, line, style == Style.Text && LooksLikeFormula(text) ? Style.QuotedText : style);
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Storable(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    // What XML cannot hold is left out; what Excel cannot hold is cut.
    private static string Storable(string text)
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

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WritePart(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(part, XmlSettings);
        xml.WriteStartDocument(true);
        write(xml);
    }

    private static void ContentTypes(XmlWriter xml)
    {
        const string types = "http://schemas.openxmlformats.org/package/2006/content-types";
        const string sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        xml.WriteStartElement("Types", types);
        Add("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Add("Default", "Extension", "xml", "application/xml");
        Add("Override", "PartName", "/xl/workbook.xml", sheets + "sheet.main+xml");
        Add("Override", "PartName", "/xl/worksheets/sheet1.xml", sheets + "worksheet+xml");
        Add("Override", "PartName", "/xl/styles.xml", sheets + "styles+xml");
        xml.WriteEndElement();

        void Add(string element, string attribute, string value, string type)
        {
            xml.WriteStartElement(element, types);
            xml.WriteAttributeString(attribute, value);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    }

    private static Action<XmlWriter> Relations(params (string Id, string Type, string Target)[] relations) => xml =>
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (id, type, target) in relations)
        {
            xml.WriteStartElement("Relationship", PackageRelations);
            xml.WriteAttributeString("Id", id);
            xml.WriteAttributeString("Type", $"{OfficeRelations}/{type}");
            xml.WriteAttributeString("Target", target);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    };

    private static Action<XmlWriter> Workbook(string sheet) => xml =>
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets", Main);
        xml.WriteStartElement("sheet", Main);
        xml.WriteAttributeString("name", sheet);
        xml.WriteAttributeString("sheetId", "1");
        xml.WriteAttributeString("r", "id", OfficeRelations, "rId1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    };

    // The order of cellXfs is the order of Style.
    private static void Styles(XmlWriter xml) => xml.WriteRaw($"""
        <styleSheet xmlns="{Main}">
        <numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>
        <borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="9">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="1" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="top"/></xf>
        <xf numFmtId="3" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/>
        </cellXfs>
        </styleSheet>
        """);

    private enum Style
    {
        None,
        Title,
        Header,
        Text,
        QuotedText,
        Money,
        Number,
        Date,
        MoneyTotal,
        NumberTotal = MoneyTotal,
    }

    /// <summary>Takes what the archive writes until it is handed on.</summary>
    private sealed class PieceStream : Stream
    {
        private readonly MemoryStream piece = new(PieceLength * 2);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        /// <summary>Writes what has come together on, once it is longer than <paramref name="atLeast"/>.</summary>
        public async ValueTask HandOnAsync(Stream output, int atLeast, CancellationToken cancellation)
        {
            if (piece.Length > atLeast)
            {
                await output.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellation);
                piece.SetLength(0);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => piece.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => piece.Write(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
