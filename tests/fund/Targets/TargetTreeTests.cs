using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Targets;

public class TargetTreeTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Gift_of_the_national_fund_fills_its_line_and_fifteen_percent_of_the_whole()
    {
        var empty = await api.Get<TargetTreeResponse>("leader", "/targets/2024");
        Assert.Equal(5_000_000_000, empty.Target);
        Assert.Equal(5_000_000_000, empty.Sources.Sum(line => line.Target));
        Assert.Equal(
            [("NGAN_SACH_TINH", 500_000_000), ("QUY_VIET_NAM", 750_000_000), (Enterprises, 3_250_000_000), ("CAN_BO_LAO_DONG", 500_000_000)],
            empty.Sources.Select(line => (line.SourceKind, line.Target!.Value)));
        Assert.Equal((0, 0, null), (empty.Raised, empty.Percent, empty.Forecast));

        await api.Gift(750_000_000, sourceKind: "QUY_VIET_NAM", receivedOn: "2024-03-15");
        await api.Gift(40_000_000, sourceKind: "CA_NHAN");
        await api.Gift(5_000_000, sourceKind: "LAI_TIEN_GUI");
        await api.Gift(1_000_000, sourceKind: Enterprises, receivedOn: "2023-12-31");

        var tree = await api.Get<TargetTreeResponse>("leader", "/targets/2024");
        Assert.Equal((750_000_000, 15m), (tree.Raised, tree.Percent));
        Assert.Equal(100m, tree.Sources.Single(line => line.SourceKind == "QUY_VIET_NAM").Percent);
        Assert.Equal(750_000_000 + 40_000_000, tree.Mobilised);
        Assert.Equal(45_000_000, tree.OutsidePlan);
        Assert.Equal(795_000_000, tree.Received);
        Assert.Equal((tree.Received, tree.Raised), (tree.Months.Sum(month => month.Received), tree.Months.Sum(month => month.Raised)));
        Assert.Equal((45_000_000, 0), tree.Months.Where(month => month.Month == 5).Select(month => (month.Received, month.Raised)).Single());
        Assert.Equal(750_000_000, tree.Months.Single(month => month.Month == 3).Raised);

        // 20 May is day 141 of 366.
        Assert.Equal((long)decimal.Round(750_000_000m * 366 / 141, MidpointRounding.AwayFromZero), tree.Forecast);

        var before = await api.Get<TargetTreeResponse>("leader", "/targets/2023");
        Assert.Equal((0, 1_000_000, 0, 1_000_000), (before.Target, before.Raised, before.Percent, before.Forecast));
        Assert.All(before.Sources, line => Assert.Null(line.Percent));
        Assert.Null((await api.Get<TargetTreeResponse>("leader", "/targets/2025")).Forecast);
        await api.Get("leader", "/targets/1024").Refused(HttpStatusCode.NotFound, "not-found");
        await api.Get("administrator", "/targets/2024").Refused(HttpStatusCode.Forbidden, "forbidden");
    }
}
