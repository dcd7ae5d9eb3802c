using System.Text;

namespace ChildPlatform.Documents.Sheets;

/// <summary>The two kinds of sheet the platform takes.</summary>
public enum SheetFormat
{
    Xlsx,
    Csv,
}

/// <summary>
/// Reads the rows of an .xlsx or .csv sent by somebody else. What the file is, is judged from its bytes and never from its
/// name; every size is bounded, and nothing in the file can make the reader fetch or run anything.
/// </summary>
/// <remarks>The stream stays the caller's and must stay open until the reader is disposed.</remarks>
public sealed class SheetReader : IDisposable
{
    private static readonly string[] Extensions = ["", ".xlsx", ".csv", ".txt", ".tsv"];

    // First bytes of what is often sent by mistake or renamed.
    private static readonly byte[][] Foreign =
    [
        [.. "MZ"u8], [0x7F, .. "ELF"u8], [.. "%PDF"u8], [.. "%!PS"u8], [.. "{\\rtf"u8], [0x89, .. "PNG"u8], [.. "GIF8"u8],
        [0xFF, 0xD8, 0xFF], [0x1F, 0x8B], [.. "Rar!"u8], [.. "7z"u8, 0xBC, 0xAF], [.. "#!"u8], [0xCA, 0xFE, 0xBA, 0xBE],
        [0xFE, 0xED, 0xFA], [0xCF, 0xFA, 0xED, 0xFE],
    ];

    private readonly XlsxFile? workbook;
    private readonly CsvFile? csv;
    private readonly IDisposable? owned;

    private SheetReader(XlsxFile? workbook, CsvFile? csv, IDisposable? owned) =>
        (this.workbook, this.csv, this.owned) = (workbook, csv, owned);

    public SheetFormat Format => workbook is null ? SheetFormat.Csv : SheetFormat.Xlsx;

    /// <summary>Name of the sheet that is read, the first one that is not hidden; null for .csv.</summary>
    public string? SheetName => workbook?.SheetName;

    /// <param name="stream">The file; read from its beginning when it can seek.</param>
    /// <param name="fileName">Name under which it was sent: only refuses what calls itself something else.</param>
    /// <param name="limits">Other limits than the contract's, for tests and for inner use.</param>
    /// <exception cref="SheetRefusedException">The file is not a sheet, is too large or cannot be read.</exception>
    public static SheetReader Open(Stream stream, string fileName, SheetLimits? limits = null)
    {
        limits ??= SheetLimits.Default;
        var file = Seekable(stream, limits, out var owned);
        try
        {
            if (file.Length == 0)
            {
                throw SheetRefused.Empty.Because();
            }

            if (file.Length > limits.MaxBytes)
            {
                throw SheetRefused.TooLarge.Because();
            }

            // A name that says "photo" or "program" is not believed to be a sheet even when its bytes would do.
            if (!Extensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase) && !IsOffice(fileName))
            {
                throw SheetRefused.Unknown.Because();
            }

            Span<byte> start = stackalloc byte[8];
            file.Position = 0;
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;

            if (start.StartsWith("PK\x03\x04"u8))
            {
                return new SheetReader(XlsxFile.Open(file, limits), null, owned);
            }

            if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            {
                throw CompoundFile(file).Because();
            }

            foreach (var magic in Foreign)
            {
                if (start.StartsWith(magic))
                {
                    throw SheetRefused.Unknown.Because();
                }
            }

            return new SheetReader(null, CsvFile.Open(file, limits), owned);
        }
        catch
        {
            owned?.Dispose();
            throw;
        }
    }

    /// <summary>Rows that hold something, from top to bottom, read as they are asked for.</summary>
    /// <exception cref="SheetRefusedException">While reading: damaged content or a limit was reached.</exception>
    public IEnumerable<SheetRow> Rows() => workbook?.Rows() ?? csv!.Rows();

    /// <summary>
    /// Writes the file again with one more column, in its own format: everything else, titles and row numbers too, stays as it
    /// is.
    /// </summary>
    /// <exception cref="SheetRefusedException">While reading, as <see cref="Rows"/>.</exception>
    public void CopyTo(Stream output, SheetNotes notes)
    {
        if (workbook is not null)
        {
            workbook.CopyTo(output, notes);
        }
        else
        {
            csv!.CopyTo(output, notes);
        }
    }

    public void Dispose()
    {
        workbook?.Dispose();
        owned?.Dispose();
    }

    // These get a refusal that says what to do instead of "not a sheet".
    private static bool IsOffice(string fileName) =>
        Path.GetExtension(fileName).ToUpperInvariant() is ".XLS" or ".XLSM" or ".XLSB" or ".XLTX" or ".XLTM" or ".ODS";

    // A compound file is either an old workbook or the wrapping of an encrypted new one; both names are stored in UTF-16.
    private static SheetRefused CompoundFile(Stream file)
    {
        var content = new byte[Math.Min(file.Length, 4 * 1024 * 1024)];
        file.ReadExactly(content);
        if (content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0)
        {
            return SheetRefused.Encrypted;
        }

        var isWorkbook = content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Workbook")) >= 0
            || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Book\0")) >= 0;

        return isWorkbook ? SheetRefused.OldExcel : SheetRefused.Unknown;
    }

    private static Stream Seekable(Stream stream, SheetLimits limits, out IDisposable? owned)
    {
        owned = null;
        if (stream.CanSeek)
        {
            return stream;
        }

        var copy = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > limits.MaxBytes)
            {
                throw SheetRefused.TooLarge.Because();
            }
        }

        owned = copy;

        return copy;
    }
}
