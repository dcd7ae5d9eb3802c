using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Programmes;

public class BalanceTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Pool_and_every_programme_have_a_row_also_at_zero_and_they_sum_to_the_money()
    {
        var empty = await api.Get<BalancesResponse>("leader", "/balances");
        Assert.Equal("POOL", empty.Items[0].Programme);
        Assert.Equal(10, empty.Items.Count);
        Assert.All(empty.Items, item => Assert.Equal((0, 0, 0, 0), (item.Balance, item.Reserved, item.Available, item.AvailableWithPool)));

        await api.Gift(10_000_000);
        await api.Gift(4_000_000, HocBong);
        await api.Approved(Request(5_000_000));

        var balances = (await api.Get<BalancesResponse>("leader", "/balances")).Items.ToDictionary(item => item.Programme);
        Assert.Equal((10_000_000, 1_000_000, 9_000_000, 9_000_000), Figures(balances["POOL"]));
        Assert.Equal((4_000_000, 4_000_000, 0, 9_000_000), Figures(balances[HocBong]));
        Assert.Equal((0, 0, 0, 9_000_000), Figures(balances[PhauThuat]));
        Assert.Equal(await api.Number("select balance from accounts where code = 'MONEY'"), balances.Values.Sum(item => item.Balance));
    }

    private static (long, long?, long?, long?) Figures(BalanceItem item) => (item.Balance, item.Reserved, item.Available, item.AvailableWithPool);
}
