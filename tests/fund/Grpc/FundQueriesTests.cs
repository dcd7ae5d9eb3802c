using ChildPlatform.Contracts.Fund.V1;
using Grpc.Core;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Grpc;

public class FundQueriesTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Year_totals_are_counted_from_the_gifts_that_stand()
    {
        await api.Gift(3_000_000, sourceKind: "CA_NHAN");
        await api.Gift(2_000_000, sourceKind: "CA_NHAN");
        var taken = await api.Gift(9_000_000, sourceKind: "TON_GIAO");
        await api.Gift(1_000_000, sourceKind: "CA_NHAN", receivedOn: "2023-05-20");
        using var reversal = await api.Post(FundApi.Officer, $"/donations/{taken.Id}/reverse", new { reason = "Nhập nhầm" }, taken.Version);
        Assert.True(reversal.IsSuccessStatusCode);

        var totals = await Client("svc-reporting").GetYearTotalsAsync(new YearTotalsRequest { Year = 2024 }, deadline: Soon);

        var source = totals.Sources.Single(total => total.SourceKind == "CA_NHAN");
        Assert.Equal((5_000_000, 2), (source.Amount, source.DonationCount));
        Assert.DoesNotContain("TON_GIAO", totals.Sources.Select(total => total.SourceKind));
        Assert.Equal(totals.Sources.Sum(total => total.DonationCount), totals.DonationCount);
        Assert.Equal(await api.Number("select sequence from journal_head"), totals.JournalSequence);
    }

    [Fact]
    public async Task Programme_may_use_its_own_money_and_the_pools()
    {
        await api.Gift(4_000_000, "AO_AM");
        await api.Approved(Request(1_000_000, "AO_AM"));
        var pool = await api.Balance("POOL");

        var reply = await Client("integrator").GetProgrammeBalanceAsync(new ProgrammeBalanceRequest { Programme = "AO_AM" }, deadline: Soon);

        Assert.Equal((pool.Balance + 4_000_000, pool.Reserved + 1_000_000, pool.Available + 3_000_000),
            (reply.Balance, reply.Reserved, reply.Available));
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("hotline-111", StatusCode.PermissionDenied)]
    [InlineData("case-worker-tamky", StatusCode.PermissionDenied)]
    public async Task Questions_need_the_right_to_read(string? user, StatusCode status)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client(user).GetYearTotalsAsync(new YearTotalsRequest { Year = 2024 }, deadline: Soon));

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task Unknown_programme_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client("svc-reporting").GetProgrammeBalanceAsync(new ProgrammeBalanceRequest { Programme = "X" }, deadline: Soon));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    private static DateTime Soon => DateTime.UtcNow.AddSeconds(10);

    private FundQueries.FundQueriesClient Client(string? user) => new(api.Channel(user));
}
