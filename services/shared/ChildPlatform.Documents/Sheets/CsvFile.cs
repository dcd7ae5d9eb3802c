using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace ChildPlatform.Documents.Sheets;

/// <summary>Separated text: the encoding and the separator are found out, the parsing itself is CsvHelper's.</summary>
internal sealed class CsvFile
{
    private const int LinesToJudge = 40;

    private readonly string content;
    private readonly char delimiter;
    private readonly SheetLimits limits;

    private CsvFile(string content, char delimiter, SheetLimits limits) =>
        (this.content, this.delimiter, this.limits) = (content, delimiter, limits);

    static CsvFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static CsvFile Open(Stream file, SheetLimits limits)
    {
        var bytes = new byte[file.Length]; // Bounded by the caller.
        file.ReadExactly(bytes);

        var content = Decode(bytes);
        var start = content.AsSpan().TrimStart();
        if (start.IsEmpty)
        {
            throw SheetRefused.Empty.Because();
        }

        // Web pages and XML are saved under the name of a sheet by some systems; their tags are not data.
        if (start[0] == '<' || content.AsSpan().ContainsAnyInRange('\0', '\b')
            || content.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw SheetRefused.Unknown.Because();
        }

        if (content.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && content.IndexOfAny(['\r', '\n']) == 5)
        {
            return new CsvFile(content[5..].TrimStart('\r', '\n'), content[4], limits);
        }

        return new CsvFile(content, Delimiter(content), limits);
    }

    public IEnumerable<SheetRow> Rows()
    {
        var rowsRunTogether = false;
        using var reader = CsvReader.FromText(content, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false, // They count in the numbers that people see.
            IncludeValuesInExceptions = false,
            // A quotation mark inside a name is common in lists typed by hand and is kept as it is; one that opens a cell
            // and is not closed where it should be swallows the rows below it, and with them money.
            OnMalformedRecord = record => rowsRunTogether |= record.RawRecord.AsSpan().ContainsAny('\r', '\n'),
        });
        var count = 0;
        while (Read(reader))
        {
            if (rowsRunTogether)
            {
                throw SheetRefused.OpenQuote.Because();
            }

            var cells = Cells(reader);
            if (cells.All(cell => cell.IsEmpty))
            {
                continue;
            }

            if (++count > limits.MaxRows)
            {
                throw SheetRefused.TooManyRows.Because();
            }

            yield return new SheetRow((int)reader.RowNumber, cells);
        }
    }

    /// <summary>The same rows with their notes, empty lines kept; UTF-8, with the mark that tells Excel so.</summary>
    public void CopyTo(Stream output, SheetNotes notes)
    {
        // Rows of a list differ in length: titles, notes on some.
        var options = new CsvWriterOptions
        {
            Separator = delimiter,
            Injection = CsvInjection.None,
            WriteByteOrderMark = true,
            ValidateFieldCount = false,
        };
        using var writer = CsvWriter.Create(output, options, leaveOpen: true);
        var last = 0;
        foreach (var row in Rows())
        {
            for (last++; last < row.Number; last++)
            {
                // An empty line as Excel writes it: separators alone.
                WriteEmpty(writer, notes.Column);
                writer.EndRecord();
            }

            for (var column = 0; column < row.Cells.Count; column++)
            {
                writer.WriteField(row[column].Raw);
            }

            if (notes.Of(row.Number) is { } note)
            {
                WriteEmpty(writer, notes.Column - row.Cells.Count);
                writer.WriteField(note);
            }

            writer.EndRecord();
        }

        writer.Flush();
    }

    private static void WriteEmpty(CsvWriter writer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.WriteField("");
        }
    }

    private static bool Read(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException damaged)
        {
            throw SheetRefused.Damaged.Because(damaged);
        }
    }

    private SheetCell[] Cells(CsvReader reader)
    {
        var cells = new SheetCell[Math.Min(reader.FieldCount, limits.MaxColumns)];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = reader.GetString(i);
            cells[i] = SheetCell.OfText(text, limits);
            if (cells[i].Kind == SheetCellKind.TooLong && text.AsSpan().ContainsAny('\r', '\n'))
            {
                throw SheetRefused.OpenQuote.Because(); // So long a text over several lines is the rows below it.
            }
        }

        return cells;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith(Encoding.Unicode.Preamble))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        // UTF-16 without its mark: separators and figures have a zero in every second byte.
        var zeros = (Even: 0, Odd: 0);
        var probe = bytes[..Math.Min(bytes.Length, 4_096)];
        for (var i = 0; i < probe.Length; i++)
        {
            if (probe[i] == 0)
            {
                zeros = i % 2 == 0 ? (zeros.Even + 1, zeros.Odd) : (zeros.Even, zeros.Odd + 1);
            }
        }

        if (zeros.Odd > probe.Length / 8 && zeros.Even == 0)
        {
            return Encoding.Unicode.GetString(bytes);
        }

        if (zeros.Even > probe.Length / 8 && zeros.Odd == 0)
        {
            return Encoding.BigEndianUnicode.GetString(bytes);
        }

        // Old Windows programs save Vietnamese in code page 1258, where tone marks are characters of their own: compose them.
        return Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : Encoding.GetEncoding(1258).GetString(bytes).Normalize(NormalizationForm.FormC);
    }

    // The separator is the one that cuts most lines into the same number of cells. A title above the table or amounts with
    // commas inside do not do that in every line.
    private static char Delimiter(string content)
    {
        var (best, bestLines, bestCount) = (',', 0, 0);
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t', ',', '|'])
        {
            var counts = CountPerLine(content, candidate);
            foreach (var group in counts.Where(count => count > 0).GroupBy(count => count))
            {
                if (group.Count() > bestLines || (group.Count() == bestLines && group.Key > bestCount))
                {
                    (best, bestLines, bestCount) = (candidate, group.Count(), group.Key);
                }
            }
        }

        return best;
    }

    private static List<int> CountPerLine(string content, char candidate)
    {
        var counts = new List<int>();
        var (count, quoted) = (0, false);
        foreach (var c in content.AsSpan(0, Math.Min(content.Length, 65_536)))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == candidate && !quoted)
            {
                count++;
            }
            else if (c == '\n')
            {
                counts.Add(count);
                (count, quoted) = (0, false);
                if (counts.Count == LinesToJudge)
                {
                    return counts;
                }
            }
        }

        counts.Add(count);

        return counts;
    }
}
