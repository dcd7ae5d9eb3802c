using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChildPlatform.Reporting.Tests.Cells;

/// <summary>Cells that facts of the fund fill: live until the cut-off, frozen from then on, what comes later beside.</summary>
public sealed class FundCellTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static readonly DateTimeOffset Spring = new(2024, 4, 20, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_cell_equals_the_live_sum_at_the_cut_off_and_later_facts_drift_beside_it()
    {
        api.Clock.AdjustTime(Spring);
        var (early, taken) = (Gift(40_000_000, "2024-03-08"), Gift(7_000_000, "2024-04-02"));
        await api.Publish(Given.Message(early, taken, Gift(5, "2023-12-31"), Gift(9, "2024-05-01")));
        await Arrived(4);
        var (round, coordinator) = (await api.Round(), api.As("coordinator"));
        var report = await api.Open(coordinator, round.Id, "LDTBXH");

        var live = Raised(await Read(coordinator, report.Id));
        Assert.Equal((47_000_000m, 47_000_000m, 0m, null), (live.Value, live.Live, live.Drift, live.FrozenAt));

        // The cut-off comes while nobody looks; then a late gift of the period, and a reversal of one that was counted.
        api.Clock.AdjustTime(new DateTimeOffset(2024, 4, 30, 17, 0, 0, TimeSpan.Zero));
        await api.Services.GetServices<IHostedService>().OfType<FreezeRoundsJob>().Single().RunAsync(CancellationToken.None);
        var lateOne = Gift(3_000_000, "2024-04-29") with { RecordedAt = api.Clock.GetUtcNow().AddHours(1) };
        await api.Publish(Given.Message(lateOne));
        await api.Publish(Given.Reversal(taken) with { ReversedAt = api.Clock.GetUtcNow().AddHours(2) });
        await Eventually.Until(async () => Raised(await Read(coordinator, report.Id)).Live == 43_000_000);

        var frozen = Raised(await Read(coordinator, report.Id));
        Assert.Equal((47_000_000m, -4_000_000m), (frozen.Value, frozen.Drift));
        Assert.Equal(new DateTimeOffset(2024, 4, 30, 17, 0, 0, TimeSpan.Zero), frozen.FrozenAt);
        var facts = await coordinator.Send(HttpMethod.Get, $"/reports/{report.Id}/cells/II.6/facts", null, null).Answer<CellFactsResponse>();
        Assert.Equal(3, facts.Count);
        Assert.Equal(47_000_000m, facts.Items.Where(f => f.Counted).Sum(f => f.Amount));
        Assert.Equal(3_000_000m, Assert.Single(facts.Items, f => !f.Counted).Amount);
        Assert.Equal("49", Assert.Single(facts.Units).UnitCode);

        // Another cut-off, said by the coordinator, takes the figures anew.
        round = await api.Round();
        api.Clock.AdjustTime(new DateTimeOffset(2024, 5, 6, 3, 0, 0, TimeSpan.Zero));
        await coordinator.Send(HttpMethod.Put, $"/rounds/{round.Id}", new
        {
            name = round.Name,
            dueBefore = "2024-05-20",
            synthesisDueBefore = "2024-05-25",
            periodFrom = "2024-01-01",
            periodTo = "2024-04-30",
            cutOff = "2024-05-05",
        }, round.Version).Answer<RoundResponse>();
        Assert.Equal((43_000_000m, 0m), (Raised(await Read(coordinator, report.Id)).Value, Raised(await Read(coordinator, report.Id)).Drift));

        // Given, the figure stands also while the round could still move.
        await coordinator.Fill(await Read(coordinator, report.Id));
        await coordinator.Act(await Read(coordinator, report.Id), "submit").Answer<AgencyReportResponse>();
        Assert.Equal(43_000_000m, Raised(await Read(coordinator, report.Id)).Value);
    }

    [Fact]
    public async Task A_district_counts_what_is_its_own()
    {
        api.Clock.AdjustTime(Spring);
        // Of another period than the other test's: they share the tables.
        var path = Tokens.Users["reporter-hoian"].UnitPath;
        await api.Publish(Given.Message(
            Gift(1_000_000, "2024-08-01") with { UnitPath = path },
            Gift(2_000_000, "2024-08-01") with { UnitPath = Tokens.Users["case-worker-tamky"].UnitPath }));
        var own = Given.Payment(500_000, "HOC_BONG", "2024-08-02") with
        {
            Beneficiaries = [new BeneficiaryCount { UnitCode = "20410", Count = 4 }],
            PaidAt = Spring.AddDays(-1),
        };
        await api.Publish(own);
        await api.Publish(Given.Payment(900_000, "HOC_BONG", "2024-08-02") with { PaidAt = Spring.AddDays(-1) });
        var reporter = api.As("reporter-hoian");
        var report = await api.Open(reporter, (await api.Round("VI.1.3")).Id, "H02");
        await Eventually.Until(async () => Figure(await Read(reporter, report.Id), "fund.raised").Live > 0
            && Figure(await Read(reporter, report.Id), "fund.paid").Live > 0);

        report = await Read(reporter, report.Id);
        Assert.Equal(["V.19.1", "V.19.2", "V.19.3", "V.19.4"], report.Cells.Select(c => c.Code));
        Assert.Equal(1_000_000m, Figure(report, "fund.raised").Live);
        Assert.Equal((500_000m, 1m, 4m), (Figure(report, "fund.paid").Live, Figure(report, "fund.payments").Live, Figure(report, "fund.children").Live));
        var facts = await reporter.Send(HttpMethod.Get, $"/reports/{report.Id}/cells/V.19.3/facts", null, null).Answer<CellFactsResponse>();
        Assert.Equal(2, facts.Count);
        await api.As("reporter-gddt").Send(HttpMethod.Get, $"/reports/{report.Id}/cells/V.19.3/facts", null, null).Refused(HttpStatusCode.NotFound);
        await reporter.Send(HttpMethod.Get, $"/reports/{report.Id}/cells/V.2.d/facts", null, null).Refused(HttpStatusCode.NotFound);

        static CellFigure Figure(AgencyReportResponse report, string code) =>
            report.Cells.Single(c => c.Code == "V.19.3").Figures.Single(f => f.Code == code);
    }

    private static DonationRecorded Gift(long amount, string receivedOn) => Given.Gift(amount, receivedOn) with
    {
        UnitPath = Tokens.Users["fund-officer"].UnitPath,
        RecordedAt = Spring.AddHours(-1),
    };

    private static CellFigure Raised(AgencyReportResponse report) =>
        report.Cells.Single(c => c.Code == "II.6").Figures.Single(f => f.Code == "fund.raised");

    private static Task<AgencyReportResponse> Read(HttpClient user, Guid id) =>
        user.Send(HttpMethod.Get, $"/reports/{id}", null, null).Answer<AgencyReportResponse>();

    private Task Arrived(int count) => Eventually.Until(() => api.Query(db => Task.FromResult(db.GiftFacts.Count() >= count)));
}
