using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Plans;

namespace ChildPlatform.Reporting.Tests.Plans;

/// <summary>Each target compares in its own way, always on the unrounded value.</summary>
public sealed class PlanTargetTests
{
    [Theory]
    [InlineData(TargetOperator.Eq, "100", "100", true)]
    [InlineData(TargetOperator.Eq, "100", "99.99", false)]
    [InlineData(TargetOperator.Ge, "80", "80", true)]
    [InlineData(TargetOperator.Ge, "80", "79.96", false)]
    [InlineData(TargetOperator.Gt, "90", "90.0", false)]
    [InlineData(TargetOperator.Gt, "90", "90.01", true)]
    [InlineData(TargetOperator.Lt, "20.3", "19.8", true)]
    [InlineData(TargetOperator.Lt, "20.3", "20.3", false)]
    [InlineData(TargetOperator.Lt, "20.3", "20.29", true)]
    [InlineData(TargetOperator.Le, "20.3", "20.3", true)]
    public void A_target_is_met_by_its_own_comparison(TargetOperator comparison, string target, string value, bool met)
        => Assert.Equal(met, Target(comparison, Number(target)).IsMetBy(Number(value)));

    [Fact]
    public void Without_a_value_or_a_figure_nothing_is_said()
    {
        Assert.Null(Target(TargetOperator.Ge, 80).IsMetBy(null));
        Assert.Null(Target(TargetOperator.Ge, 80).PercentOf(null));
        Assert.Null(Target(TargetOperator.None, null).IsMetBy(5));
        Assert.Null(Target(TargetOperator.None, null).PercentOf(5));
    }

    [Fact]
    public void Percent_is_exact_and_carries_no_zeros_of_its_own()
    {
        var target = Target(TargetOperator.Ge, 5_000_000_000);

        Assert.Equal("15", target.PercentOf(750_000_000)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(99.99999998m, target.PercentOf(4_999_999_999));
        Assert.False(target.IsMetBy(4_999_999_999));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static PlanTarget Target(TargetOperator comparison, decimal? value)
        => new(2024, "II.x", "II.x", "…", comparison, value, "percent", "II.x", 1);
}
