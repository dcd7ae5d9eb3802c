using CsCheck;

namespace ChildPlatform.Kernel.Tests;

public sealed class AmountInWordsTests
{
    [Theory]
    [InlineData(0, "Không đồng")]
    [InlineData(1, "Một đồng")]
    [InlineData(10, "Mười đồng")]
    [InlineData(15, "Mười lăm đồng")]
    [InlineData(20, "Hai mươi đồng")]
    [InlineData(21, "Hai mươi mốt đồng")]
    [InlineData(24, "Hai mươi tư đồng")]
    [InlineData(25, "Hai mươi lăm đồng")]
    [InlineData(101, "Một trăm linh một đồng")]
    [InlineData(104, "Một trăm linh bốn đồng")]
    [InlineData(105, "Một trăm linh năm đồng")]
    [InlineData(110, "Một trăm mười đồng")]
    [InlineData(111, "Một trăm mười một đồng")]
    [InlineData(114, "Một trăm mười bốn đồng")]
    [InlineData(115, "Một trăm mười lăm đồng")]
    [InlineData(1_001, "Một nghìn không trăm linh một đồng")]
    [InlineData(21_000, "Hai mươi mốt nghìn đồng")]
    [InlineData(300_000, "Ba trăm nghìn đồng")]
    [InlineData(1_000_001, "Một triệu không trăm linh một đồng")]
    [InlineData(1_015_000, "Một triệu không trăm mười lăm nghìn đồng")]
    [InlineData(12_345_000, "Mười hai triệu ba trăm bốn mươi lăm nghìn đồng")]
    [InlineData(3_250_000_000, "Ba tỷ hai trăm năm mươi triệu đồng")]
    [InlineData(5_000_000_000, "Năm tỷ đồng")]
    [InlineData(5_000_000_005, "Năm tỷ không trăm linh năm đồng")]
    [InlineData(20_000_000_000, "Hai mươi tỷ đồng")]
    [InlineData(1_000_000_000_000, "Một nghìn tỷ đồng")]
    [InlineData(1_005_000_000_000, "Một nghìn không trăm linh năm tỷ đồng")]
    [InlineData(9_007_199_254_740_991,
        "Chín triệu không trăm linh bảy nghìn một trăm chín mươi chín tỷ hai trăm năm mươi tư triệu " +
        "bảy trăm bốn mươi nghìn chín trăm chín mươi mốt đồng")]
    public void Amounts_read_as_an_accountant_reads_them(long amount, string words) =>
        Assert.Equal(words, AmountInWords.Of(amount));

    [Fact]
    public void Regional_words_are_a_choice_for_the_whole_document()
    {
        Assert.Equal("Một triệu không trăm lẻ bốn ngàn hai trăm hai mươi bốn đồng",
            AmountInWords.Of(1_004_224, AmountStyle.Central));
        Assert.Equal("Năm trăm nghìn đồng chẵn",
            AmountInWords.Of(500_000, AmountStyle.Standard with { EvenEnding = true }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9_007_199_254_740_992)]
    public void What_the_platform_cannot_carry_is_refused(long amount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AmountInWords.Of(amount));

    [Fact]
    public void Words_read_back_as_the_same_amount_in_every_style()
    {
        var styles = Gen.OneOf(AmountStyle.Standard, AmountStyle.Central, new AmountStyle("lẻ", "nghìn", "bốn", true));
        var amounts = Gen.OneOf(
            Gen.Long[0, Vnd.MaxInput],
            Gen.Long[0, 2_000],
            // Amounts of lists: few figures, many zeros.
            Gen.Select(Gen.Long[1, 9_999], Gen.Int[0, 11], (figures, zeros) => figures * (long)Math.Pow(10, zeros)));

        Gen.Select(amounts, styles).Sample(
            (amount, style) => Assert.Equal(amount, ReadBack(AmountInWords.Of(amount, style))));
    }

    // A second, independent reading of the rules: it adds up words, where the writer splits figures.
    private static long ReadBack(string text)
    {
        var words = text.ToLowerInvariant().Split(' ').TakeWhile(word => word != "đồng");
        long billions = 0, total = 0, group = 0, digit = 0;
        foreach (var word in words)
        {
            switch (word)
            {
                case "tỷ":
                    billions = total + group + digit;
                    (total, group, digit) = (0, 0, 0);
                    break;
                case "triệu":
                    total += (group + digit) * 1_000_000;
                    (group, digit) = (0, 0);
                    break;
                case "nghìn" or "ngàn":
                    total += (group + digit) * 1_000;
                    (group, digit) = (0, 0);
                    break;
                case "trăm":
                    group += digit * 100;
                    digit = 0;
                    break;
                case "mươi":
                    group += digit * 10;
                    digit = 0;
                    break;
                case "mười":
                    group += 10;
                    break;
                case "linh" or "lẻ":
                    break;
                default:
                    digit = word switch
                    {
                        "mốt" => 1,
                        "tư" => 4,
                        "lăm" => 5,
                        _ => Array.IndexOf(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], word),
                    };
                    Assert.InRange(digit, 0, 9);
                    break;
            }
        }

        return (billions * 1_000_000_000) + total + group + digit;
    }
}
