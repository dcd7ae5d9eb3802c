using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChildPlatform.Documents.Sheets;

/// <summary>
/// The first visible worksheet of an .xlsx, read element by element with the Open XML SDK. Before the SDK sees the file, every
/// part is unpacked once into nothing and counted; the SDK's trees of elements, which a small file can make huge, are not used,
/// and no single step of its reader may take more than a cell can need.
/// </summary>
internal sealed partial class XlsxFile : IDisposable
{
    private const int LastExcelRow = 1_048_576;
    private const int LastExcelColumn = 16_384;
    private const int MaxParts = 2_000;
    private const int MaxStyles = 65_536;
    private const int MaxRelationBytes = 16 * 1024 * 1024; // They are held as objects; a link in each of 50,000 rows needs half.
    private const double LastDateSerial = 2_958_466; // 10000-01-01

    private readonly SpreadsheetDocument document;
    private readonly Stream source;
    private readonly SheetLimits limits;
    private readonly List<string> strings = [];
    private readonly List<bool> dateStyles = [];
    private WorksheetPart? sheet;
    private bool starts1904;

    private XlsxFile(SpreadsheetDocument document, Stream source, SheetLimits limits) =>
        (this.document, this.source, this.limits) = (document, source, limits);

    public string SheetName { get; private set; } = "";

    public static XlsxFile Open(Stream stream, SheetLimits limits) => Guard(() =>
    {
        CheckParts(stream, limits);
        stream.Position = 0;
        var settings = new OpenSettings { AutoSave = false, MaxCharactersInPart = limits.MaxUnpackedBytes };
        var file = new XlsxFile(SpreadsheetDocument.Open(stream, isEditable: false, settings), stream, limits);
        try
        {
            file.ReadWorkbook();

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    public IEnumerable<SheetRow> Rows()
    {
        using var reader = Guard(() => Reader(sheet!));
        var (last, count) = (0, 0);
        while (Guard(() => ReadRow(reader, ref last)) is { } row)
        {
            if (row.Cells.Count == 0)
            {
                continue;
            }

            if (++count > limits.MaxRows)
            {
                throw SheetRefused.TooManyRows.Because();
            }

            yield return row;
        }
    }

    /// <summary>Writes the workbook again as it is, with a column of notes in the sheet that is read.</summary>
    public void CopyTo(Stream output, SheetNotes notes) => Guard(() =>
    {
        XlsxNotes.Copy(source, sheet!.Uri.OriginalString, output, notes);

        return true;
    });

    public void Dispose() => document.Dispose();

    // Every way in which the framework and the SDK say that a file is not what it should be becomes one refusal.
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException or FormatException or IOException
            or ArgumentException or OverflowException or NotSupportedException or OpenXmlPackageException
            or InvalidOperationException or KeyNotFoundException)
        {
            throw SheetRefused.Damaged.Because(damaged);
        }
    }

    private static void CheckParts(Stream stream, SheetLimits limits)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry("[Content_Types].xml") is null
            || !archive.Entries.Any(part => part.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
        {
            throw SheetRefused.Unknown.Because();
        }

        Refuse(archive.Entries.Count > MaxParts, SheetRefused.Compression);
        Refuse(archive.Entries.Any(part => part.IsEncrypted), SheetRefused.Encrypted);
        Refuse(archive.Entries.Any(part => part.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)),
            SheetRefused.Macro);
        foreach (var part in archive.Entries)
        {
            Refuse(part.Length > 1024 * 1024 && part.Length / Math.Max(1, part.CompressedLength) > limits.MaxCompressionRatio,
                SheetRefused.Compression);
        }

        // Sizes written in the directory are a claim; what is really unpacked is counted.
        Refuse(archive.Entries.Sum(part => part.Length) > limits.MaxUnpackedBytes, SheetRefused.TooLarge);
        var budget = limits.MaxUnpackedBytes;
        var buffer = new byte[81_920];
        foreach (var part in archive.Entries)
        {
            using var content = part.Open();
            long length = 0;
            for (int read; (read = content.Read(buffer)) > 0; length += read)
            {
                budget -= read;
                Refuse(budget < 0, SheetRefused.TooLarge);
            }

            Refuse(length > MaxRelationBytes && (part.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
                || part.Name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)), SheetRefused.TooLarge);
        }
    }

    private static void Refuse(bool bad, SheetRefused refusal)
    {
        if (bad)
        {
            throw refusal.Because();
        }
    }

    private void ReadWorkbook()
    {
        var workbook = document.WorkbookPart ?? throw SheetRefused.Unknown.Because();
        foreach (var reader in Elements(workbook))
        {
            if (reader.ElementType == typeof(WorkbookProperties))
            {
                starts1904 = Attribute(reader, "date1904") is "1" or "true";
            }
            else if (reader.ElementType == typeof(Sheet) && sheet is null && Attribute(reader, "state") is null or "visible"
                && Attribute(reader, "id") is { } id && workbook.TryGetPartById(id, out var part))
            {
                (sheet, SheetName) = (part as WorksheetPart, Attribute(reader, "name") ?? "");
            }
        }

        Refuse(sheet is null, SheetRefused.NoWorksheet);
        ReadStyles(workbook.WorkbookStylesPart);
        foreach (var reader in Elements(workbook.SharedStringTablePart))
        {
            if (reader.ElementType == typeof(SharedStringItem))
            {
                Refuse(strings.Count == limits.MaxSharedStrings, SheetRefused.TooLarge);
                strings.Add(ReadRuns(reader));
            }
        }
    }

    private void ReadStyles(WorkbookStylesPart? part)
    {
        var formats = new Dictionary<int, bool>();
        var inCells = false;
        foreach (var reader in Elements(part))
        {
            if (reader.ElementType == typeof(CellFormats) || reader.ElementType == typeof(CellStyleFormats))
            {
                inCells = reader.ElementType == typeof(CellFormats);
            }
            else if (reader.ElementType == typeof(NumberingFormat) && formats.Count < MaxStyles)
            {
                formats[Number(reader, "numFmtId")] = IsDateFormat(Attribute(reader, "formatCode") ?? "");
            }
            else if (reader.ElementType == typeof(CellFormat) && inCells && dateStyles.Count < MaxStyles)
            {
                var id = Number(reader, "numFmtId");
                dateStyles.Add(formats.TryGetValue(id, out var isDate) ? isDate : IsBuiltInDate(id));
            }
        }
    }

    // The next row, or null after the last. A row without any value has no cells.
    private SheetRow? ReadRow(OpenXmlReader reader, ref int last)
    {
        while (reader.Read())
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Row))
            {
                continue;
            }

            var number = Attribute(reader, "r") is { } address
                ? int.Parse(address, NumberStyles.None, CultureInfo.InvariantCulture)
                : last + 1;
            Refuse(number <= last || number > LastExcelRow, SheetRefused.Damaged);
            last = number;

            return new SheetRow(number, ReadCells(reader));
        }

        return null;
    }

    private List<SheetCell> ReadCells(OpenXmlReader reader)
    {
        var cells = new List<SheetCell>();
        var column = -1;
        while (reader.Read() && !(reader.IsEndElement && reader.ElementType == typeof(Row)))
        {
            if (!reader.IsStartElement || reader.ElementType != typeof(Cell))
            {
                continue;
            }

            column = Attribute(reader, "r") is { } reference ? ColumnOf(reference) : column + 1;
            var cell = ReadCell(reader);
            if (cell.IsEmpty || column >= limits.MaxColumns)
            {
                continue;
            }

            while (cells.Count <= column)
            {
                cells.Add(default);
            }

            cells[column] = cell;
        }

        return cells;
    }

    private SheetCell ReadCell(OpenXmlReader reader)
    {
        var type = new EnumValue<CellValues> { InnerText = Attribute(reader, "t") ?? "n" };
        var style = Number(reader, "s");
        string? value = null, inline = null, formula = null;
        while (reader.Read() && !(reader.IsEndElement && reader.ElementType == typeof(Cell)))
        {
            if (!reader.IsStartElement)
            {
                continue;
            }

            if (reader.ElementType == typeof(CellValue))
            {
                value = reader.GetText();
            }
            else if (reader.ElementType == typeof(CellFormula))
            {
                formula = reader.GetText();
            }
            else if (reader.ElementType == typeof(InlineString))
            {
                inline = ReadRuns(reader);
            }
        }

        var kind = type.HasValue ? type.Value : CellValues.Number;

        return kind == CellValues.InlineString ? SheetCell.OfText(inline, limits)
            : kind == CellValues.SharedString && value is not null ? SheetCell.OfText(Shared(value), limits)
            : kind == CellValues.String ? SheetCell.OfText(value is null ? null : Unescape(value), limits)
            : kind == CellValues.Error ? SheetCell.OfError(value ?? "#N/A")
            : kind == CellValues.Boolean ? SheetCell.OfText(value == "1" ? "TRUE" : "FALSE")
            : kind == CellValues.Date && value is not null ? IsoDate(value)
            : string.IsNullOrWhiteSpace(value) ? (formula is null ? default : SheetCell.OfError("=" + formula))
            : Numeric(value, style < dateStyles.Count && dateStyles[style]);
    }

    // Text of a shared or inline string: its own or that of its runs; phonetic hints are no content.
    private string ReadRuns(OpenXmlReader reader)
    {
        var (container, phonetic) = (reader.ElementType, false);
        var text = new StringBuilder();
        while (reader.Read() && !(reader.IsEndElement && reader.ElementType == container))
        {
            if (reader.ElementType == typeof(PhoneticRun))
            {
                phonetic = reader.IsStartElement;
            }
            else if (reader.IsStartElement && reader.ElementType == typeof(Text) && !phonetic)
            {
                text.Append(reader.GetText());
                Refuse(text.Length > limits.MaxTextBytes, SheetRefused.CellTooLong);
            }
        }

        return Unescape(text.ToString());
    }

    private string Shared(string index)
    {
        var i = int.Parse(index, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

        return i < strings.Count ? strings[i] : throw SheetRefused.Damaged.Because();
    }

    private SheetCell Numeric(string value, bool isDate)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return SheetCell.OfText(value);
        }

        if (isDate && number >= 1 && number < LastDateSerial)
        {
            // Excel believes in 29/02/1900 (serial 60), so days before it are one off.
            var serial = starts1904 ? number + 1_462 : number < 60 ? number + 1 : number;
            if (serial < LastDateSerial)
            {
                return SheetCell.OfDate(DateTime.FromOADate(serial));
            }
        }

        return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? SheetCell.OfNumber(exact)
            : SheetCell.OfText(value);
    }

    private static SheetCell IsoDate(string value) =>
        DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? SheetCell.OfDate(DateTime.SpecifyKind(date, DateTimeKind.Unspecified))
            : SheetCell.OfText(value);

    // "AB12" is column 27. Three letters are the most that Excel has.
    internal static int ColumnOf(string reference)
    {
        var column = 0;
        var i = 0;
        for (; i < reference.Length && char.IsAsciiLetter(reference[i]); i++)
        {
            column = i < 3 ? (column * 26) + (reference[i] & 0x1F) : LastExcelColumn + 1;
        }

        return column is >= 1 and <= LastExcelColumn ? column - 1 : throw SheetRefused.Damaged.Because();
    }

    // Formats that need no definition in the file; 14 is the short date of whoever opens it.
    private static bool IsBuiltInDate(int id) =>
        id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    // A format shows a date when it has a letter of dates outside quotes, brackets and escapes: dd/mm/yyyy, but not #,##0 "đồng".
    private static bool IsDateFormat(string format)
    {
        var bare = Quoted().Replace(format, "");

        return bare.IndexOfAny(['#', '?']) < 0
            && !bare.Contains("General", StringComparison.OrdinalIgnoreCase)
            && bare.IndexOfAny(['d', 'D', 'm', 'M', 'y', 'Y', 'h', 'H']) >= 0;
    }

    private IEnumerable<OpenXmlReader> Elements(OpenXmlPart? part)
    {
        if (part is null)
        {
            yield break;
        }

        using var reader = Reader(part);
        while (reader.Read())
        {
            if (reader.IsStartElement)
            {
                yield return reader;
            }
        }
    }

    private PartReader Reader(OpenXmlPart part) => new PartReader(
        new StepStream(part.GetStream(FileMode.Open, FileAccess.Read), limits.MaxTextBytes), part);

    private static string? Attribute(OpenXmlReader reader, string name)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    private static int Number(OpenXmlReader reader, string attribute) =>
        int.TryParse(Attribute(reader, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Characters that XML cannot hold are written as _x000D_ by Excel.
    private static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escaped().Replace(text, match => ((char)Convert.ToUInt16(match.Groups[1].Value, 16)).ToString())
        : text;

    [GeneratedRegex(@"""[^""]*""|\[[^\]]*\]|\\.|_.|\*.")]
    private static partial Regex Quoted();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();

    private sealed class PartReader(StepStream content, OpenXmlPart part)
        : OpenXmlPartReader(content, part.Features, new OpenXmlPartReaderOptions { CloseStream = true })
    {
        public override bool Read()
        {
            content.StartStep();

            return base.Read();
        }
    }

    /// <summary>Ends the reading when one element asks for more than its share, before its text is held in memory.</summary>
    private sealed class StepStream(Stream inner, int share) : Stream
    {
        private int taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void StartStep() => taken = 0;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            taken += read;
            Refuse(taken > share, SheetRefused.CellTooLong);

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
