using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Ledger;

/// <summary>F29: what stood in the books on a day, by the day that money moved and by the day of entry.</summary>
public class PastBalanceTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F29_By_entry_date_a_past_balance_never_changes_by_effective_date_a_late_entry_changes_it_and_is_flagged()
    {
        await api.Gift(10_000_000, receivedOn: "2024-05-18");
        var spent = await api.Approved(Request(3_000_000));
        api.Clock.Advance(TimeSpan.FromDays(1));

        // On 21/05 the office finds a receipt of 19/05, and pays.
        var late = await api.Gift(4_000_000, HocBong, receivedOn: "2024-05-19");
        await api.Act(FundApi.Cashier, spent, "pay");

        Assert.Equal((0, 0), await At("2024-05-19", "entered", "POOL"));
        Assert.Equal((10_000_000, 0), await At("2024-05-20", "entered", "POOL"));
        Assert.Equal((0, 0), await At("2024-05-20", "entered", HocBong));
        Assert.Equal((10_000_000, 10_000_000), await At("2024-05-18", "effective", "POOL"));
        Assert.Equal((10_000_000, 0), await At("2024-05-20", "effective", "POOL"));
        Assert.Equal((4_000_000, 4_000_000), await At("2024-05-20", "effective", HocBong));
        Assert.Equal((0, 0), await At("2024-05-18", "effective", HocBong));
        Assert.Equal((7_000_000, 0), await At("2024-05-21", "effective", "POOL"));

        // A reversal on a later day leaves the days before as they were told.
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Post(FundApi.Officer, $"/donations/{late.Id}/reverse", new { reason = "Ghi nhầm" }, version: 1).Read<DonationResponse>();
        Assert.Equal((4_000_000, 4_000_000), await At("2024-05-20", "effective", HocBong));
        Assert.Equal((0, 0), await At("2024-05-22", "effective", HocBong));
        Assert.Equal((4_000_000, 0), await At("2024-05-21", "entered", HocBong));

        var day = await api.Get<BalancesResponse>("leader", "/balances?asOf=2024-05-20");
        Assert.Equal((new DateOnly(2024, 5, 20), BalanceBasis.Effective), (day.Day, day.Basis));
        Assert.Equal(DateTimeOffset.Parse("2024-05-21T00:00:00+07:00", System.Globalization.CultureInfo.InvariantCulture), day.AsOf);
        Assert.All(day.Items, item => Assert.Null(item.Reserved));
        Assert.True((await api.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
    }

    [Fact]
    public async Task A_day_to_come_a_basis_without_a_day_and_an_unknown_basis_are_refused()
    {
        foreach (var (query, error) in new[]
        {
            ("asOf=2030-01-01", "/asOf date-in-future"),
            ("basis=entered", "/asOf required"),
            ("asOf=2024-05-01&basis=guessed", "/basis invalid-value"),
        })
        {
            Assert.Equal([error], await api.Get("leader", "/balances?" + query).Invalid());
        }
    }

    private async Task<(long, long?)> At(string day, string basis, string programme)
    {
        var item = (await api.Get<BalancesResponse>("leader", $"/balances?asOf={day}&basis={basis}")).Items
            .Single(item => item.Programme == programme);

        return (item.Balance, item.EnteredLater);
    }
}
