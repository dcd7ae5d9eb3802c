using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ChildPlatform.Documents.Sheets;

/// <summary>
/// The first visible worksheet of an .xlsx, read as a stream. Only the parts that carry values are opened, each through a
/// byte budget, by a reader that refuses document types; links, drawings and macros are never looked at. The general
/// libraries build whole rows or look up relationships first, and so let a small hostile file ask for much memory.
/// </summary>
internal sealed partial class XlsxFile : IDisposable
{
    private const int LastExcelRow = 1_048_576;
    private const int LastExcelColumn = 16_384;
    private const int MaxParts = 2_000;
    private const int MaxStyles = 65_536;
    private const double LastDateSerial = 2_958_466; // 10000-01-01

    private readonly ZipArchive archive;
    private readonly SheetLimits limits;
    private long budget;
    private string sheetPart = "";
    private bool starts1904;
    private List<string> strings = [];
    private bool[] dateStyles = [];

    private XlsxFile(ZipArchive archive, SheetLimits limits)
    {
        this.archive = archive;
        this.limits = limits;
        budget = limits.MaxUnpackedBytes;
    }

    public string SheetName { get; private set; } = "";

    public static XlsxFile Open(Stream stream, SheetLimits limits)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException damaged)
        {
            throw SheetRefused.Damaged.Because(damaged);
        }

        var file = new XlsxFile(archive, limits);
        try
        {
            file.CheckParts();
            Guard(file.ReadWorkbook);

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IEnumerable<SheetRow> Rows()
    {
        budget = limits.MaxUnpackedBytes; // The sheet may be read twice: once to check, once to record.
        using var xml = Guard(() => Part(sheetPart));
        var (last, count) = (0, 0);
        while (Guard(() => ReadRow(xml, ref last)) is { } row)
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

    public void Dispose() => archive.Dispose();

    // Every way in which the framework says that a file is not what it should be becomes one refusal.
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException or FormatException or EndOfStreamException
            or ArgumentException or OverflowException or NotSupportedException)
        {
            throw SheetRefused.Damaged.Because(damaged);
        }
    }

    private static void Guard(Action read) => Guard(() =>
    {
        read();
        return true;
    });

    private void CheckParts()
    {
        if (archive.GetEntry("[Content_Types].xml") is null
            || !archive.Entries.Any(part => part.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
        {
            throw SheetRefused.Unknown.Because();
        }

        if (archive.Entries.Count > MaxParts)
        {
            throw SheetRefused.Compression.Because();
        }

        long total = 0;
        foreach (var part in archive.Entries)
        {
            if (part.IsEncrypted)
            {
                throw SheetRefused.Encrypted.Because();
            }

            if (part.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
            {
                throw SheetRefused.Macro.Because();
            }

            total += part.Length;
            if (part.Length > 1024 * 1024 && part.Length / Math.Max(1, part.CompressedLength) > limits.MaxCompressionRatio)
            {
                throw SheetRefused.Compression.Because();
            }
        }

        // Sizes written in the directory are a claim; what is really unpacked is counted in BoundedStream.
        if (total > limits.MaxUnpackedBytes)
        {
            throw SheetRefused.TooLarge.Because();
        }
    }

    private void ReadWorkbook()
    {
        var workbook = Relations("").FirstOrDefault(relation => relation.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target
            ?? "xl/workbook.xml";
        if (Find(workbook) is null)
        {
            throw SheetRefused.Unknown.Because(); // For example a binary workbook, .xlsb.
        }

        var relations = Relations(workbook);
        ReadSheets(workbook, relations);
        if (relations.FirstOrDefault(relation => relation.Type.EndsWith("/styles", StringComparison.Ordinal)).Target is { } styles)
        {
            ReadStyles(styles);
        }

        if (relations.FirstOrDefault(relation => relation.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Target is { } shared)
        {
            ReadSharedStrings(shared);
        }
    }

    private void ReadSheets(string workbook, List<Relation> relations)
    {
        using var xml = Part(workbook);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "workbookPr")
            {
                starts1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml.LocalName == "sheet" && sheetPart.Length == 0 && xml.GetAttribute("state") is null or "visible")
            {
                var id = Enumerable.Range(0, xml.AttributeCount).Select(index =>
                {
                    xml.MoveToAttribute(index);
                    return xml.LocalName == "id" && xml.NamespaceURI.Length > 0 ? xml.Value : null;
                }).FirstOrDefault(value => value is not null);
                xml.MoveToElement();
                var relation = relations.FirstOrDefault(relation => relation.Id == id);
                if (relation.Type?.EndsWith("/worksheet", StringComparison.Ordinal) == true)
                {
                    (sheetPart, SheetName) = (relation.Target, xml.GetAttribute("name") ?? "");
                }
            }
        }

        if (sheetPart.Length == 0 || Find(sheetPart) is null)
        {
            throw SheetRefused.NoWorksheet.Because();
        }
    }

    private void ReadStyles(string part)
    {
        var formats = new Dictionary<int, bool>();
        var styles = new List<bool>();
        using var xml = Part(part);
        var inCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "numFmt" && formats.Count < MaxStyles)
            {
                formats[Number(xml, "numFmtId")] = IsDateFormat(xml.GetAttribute("formatCode") ?? "");
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "xf" && inCells && styles.Count < MaxStyles)
            {
                var id = Number(xml, "numFmtId");
                styles.Add(formats.TryGetValue(id, out var isDate) ? isDate : IsBuiltInDate(id));
            }
        }

        dateStyles = [.. styles];
    }

    private void ReadSharedStrings(string part)
    {
        if (Find(part) is null)
        {
            return;
        }

        var texts = new List<string>();
        using var xml = Part(part);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                if (texts.Count == limits.MaxSharedStrings)
                {
                    throw SheetRefused.TooLarge.Because();
                }

                texts.Add(ReadRuns(xml));
            }
        }

        strings = texts;
    }

    // The next row, or null after the last. A row without any value has no cells.
    private SheetRow? ReadRow(XmlReader xml, ref int last)
    {
        do
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData")
            {
                return null;
            }

            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
            {
                continue;
            }

            var number = xml.GetAttribute("r") is { } r ? int.Parse(r, NumberStyles.None, CultureInfo.InvariantCulture) : last + 1;
            if (number <= last || number > LastExcelRow)
            {
                throw SheetRefused.Damaged.Because();
            }

            last = number;
            var cells = ReadCells(xml);
            xml.Read(); // Past the end of the row, so that the next call does not see it again.

            return new SheetRow(number, cells);
        }
        while (xml.Read());

        return null;
    }

    private List<SheetCell> ReadCells(XmlReader xml)
    {
        var cells = new List<SheetCell>();
        if (xml.IsEmptyElement)
        {
            return cells;
        }

        var (depth, column) = (xml.Depth, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                continue;
            }

            column = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            var cell = ReadCell(xml);
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

    private SheetCell ReadCell(XmlReader xml)
    {
        var type = xml.GetAttribute("t");
        var style = Number(xml, "s");
        if (xml.IsEmptyElement)
        {
            return default;
        }

        var depth = xml.Depth;
        string? value = null, inline = null, formula = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Depth != depth + 1)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "v":
                    value = ReadText(xml);
                    break;
                case "is":
                    inline = ReadRuns(xml);
                    break;
                case "f":
                    formula = ReadText(xml);
                    break;
                default:
                    break;
            }
        }

        return type switch
        {
            "inlineStr" => SheetCell.OfText(inline),
            "s" when value is not null => SheetCell.OfText(Shared(value)),
            "str" => SheetCell.OfText(value is null ? null : Unescape(value)),
            "e" => SheetCell.OfError(value ?? "#N/A"),
            "b" => SheetCell.OfText(value == "1" ? "TRUE" : "FALSE"),
            "d" when value is not null => IsoDate(value),
            _ when string.IsNullOrWhiteSpace(value) => formula is null ? default : SheetCell.OfError("=" + formula),
            _ => Numeric(value, style >= 0 && style < dateStyles.Length && dateStyles[style]),
        };
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
    private static int ColumnOf(string reference)
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

    private static int Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Text of an <si> or <is>: its own <t> or the <t> of its runs; the phonetic hints of <rPh> are no content.
    private string ReadRuns(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "rPh")
            {
                SkipContent(xml);
            }
            else if (xml.LocalName == "t")
            {
                AppendText(xml, text);
            }
        }

        return Unescape(text.ToString());
    }

    private string ReadText(XmlReader xml)
    {
        var text = new StringBuilder();
        AppendText(xml, text);

        return text.ToString();
    }

    // Leaves the reader on the end tag. Long text is taken in pieces, so that the limit acts before the memory is used.
    private void AppendText(XmlReader xml, StringBuilder text)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        var chunk = new char[1_024];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                int read;
                while ((read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
                {
                    text.Append(chunk, 0, read);
                    if (text.Length > limits.MaxCellLength)
                    {
                        throw SheetRefused.CellTooLong.Because();
                    }
                }
            }
        }
    }

    private static void SkipContent(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // On to the end tag.
        }
    }

    // Characters that XML cannot hold are written as _x000D_ by Excel.
    private static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? Escaped().Replace(text, match => ((char)Convert.ToUInt16(match.Groups[1].Value, 16)).ToString())
        : text;

    private List<Relation> Relations(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var folder = part[..slash];
        var relations = new List<Relation>();
        var name = $"{folder}_rels/{part[slash..]}.rels";
        if (Find(name) is null)
        {
            return relations;
        }

        using var xml = Part(name);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship" && xml.GetAttribute("TargetMode") != "External"
                && relations.Count < MaxParts)
            {
                var target = xml.GetAttribute("Target") ?? "";
                relations.Add(new Relation(
                    xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", Resolve(folder, target)));
            }
        }

        return relations;
    }

    // Names inside the archive only: "worksheets/sheet1.xml", "/xl/styles.xml", "../x.xml".
    private static string Resolve(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                if (path.Count > 0)
                {
                    path.RemoveAt(path.Count - 1);
                }
            }
            else if (step != ".")
            {
                path.Add(step);
            }
        }

        return string.Join('/', path);
    }

    private ZipArchiveEntry? Find(string name) => archive.GetEntry(name)
        ?? archive.Entries.FirstOrDefault(part => part.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));

    private XmlReader Part(string name) => XmlReader.Create(
        new BoundedStream((Find(name) ?? throw SheetRefused.Damaged.Because()).Open(), this),
        new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limits.MaxUnpackedBytes,
            CloseInput = true,
        });

    [GeneratedRegex(@"""[^""]*""|\[[^\]]*\]|\\.|_.|\*.")]
    private static partial Regex Quoted();

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();

    private readonly record struct Relation(string Id, string Type, string Target);

    /// <summary>Counts what is really unpacked, over all parts together.</summary>
    private sealed class BoundedStream(Stream inner, XlsxFile file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            file.budget -= read;

            return file.budget >= 0 ? read : throw SheetRefused.TooLarge.Because();
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
