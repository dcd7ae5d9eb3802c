using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Public;

public class PublicFundTests(FundApi api) : IClassFixture<FundApi>
{
    private const string Summary = "/api/v1/public/fund/summary";
    private const string Ledger = "/api/v1/public/fund/ledger";

    [Fact]
    public async Task Anyone_sees_the_figures_of_the_year_at_once()
    {
        var before = await Public<PublicSummaryResponse>(Summary + "?year=2024");
        await api.Gift(10_000_000);

        using var response = await api.Anonymous().GetAsync(new Uri(Summary, UriKind.Relative));
        var after = await response.Read<PublicSummaryResponse>();

        Assert.Equal(("plan", 2024, 5_000_000_000), (after.Basis, after.Year, after.Target));
        Assert.Equal(before.Raised + 10_000_000, after.Raised);
        Assert.Equal(after.Raised * 100m / 5_000_000_000, after.Percent);
        Assert.Equal(after.Raised, after.Sources.Sum(line => line.Raised));
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.CacheControl!.MaxAge);
        var tree = await api.Get<TargetTreeResponse>("leader", "/targets/2024");
        Assert.Equal((tree.Raised, tree.Percent), (after.Raised, after.Percent));
    }

    [Fact]
    public async Task Ledger_names_no_person_no_purpose_and_no_place_finer_than_a_district()
    {
        await api.Gift(5_000_000, name: "Bà Nguyễn Thị Kín Đáo", sourceKind: "CA_NHAN");
        var paid = await api.Paid(Request(1_000_000) with { Purpose = "Phẫu thuật cho cháu Lê Văn Riêng Tư" });
        await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Trả lại cho cháu Riêng Tư" });

        using var response = await api.Anonymous().GetAsync(new Uri(Ledger + "?year=2024&limit=500", UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        var entries = (await response.Read<Listed<PublicLedgerEntry>>()).Items.Where(entry => entry.Number == paid.Number).ToList();

        foreach (var secret in new[] { "Kín Đáo", "Riêng Tư", "UBND xã", "Trà Linh", "20950", "3761", "Nguyễn Thị Hoa" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal([("in", "payment-reversal"), ("out", "payment")], entries.Select(entry => (entry.Direction, entry.Kind)));
        Assert.All(entries, entry =>
            Assert.Equal((1_000_000, HocBong, "Học bổng", "Huyện Nam Trà My"), (entry.Amount, entry.Programme, entry.ProgrammeName, entry.Unit)));
    }

    [Fact]
    public async Task Children_of_two_districts_are_shown_as_the_provinces()
    {
        await api.Gift(1_000_000);
        var paid = await api.Paid(Request(1_000_000) with
        {
            Beneficiaries = [new Beneficiary { UnitCode = "20950", Count = 1 }, new Beneficiary { UnitCode = "20341", Count = 1 }],
        });

        var entries = await Public<Listed<PublicLedgerEntry>>(Ledger + "?year=2024&limit=500");

        Assert.Equal("Tỉnh Quảng Nam", entries.Items.First(entry => entry.Number == paid.Number).Unit);
    }

    [Fact]
    public async Task Years_with_a_target_or_with_money_are_offered_and_the_newest_plan_is_shown_unasked()
    {
        await api.Gift(1_000, receivedOn: "2023-12-31");

        var summary = await Public<PublicSummaryResponse>(Summary);
        var ledger = await Public<Listed<PublicLedgerEntry>>(Ledger + "?limit=500");

        Assert.Equal(2024, summary.Year);
        Assert.Equal(summary.Years.Order().Distinct(), summary.Years);
        Assert.Contains(2023, summary.Years);
        Assert.Contains(2024, summary.Years);
        Assert.DoesNotContain(2021, summary.Years);
        Assert.All(ledger.Items, entry => Assert.Equal(2024, entry.Date.Year));
    }

    [Fact]
    public async Task Ledger_pages_through_a_year()
    {
        for (var day = 1; day <= 5; day++)
        {
            await api.Gift(1_000 * day, receivedOn: $"2022-03-0{day}");
        }

        var first = await Public<Listed<PublicLedgerEntry>>(Ledger + "?year=2022&limit=3");
        var second = await Public<Listed<PublicLedgerEntry>>(first.Next!);

        Assert.Equal([5_000, 4_000, 3_000, 2_000, 1_000], first.Items.Concat(second.Items).Select(entry => entry.Amount));
        Assert.Null(second.Next);
        Assert.Empty((await Public<Listed<PublicLedgerEntry>>(Ledger + "?year=2021")).Items);
    }

    [Theory]
    [InlineData(Summary + "?year=99", "/year out-of-range")]
    [InlineData(Summary + "?year=abc", "/year invalid-value")]
    [InlineData(Ledger + "?limit=0", "/limit out-of-range")]
    public async Task Nonsense_is_refused_with_its_field(string path, string error)
    {
        Assert.Equal([error], await api.Anonymous().GetAsync(new Uri(path, UriKind.Relative)).Invalid());
    }

    [Fact]
    public async Task Nothing_else_is_public()
    {
        foreach (var path in new[] { "balances", "donations", "disbursements", "targets/2024", "work", "programmes", "journal" })
        {
            await api.Anonymous().GetAsync(new Uri($"/api/v1/fund/{path}", UriKind.Relative))
                .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    private Task<T> Public<T>(string path) => api.Anonymous().GetAsync(new Uri(path, UriKind.Relative)).Read<T>();
}
