namespace ChildPlatform.Kernel.Tests;

public sealed class BusinessRuleTests
{
    private static readonly BusinessRule Rule = new("period-closed", "Kỳ kế toán đã khóa.", "The period is closed.");

    [Fact]
    public void A_rule_that_holds_says_nothing() => Rule.Require(true);

    [Fact]
    public void A_broken_rule_throws_itself_and_its_figures()
    {
        var refusal = Assert.Throws<BusinessRuleException>(
            () => Rule.Require(false, new Dictionary<string, object?> { ["period"] = "2024-05" }));

        Assert.Equal(Rule, refusal.Rule);
        Assert.Equal("2024-05", refusal.Details!["period"]);
        Assert.Contains("period-closed", refusal.Message, StringComparison.Ordinal);
    }
}
