using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Fund.Imports;

/// <summary>The list as it was read, with the sheet's row numbers in front and the faults behind: corrected there, it can be sent again.</summary>
internal static class CheckedSheet
{
    public static async Task<byte[]> Write(CollectionList list, bool english, CancellationToken ct)
    {
        var faults = list.Errors.ToLookup(error => error.Row);
        var layout = new SheetLayout<SheetRow> { Name = english ? "Checked list" : "Danh sách đã kiểm tra" }
            .Number(english ? "Row" : "Dòng", row => row.Number);
        for (var i = 0; i < list.Header.Row.Cells.Count; i++)
        {
            var column = i;
            layout.Text(list.Header.Row[column].Text, row => row[column].Text);
        }

        layout.Text(english ? "Faults" : "Lỗi",
            row => string.Join(" ", faults[row.Number].Select(error => $"{error.Column}: {(english ? error.En : error.Vi)}")), width: 60);
        using var file = new MemoryStream();
        await SheetWriter.WriteXlsxAsync(file, layout, list.Sheet.ToAsyncEnumerable(), ct);

        return file.ToArray();
    }
}
