using System.Text;
using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Documents.Tests.Sheets;

public sealed class CsvReadingTests
{
    private const string List = "Họ tên;Số tiền\r\nNguyễn Thị Ấn;1.000.000 đ\r\n";

    static CsvReadingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-mark", "utf-16", "utf-16-mark", "utf-16BE", "windows-1258"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Vietnamese_is_read_in_every_encoding_that_windows_saves(string encoding)
    {
        var content = encoding switch
        {
            "utf-8-mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(List)],
            "utf-16-mark" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(List)],
            // The code page has letters with hat or horn and the tone as a sign behind them.
            "windows-1258" => Encoding.GetEncoding(1258).GetBytes(
                List.Replace("ọ", "o\u0323").Replace("ố", "ô\u0301").Replace("ề", "ê\u0300").Replace("ễ", "ê\u0303")
                    .Replace("ị", "i\u0323").Replace("Ấ", "Â\u0301")),
            _ => Encoding.GetEncoding(encoding).GetBytes(List),
        };

        var rows = Samples.Read(new MemoryStream(content), "x.csv");

        Assert.Equal(["Họ tên", "Số tiền"], rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal(["Nguyễn Thị Ấn", "1.000.000 đ"], rows[1].Cells.Select(cell => cell.Text));
    }

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_separator_is_the_one_that_cuts_all_lines_alike(char separator)
    {
        var rows = Samples.ReadCsv("Quỹ Bảo trợ trẻ em, tỉnh Quảng Nam\n" +
            "Tên;Tiền;Ngày\nAn;\"1,000,000\";20/05/2024\n\"Bình; Hòa\";\"2,000,000\";21/05/2024\n".Replace(';', separator));

        Assert.Equal(4, rows.Count);
        Assert.Equal(["An", "1,000,000", "20/05/2024"], rows[2].Cells.Select(cell => cell.Text));
        Assert.Equal(3, rows[3].Cells.Count);
    }

    [Fact]
    public void Row_numbers_are_those_of_the_sheet()
    {
        var rows = Samples.ReadCsv("a;b\n\n;\n\"hai\ndòng\";x\nc;d\n");

        Assert.Equal([1, 4, 5], rows.Select(row => row.Number));
        Assert.Equal("hai dòng", rows[1][0].Text);
        Assert.Equal("hai\ndòng", rows[1][0].Raw);
    }

    [Fact]
    public void The_line_in_which_Excel_names_the_separator_is_no_data()
    {
        var rows = Samples.ReadCsv("sep=,\r\nTên,Tiền\r\nA;B,5\r\n");

        Assert.Equal(["A;B", "5"], rows[1].Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void A_quotation_mark_inside_a_name_is_kept()
    {
        var rows = Samples.ReadCsv("Công ty \"Hòa Bình\";1\n\"Quỹ \"\"Vì em\"\"\";2\n");

        Assert.Equal(["Công ty \"Hòa Bình\"", "Quỹ \"Vì em\""], rows.Select(row => row[0].Text));
    }

    [Theory]
    [InlineData("a;b\n\"Quỹ A;100\nQuỹ B;200\n")]
    [InlineData("a;b\n\"Quỹ A;100\nQuỹ \"B\";200\nc;d\n")]
    public void A_quotation_mark_that_swallows_rows_is_refused(string text) =>
        Assert.Equal(SheetRefused.OpenQuote, Samples.Refusal(() => Samples.ReadCsv(text)));
}
