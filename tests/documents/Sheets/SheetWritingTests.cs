using System.Text;
using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using MiniExcelLibs;

namespace ChildPlatform.Documents.Tests.Sheets;

public sealed class SheetWritingTests
{
    private static readonly Gift[] Gifts =
    [
        new("Nguyễn Thị Hòa", 1_000_000, new DateOnly(2024, 5, 20)),
        new("=HYPERLINK(\"http://x\",\"y\")", 9_007_199_254_740_991, new DateOnly(2024, 2, 29)),
        new("+84905123456", 5, null),
        new("@SUM(A1)", null, new DateOnly(1899, 1, 2)),
        new("-1", 0, null),
        new("a\u0001b\u000Bc<&>\uFFFF", 1, null),
        new("", 1, null),
    ];

    [Fact]
    public async Task A_workbook_is_valid_for_the_reference_library()
    {
        var file = await WriteAsync(Layout(), Gifts);

        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document)
            .Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal(("A4", PaneStateValues.Frozen, 3d), (pane.TopLeftCell!.Value!, pane.State!.Value, pane.VerticalSplit!.Value));
        Assert.Equal([30d, 18d, 12d], sheet.Descendants<Column>().Select(column => column.Width!.Value));
        Assert.Empty(sheet.Descendants<CellFormula>());

        // On paper: across, all columns on a page, the header on each.
        var setup = sheet.Descendants<PageSetup>().Single();
        Assert.True(sheet.SheetProperties!.PageSetupProperties!.FitToPage!.Value);
        Assert.Equal((OrientationValues.Landscape, 1u, 0u), (setup.Orientation!.Value, setup.FitToWidth!.Value, setup.FitToHeight!.Value));
        var repeated = document.WorkbookPart.Workbook!.Descendants<DefinedName>().Single();
        Assert.Equal(("_xlnm.Print_Titles", "'Danh sách'!$3:$3"), (repeated.Name!.Value!, repeated.Text));
    }

    [Fact]
    public async Task Values_come_back_with_their_types_and_the_totals_add_up()
    {
        var rows = Samples.Read(await WriteAsync(Layout(), Gifts));

        Assert.Equal(["QUỸ BẢO TRỢ TRẺ EM", "Danh sách ủng hộ"], rows.Take(2).Select(row => row[0].Text));
        Assert.Equal(["Họ tên", "Số tiền (đồng)", "Ngày nộp"], rows[2].Cells.Select(cell => cell.Text));
        for (var i = 0; i < Gifts.Length; i++)
        {
            Assert.Equal(Gifts[i].Amount, rows[i + 3][1].IsEmpty ? null : (long)rows[i + 3][1].Number);
        }

        Assert.Equal(new DateTime(2024, 2, 29), rows[4][2].Date);
        Assert.Equal((SheetCellKind.Text, "02/01/1899"), (rows[6][2].Kind, rows[6][2].Text));
        Assert.Equal("abc<&>", rows[8][0].Text);
        Assert.Equal(("Tổng cộng", Gifts.Sum(gift => (decimal)(gift.Amount ?? 0))), (rows[^1][0].Text, rows[^1][1].Number));
    }

    [Fact]
    public async Task Another_library_sees_text_where_we_wrote_text()
    {
        var rows = (await WriteAsync(Layout(), Gifts)).Query().Cast<IDictionary<string, object?>>().ToList();

        Assert.Equal(Gifts[1].Name, rows[4]["A"]);
        Assert.Equal(1_000_000d, rows[3]["B"]);
        Assert.Equal(new DateTime(2024, 5, 20), rows[3]["C"]);
    }

    [Fact]
    public async Task Text_that_looks_like_a_formula_keeps_its_quote_prefix()
    {
        using var document = SpreadsheetDocument.Open(await WriteAsync(Layout(), Gifts), isEditable: false);
        var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var names = document.WorkbookPart.WorksheetParts.Single().Worksheet!.Descendants<Cell>()
            .Where(cell => cell.CellReference!.Value is "A4" or "A5" or "A6" or "A7" or "A8")
            .Select(cell => formats[(int)cell.StyleIndex!.Value].QuotePrefix?.Value == true);

        Assert.Equal([false, true, true, true, true], names);
    }

    [Fact]
    public async Task Separated_text_cannot_run_and_reads_back()
    {
        var file = new MemoryStream();
        await SheetWriter.WriteCsvAsync(new ResponseLike(file), Layout(), Stream(Gifts));
        var text = Encoding.UTF8.GetString(file.ToArray());

        Assert.StartsWith("\uFEFFHọ tên;Số tiền (đồng);Ngày nộp\r\nNguyễn Thị Hòa;1000000;20/05/2024\r\n", text, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK(", text, StringComparison.Ordinal);
        Assert.Contains("'+84905123456", text, StringComparison.Ordinal);
        Assert.Contains("'@SUM(A1)", text, StringComparison.Ordinal);
        Assert.Contains("'-1", text, StringComparison.Ordinal);
        file.Position = 0;
        Assert.Equal(9_007_199_254_740_991, SheetAmount.Read(Samples.Read(file, "x.csv")[2][1]).Value);
    }

    [Fact]
    public async Task An_empty_list_is_a_sheet_with_a_header_and_a_strange_name_does_no_harm()
    {
        var layout = new SheetLayout<Gift> { Name = "Quý I/2024: [bản in] rất rất dài, hơn 31 ký tự" }.Text("Họ tên", gift => gift.Name);
        using var reader = SheetReader.Open(await WriteAsync(layout, []), "x.xlsx");

        Assert.Equal("Quý I-2024- -bản in- rất rất dà", reader.SheetName);
        Assert.Equal("Họ tên", Assert.Single(reader.Rows())[0].Text);
    }

    private static SheetLayout<Gift> Layout() =>
        new SheetLayout<Gift> { Titles = ["QUỸ BẢO TRỢ TRẺ EM", "Danh sách ủng hộ"] }
            .Text("Họ tên", gift => gift.Name, width: 30)
            .Money("Số tiền (đồng)", gift => gift.Amount)
            .Date("Ngày nộp", gift => gift.On);

    private static async Task<MemoryStream> WriteAsync(SheetLayout<Gift> layout, IEnumerable<Gift> gifts)
    {
        var file = new MemoryStream();
        await SheetWriter.WriteXlsxAsync(new ResponseLike(file), layout, Stream(gifts));
        file.Position = 0;

        return file;
    }

    private static async IAsyncEnumerable<Gift> Stream(IEnumerable<Gift> gifts)
    {
        foreach (var gift in gifts)
        {
            await Task.Yield();
            yield return gift;
        }
    }

    private sealed record Gift(string Name, long? Amount, DateOnly? On);

    /// <summary>A response body: forward only, and no synchronous writing.</summary>
    internal sealed class ResponseLike(Stream inner) : Stream
    {
        public int Writes { get; private set; }

        public int LargestWrite { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            LargestWrite = Math.Max(LargestWrite, buffer.Length);

            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous operations are disallowed.");
    }
}
