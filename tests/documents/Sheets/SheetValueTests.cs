using ChildPlatform.Documents.Sheets;
using ChildPlatform.Kernel;
using CsCheck;

namespace ChildPlatform.Documents.Tests.Sheets;

public sealed class SheetValueTests
{
    [Theory]
    [InlineData("1000000", 1_000_000)]
    [InlineData("1.000.000", 1_000_000)]
    [InlineData("1,000,000", 1_000_000)]
    [InlineData("1 000 000", 1_000_000)]
    [InlineData("1\u00A0000\u00A0000", 1_000_000)]
    [InlineData("1.000.000 đ", 1_000_000)]
    [InlineData("1.000.000đ", 1_000_000)]
    [InlineData("1.000.000₫", 1_000_000)]
    [InlineData("500.000 đồng", 500_000)]
    [InlineData("500.000 ĐỒNG.", 500_000)]
    [InlineData("500.000 VNĐ", 500_000)]
    [InlineData("VND 500.000", 500_000)]
    [InlineData("1.000", 1_000)]
    [InlineData("1,000", 1_000)]
    [InlineData("500", 500)]
    [InlineData("1.000.000,00", 1_000_000)]
    [InlineData("1,000,000.00", 1_000_000)]
    [InlineData("1000000.00", 1_000_000)]
    [InlineData("2 triệu", 2_000_000)]
    [InlineData("2 triệu đồng", 2_000_000)]
    [InlineData("1,5 triệu", 1_500_000)]
    [InlineData("1.5 tỷ", 1_500_000_000)]
    [InlineData("500 nghìn", 500_000)]
    [InlineData("500 ngàn đồng", 500_000)]
    [InlineData("1 tỷ 200 triệu", 1_200_000_000)]
    [InlineData("9.007.199.254.740.991", 9_007_199_254_740_991)]
    public void Amounts_that_can_only_mean_one_thing_are_read(string text, long amount) =>
        Assert.Equal(new SheetValue<long>(amount, null), SheetAmount.Parse(text));

    [Theory]
    [InlineData("", SheetValueErrors.AmountMissing)]
    [InlineData(null, SheetValueErrors.AmountMissing)]
    [InlineData("một triệu", SheetValueErrors.AmountNotANumber)]
    [InlineData("đ", SheetValueErrors.AmountNotANumber)]
    [InlineData("1e6", SheetValueErrors.AmountNotANumber)]
    [InlineData("100 USD", SheetValueErrors.AmountNotANumber)]
    [InlineData("500k", SheetValueErrors.AmountNotANumber)]
    [InlineData("2tr5", SheetValueErrors.AmountNotANumber)]
    [InlineData("1.5", SheetValueErrors.AmountAmbiguous)]
    [InlineData("500,00", SheetValueErrors.AmountAmbiguous)]
    [InlineData("12.34.567", SheetValueErrors.AmountAmbiguous)]
    [InlineData("1.000,000", SheetValueErrors.AmountAmbiguous)]
    [InlineData("1.000 000", SheetValueErrors.AmountAmbiguous)]
    [InlineData("1,500 triệu", SheetValueErrors.AmountAmbiguous)]
    [InlineData("200 triệu 1 tỷ", SheetValueErrors.AmountAmbiguous)]
    [InlineData("0905123456", SheetValueErrors.AmountAmbiguous)]
    [InlineData("500.000,", SheetValueErrors.AmountAmbiguous)]
    [InlineData("1.000.000,50", SheetValueErrors.AmountFraction)]
    [InlineData("1,000,000.5", SheetValueErrors.AmountFraction)]
    [InlineData("-100000", SheetValueErrors.AmountNegative)]
    [InlineData("(100.000)", SheetValueErrors.AmountNegative)]
    [InlineData("0", SheetValueErrors.AmountZero)]
    [InlineData("0 đồng", SheetValueErrors.AmountZero)]
    [InlineData("9.007.199.254.740.992", SheetValueErrors.AmountOutOfRange)]
    [InlineData("99999999999999999999999999999999999999", SheetValueErrors.AmountOutOfRange)]
    [InlineData("=1+1", SheetValueErrors.AmountNotANumber)]
    public void Amounts_that_would_be_a_guess_are_given_back(string? text, string code)
    {
        Assert.Equal(code, SheetAmount.Parse(text).Error);
        Assert.NotEmpty(SheetValueErrors.For(code).Vi);
    }

    [Fact]
    public void Every_amount_reads_back_from_each_way_it_is_written()
    {
        Gen.Long[1, Vnd.MaxInput].Sample(amount =>
        {
            var dots = new Vnd(amount).Figures;
            foreach (var text in new[]
            {
                dots, dots + " đ", dots + " đồng", dots + "₫", dots.Replace('.', ','), dots.Replace('.', ' '), $"{amount}",
                dots.Replace('.', ',') + " VND",
            })
            {
                Assert.Equal(new SheetValue<long>(amount, null), SheetAmount.Parse(text));
            }
        });
    }

    [Fact]
    public void Any_text_is_an_amount_in_range_or_an_error()
    {
        Gen.String[Gen.Char["0123456789.,- ()đồngtriệunghỳ₫VNDk+'"], 0, 24].Sample(text =>
        {
            var amount = SheetAmount.Parse(text);
            Assert.True(amount.IsGood ? amount.Value is >= 1 and <= Vnd.MaxInput : SheetValueErrors.For(amount.Error!) is not null);
            Assert.True(SheetDate.Parse(text) is { IsGood: true } or { Error: not null });
        });
    }

    [Fact]
    public void Numbers_of_a_cell_are_amounts_when_they_are_whole_and_positive()
    {
        Assert.Equal(2_000_000, SheetAmount.Read(SheetCell.OfNumber(2_000_000.00m)).Value);
        Assert.Equal(SheetValueErrors.AmountFraction, SheetAmount.Read(SheetCell.OfNumber(0.5m)).Error);
        Assert.Equal(SheetValueErrors.AmountNegative, SheetAmount.Read(SheetCell.OfNumber(-1)).Error);
        Assert.Equal(SheetValueErrors.AmountZero, SheetAmount.Read(SheetCell.OfNumber(0)).Error);
        Assert.Equal(SheetValueErrors.AmountOutOfRange, SheetAmount.Read(SheetCell.OfNumber(1e20m)).Error);
        Assert.Equal(SheetValueErrors.AmountMissing, SheetAmount.Read(default).Error);
        Assert.Equal(SheetValueErrors.CellFormulaFailed, SheetAmount.Read(SheetCell.OfError("#REF!")).Error);
        Assert.Equal(SheetValueErrors.AmountNotANumber, SheetAmount.Read(SheetCell.OfDate(new DateTime(2024, 5, 20))).Error);
    }

    [Theory]
    [InlineData("20/05/2024")]
    [InlineData("20-5-2024")]
    [InlineData("20.05.2024")]
    [InlineData("2024-05-20")]
    [InlineData("2024/5/20")]
    [InlineData(" 20/5/2024 ")]
    [InlineData("20/05/2024 16:40")]
    [InlineData("2024-05-20T16:40:00")]
    [InlineData("Ngày 20/5/2024")]
    public void Dates_are_read_day_first_or_in_the_order_of_the_standard(string text) =>
        Assert.Equal(new SheetValue<DateOnly>(new DateOnly(2024, 5, 20), null), SheetDate.Parse(text));

    [Theory]
    [InlineData("", SheetValueErrors.DateMissing)]
    [InlineData("31/02/2024", SheetValueErrors.DateDoesNotExist)]
    [InlineData("29/02/2023", SheetValueErrors.DateDoesNotExist)]
    [InlineData("05/20/2024", SheetValueErrors.DateDoesNotExist)]
    [InlineData("20/05/0024", SheetValueErrors.DateDoesNotExist)]
    [InlineData("20/5/24", SheetValueErrors.DateNotReadable)]
    [InlineData("20/5-2024", SheetValueErrors.DateNotReadable)]
    [InlineData("tháng 5", SheetValueErrors.DateNotReadable)]
    [InlineData("20052024", SheetValueErrors.DateNotReadable)]
    public void Other_dates_are_given_back(string text, string code)
    {
        Assert.Equal(code, SheetDate.Parse(text).Error);
        Assert.NotEmpty(SheetValueErrors.For(code).En);
    }

    [Fact]
    public void The_header_is_found_below_titles_whatever_its_spelling()
    {
        var rows = Samples.ReadCsv("""
            Đơn vị: Sở Lao động;;
            DANH SÁCH;;
            SO TIEN UNG HO ( đồng );Họ và tên;NGÀY NỘP
            1;a;b
            """);

        var header = SheetHeader.Find(rows,
        [
            new("amount", true, "Số tiền", "Số tiền ủng hộ"), new("name", true, "Họ và tên"), new("date", true, "Ngày nộp"),
            new("note", false, "Ghi chú"),
        ])!;

        Assert.True(header.IsComplete);
        Assert.Equal((3, 0, 1, 2, null), (header.Row.Number, header["amount"], header["name"], header["date"], header["note"]));
    }

    [Fact]
    public void A_header_that_lacks_a_column_says_which()
    {
        var rows = Samples.ReadCsv("Họ tên;Ngày\na;b\n");
        SheetHeaderColumn[] columns = [new("amount", true, "Số tiền"), new("name", true, "Họ tên"), new("date", true, "Ngày")];

        var header = SheetHeader.Find(rows, columns)!;

        Assert.Equal(["amount"], header.Missing);
        Assert.Null(SheetHeader.Find(Samples.ReadCsv("x;y\n"), columns));
    }
}
