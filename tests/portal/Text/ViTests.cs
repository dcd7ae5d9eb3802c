using ChildPlatform.Portal.Text;

namespace ChildPlatform.Portal.Tests.Text;

public sealed class ViTests
{
    [Theory]
    [InlineData(0, "0 ₫")]
    [InlineData(1234567, "1.234.567 ₫")]
    [InlineData(9007199254740991, "9.007.199.254.740.991 ₫")]
    public void Money_has_dots_and_its_sign(long amount, string shown) => Assert.Equal(shown, Vi.Money(amount));

    [Theory]
    [InlineData("1.000.000 đ", 1_000_000L)]
    [InlineData("2500000", 2_500_000L)]
    [InlineData("500.000 đồng", 500_000L)]
    [InlineData("1000,5", -1L)]
    [InlineData("một triệu", -1L)]
    [InlineData("-5", -1L)]
    [InlineData("1.5", -1L)]
    [InlineData("1000.5", -1L)]
    [InlineData("1.0000", -1L)]
    [InlineData("1,000", -1L)]
    [InlineData("1 000 000", 1_000_000L)]
    [InlineData("1.000 000", -1L)]
    [InlineData("1 5", -1L)]
    [InlineData(".500", -1L)]
    [InlineData("đồng", -1L)]
    [InlineData("9.007.199.254.740.991", 9_007_199_254_740_991L)]
    [InlineData("9007199254740992", -2L)]
    [InlineData("99999999999999999999", -2L)]
    [InlineData("", null)]
    public void Amounts_are_read_as_people_type_them(string typed, long? read) => Assert.Equal(read, Vi.ParseMoney(typed));

    [Theory]
    [InlineData("20/05/2024", "2024-05-20")]
    [InlineData("5/2/2024", "2024-02-05")]
    [InlineData("20-5-24", "2024-05-20")]
    [InlineData("20.05.2024", "2024-05-20")]
    [InlineData("20052024", "2024-05-20")]
    [InlineData("31/02/2024", null)]
    [InlineData("05/20/2024", null)]
    public void Dates_are_read_day_first(string typed, string? read) =>
        Assert.Equal(read, Vi.ParseDate(typed)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("15", "15%")]
    [InlineData("0", "0%")]
    [InlineData("30.64", "30,6%")]
    [InlineData("100", "100%")]
    [InlineData("99.97", "99,97%")]
    [InlineData("100.004", "100,004%")]
    public void A_rounded_percentage_never_claims_the_target(string percent, string shown) =>
        Assert.Equal(shown, Vi.Percent(decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Instants_are_shown_in_Viet_Nam() =>
        Assert.Equal("01/01/2024 00:30", Vi.Time(DateTimeOffset.Parse("2023-12-31T17:30:00Z", System.Globalization.CultureInfo.InvariantCulture)));
}
