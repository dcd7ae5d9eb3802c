using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Targets;

/// <summary>On a database of its own: it counts all that was ever paid there.</summary>
public class PaymentMonthsTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Payments_and_reversals_move_the_months()
    {
        await api.Gift(3_000_000, "BOI");
        var paid = await api.Paid(Request(2_000_000, "BOI"));
        Assert.Equal(2_000_000, (await api.Get<TargetTreeResponse>("leader", "/targets/2024")).Months.Sum(month => month.Paid));

        await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Chuyển nhầm tài khoản" });

        Assert.Equal(0, (await api.Get<TargetTreeResponse>("leader", "/targets/2024")).Months.Sum(month => month.Paid));
        var totals = await api.Number("select sum(amount) from receipt_totals");
        Assert.Equal(totals, await api.Number("select sum(amount) from donations where state = 'recorded'"));
    }
}
