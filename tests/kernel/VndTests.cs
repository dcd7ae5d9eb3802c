using CsCheck;

namespace ChildPlatform.Kernel.Tests;

public sealed class VndTests
{
    [Fact]
    public void Money_is_never_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vnd(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vnd(1) - new Vnd(2));
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error_and_not_a_small_number() =>
        Assert.Throws<OverflowException>(() => new Vnd(long.MaxValue) + new Vnd(1));

    [Fact]
    public void Adding_and_taking_away_gives_the_same_money_back()
    {
        var money = Gen.Long[0, Vnd.MaxInput].Select(amount => new Vnd(amount));
        Gen.Select(money, money).Sample((a, b) =>
        {
            Assert.Equal(a, a + b - b);
            Assert.Equal(a + b, b + a);
            Assert.Equal(a > b, b < a);
            Assert.Equal(Vnd.Min(a, b) + Vnd.Max(a, b), a + b);
        });
    }

    [Theory]
    [InlineData(0, "0 đồng")]
    [InlineData(999, "999 đồng")]
    [InlineData(1_000, "1.000 đồng")]
    [InlineData(5_000_000_000, "5.000.000.000 đồng")]
    public void Figures_carry_dots_after_thousands(long amount, string text) => Assert.Equal(text, new Vnd(amount).ToString());

    [Fact]
    public void A_difference_keeps_its_sign() => Assert.Equal("-1.250.000", Vnd.Group(-1_250_000));
}
