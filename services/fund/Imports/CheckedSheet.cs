using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Fund.Imports;

/// <summary>
/// The officer's own file with a column of faults behind the last: titles, numbers, dates and rows stand where they stood, so
/// the faults are found by their row numbers, and what is corrected there can be sent again.
/// </summary>
internal static class CheckedSheet
{
    public static byte[] Write(IFormFile file, CollectionList list, bool english)
    {
        var faults = list.Errors.GroupBy(error => error.Row).ToDictionary(
            errors => errors.Key,
            errors => string.Join(" ", errors.Select(error => $"{error.Column}: {(english ? error.En : error.Vi)}")));
        using var stream = file.OpenReadStream();
        using var sheet = SheetReader.Open(stream, file.FileName);
        using var copy = new MemoryStream();
        sheet.CopyTo(copy, new SheetNotes(english ? "Faults" : "Lỗi", list.Header.Row.Number, list.Width, faults));

        return copy.ToArray();
    }

    /// <summary>A workbook is a package, whatever it was called; anything else that was taken is text.</summary>
    public static (string ContentType, string Extension) FormatOf(byte[] file) => file is [0x50, 0x4B, ..]
        ? (SheetWriter.XlsxContentType, ".xlsx")
        : (SheetWriter.CsvContentType, ".csv");
}
