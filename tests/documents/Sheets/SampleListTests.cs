using System.Text.Json;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Tests.Sheets;

/// <summary>The collection list and the treasury statement as offices really send them.</summary>
public sealed class SampleListTests
{
    private static readonly SheetHeaderColumn[] ListColumns =
    [
        new("number", false, "STT", "TT"),
        new("name", true, "Họ tên/Đơn vị", "Họ và tên", "Đơn vị"),
        new("amount", true, "Số tiền", "Số tiền ủng hộ"),
        new("date", true, "Ngày nộp", "Ngày"),
        new("purpose", false, "Mục đích"),
    ];

    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Samples.Path("expected.json"))).RootElement;

    [Fact]
    public void The_collection_list_gives_its_300_rows_its_total_and_its_three_mistakes()
    {
        using var stream = Samples.Open("danh-sach-ung-ho.xlsx");
        using var reader = SheetReader.Open(stream, "danh-sach-ung-ho.xlsx");
        var rows = reader.Rows().ToList();
        var header = SheetHeader.Find(rows, ListColumns)!;

        Assert.Equal(("Tháng 5", SheetFormat.Xlsx, 5), (reader.SheetName, reader.Format, header.Row.Number));
        var data = rows.Where(row => row.Number > header.Row.Number && !row[header["number"]].IsEmpty).ToList();
        var bad = new List<(int Row, string Error)>();
        long good = 0;
        foreach (var row in data)
        {
            var (amount, date) = (SheetAmount.Read(row[header["amount"]]), SheetDate.Read(row[header["date"]]));
            if ((amount.Error ?? date.Error) is { } error)
            {
                bad.Add((row.Number, error));
            }
            else
            {
                good += amount.Value;
                Assert.Equal((2024, 5), (date.Value.Year, date.Value.Month));
            }
        }

        Assert.Equal(Expected.GetProperty("rows").GetInt32(), data.Count);
        Assert.Equal((6, 305), (data[0].Number, data[^1].Number));
        Assert.Equal(Expected.GetProperty("goodTotal").GetInt64(), good);
        Assert.Equal(
            [(127, SheetValueErrors.AmountNotANumber), (267, SheetValueErrors.AmountNegative), (271, SheetValueErrors.DateDoesNotExist)],
            bad);
        Assert.Equal(Expected.GetProperty("bad").EnumerateArray().Select(item => item.GetProperty("sheetRow").GetInt32()),
            bad.Select(item => item.Row));
        Assert.Equal("Tổng cộng", rows[^1][header["name"]].Text);
        Assert.Equal(good, SheetAmount.Read(rows[^1][header["amount"]]).Value);
    }

    [Fact]
    public void The_list_can_be_read_twice_to_check_and_then_to_record()
    {
        using var stream = Samples.Open("danh-sach-ung-ho.xlsx");
        using var reader = SheetReader.Open(stream, "danh-sach-ung-ho.xlsx");

        Assert.Equal(reader.Rows().Select(row => row.Number).ToList(), reader.Rows().Select(row => row.Number).ToList());
    }

    [Fact]
    public void The_treasury_statement_gives_its_net_movement()
    {
        using var stream = Samples.Open("sao-ke-kho-bac.csv");
        using var reader = SheetReader.Open(stream, "sao-ke-kho-bac.csv");
        var rows = reader.Rows().ToList();
        var header = SheetHeader.Find(rows,
            [new("date", true, "Ngày GD"), new("debit", true, "Phát sinh nợ"), new("credit", true, "Phát sinh có"), new("text", true, "Nội dung")])!;

        long net = 0;
        foreach (var row in rows.Skip(1))
        {
            Assert.True(SheetDate.Read(row[header["date"]]).IsGood);
            net += Movement(row[header["credit"]]) - Movement(row[header["debit"]]);
        }

        Assert.Equal(SheetFormat.Csv, reader.Format);
        Assert.Equal(Expected.GetProperty("statementNet").GetInt64(), net);
        Assert.Contains(rows, row => row[header["text"]].Text == "UNG HO TRUNG THU; CAM ON");
    }

    [Fact]
    public void A_name_in_either_unicode_form_is_the_same_cell_text() =>
        Assert.Equal(SheetCell.OfText("Hòa".Normalize()).Text, SheetCell.OfText("Hòa".Normalize(System.Text.NormalizationForm.FormD)).Text);

    private static long Movement(SheetCell cell) => cell.IsEmpty ? 0 : new Vnd(SheetAmount.Read(cell).Value).Amount;
}
