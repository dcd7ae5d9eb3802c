using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChildPlatform.Reporting.Tests.Cells;

/// <summary>Cells that facts of cases fill: intakes and clocks by unit, children helped each once.</summary>
public sealed class CaseCellTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static readonly DateTimeOffset April = new(2024, 4, 20, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Intakes_and_clocks_are_counted_by_unit_and_what_comes_after_the_cut_off_drifts()
    {
        api.Clock.AdjustTime(April);
        await api.Publish(Opened("VV-2024-00001", "20341", ClockState.Met, April.AddHours(-30)));
        await api.Publish(Opened("VV-2024-00002", "20341", ClockState.Breached, April.AddHours(-40)));
        await api.Publish(Opened("VV-2024-00003", "20410", ClockState.Running, April.AddHours(-2)));
        var police = Reporter("CA");
        var report = await api.Open(police, (await api.Round()).Id, "CA");
        await Eventually.Until(async () => Figure(await Read(police, report.Id), "V.6.b", "cases.received").Live == 3);

        report = await Read(police, report.Id);
        Assert.Equal((3m, 1m, 1m, 1m),
            (Figure(report, "V.6.b", "cases.received").Value, Figure(report, "V.6.b", "cases.urgent").Value,
                Figure(report, "V.6.b", "cases.met").Value, Figure(report, "V.6.b", "cases.missed").Value));

        // The cut-off, and an intake of the last day that arrives after it.
        api.Clock.AdjustTime(new DateTimeOffset(2024, 4, 30, 17, 0, 0, TimeSpan.Zero));
        await api.Services.GetServices<IHostedService>().OfType<FreezeRoundsJob>().Single().RunAsync(CancellationToken.None);
        await api.Publish(Opened("VV-2024-00004", "20341", ClockState.Running, new DateTimeOffset(2024, 4, 30, 10, 0, 0, TimeSpan.Zero)));
        await Eventually.Until(async () => Figure(await Read(police, report.Id), "V.6.b", "cases.received").Live == 4);
        var figure = Figure(await Read(police, report.Id), "V.6.b", "cases.received");
        Assert.Equal((3m, 1m), (figure.Value, figure.Drift));
        var facts = await police.Send(HttpMethod.Get, $"/reports/{report.Id}/cells/V.6.b/facts", null, null).Answer<CellFactsResponse>();
        Assert.Equal("VV-2024-00004", Assert.Single(facts.Items, f => !f.Counted).Number);
        Assert.Contains(facts.Units, u => u is { UnitCode: "20341", UnitName: "Phường An Mỹ" });

        // A district sees its own alone.
        var hoian = api.As("reporter-hoian");
        var own = await api.Open(hoian, (await api.Round()).Id, "H02");
        Assert.Equal((1m, 1m), (Figure(own, "V.19.2", "cases.received").Value, Figure(own, "V.19.4", "cases.running").Value));
        var seen = await hoian.Send(HttpMethod.Get, $"/reports/{own.Id}/cells/V.19.2/facts", null, null).Answer<CellFactsResponse>();
        Assert.Equal("VV-2024-00003", Assert.Single(seen.Items).Number);
    }

    [Fact]
    public async Task A_child_counts_once_however_often_it_is_helped_and_not_after_a_reversal()
    {
        var (first, second, other) = (Helped("T-1"), Helped("T-1"), Helped("T-2"));
        await api.Publish(first);
        await api.Publish(second);
        await api.Publish(other);
        await Counted(2);

        var target = (await api.Get<PlanTargetsResponse>("/plans/2024/targets")).Items.Single(t => t.Code == "II.1");
        Assert.Equal((2m, null, null), (target.Numerator, target.Value, target.Met));
        await api.Publish(new ChildHelpReversed { RequestId = other.RequestId, Version = 2 });
        await Counted(1);
        await api.Publish(new ChildHelpReversed { RequestId = first.RequestId, Version = 2 });
        await api.Publish(new ChildHelpReversed { RequestId = second.RequestId, Version = 2 });
        await Counted(0);
    }

    [Fact]
    public async Task Held_events_fill_the_focal_points_cells_and_a_districts_own()
    {
        api.Clock.AdjustTime(April);
        await api.Publish(Closed("49", 300, 200, 40_000_000));
        await api.Publish(Closed("20410", 120, 100, 5_000_000));
        var (round, coordinator) = (await api.Round("VI.1.3"), api.As("coordinator"));
        var report = await api.Open(coordinator, round.Id, "LDTBXH");
        await Eventually.Until(async () => Figure(await Read(coordinator, report.Id), "II.4", "events.held").Live == 2);

        report = await Read(coordinator, report.Id);
        foreach (var cell in new[] { "II.4", "III.7", "V.1.c.2" })
        {
            Assert.Equal((2m, 420m, 300m, 45_000_000m),
                (Figure(report, cell, "events.held").Live, Figure(report, cell, "events.children").Live,
                    Figure(report, cell, "events.gifts").Live, Figure(report, cell, "events.cost").Live));
        }

        var hoian = api.As("reporter-hoian");
        var own = await api.Open(hoian, round.Id, "H02");
        Assert.Equal((1m, 120m), (Figure(own, "V.19.1", "events.held").Value, Figure(own, "V.19.1", "events.children").Value));
        var facts = await hoian.Send(HttpMethod.Get, $"/reports/{own.Id}/cells/V.19.1/facts", null, null).Answer<CellFactsResponse>();
        Assert.Equal("20410", Assert.Single(facts.Items).UnitCode);
    }

    internal static EventClosed Closed(string unit, int children, int gifts, long cost) => new()
    {
        EventId = Guid.NewGuid(),
        Number = "SK-2024-00012",
        Title = "Ngày Quốc tế thiếu nhi",
        Template = "quoc-te-thieu-nhi",
        Level = EventLevel.Commune,
        UnitCode = unit,
        UnitPath = Places.Find(unit, new DateOnly(2024, 8, 1))!.Path,
        StartsOn = new DateOnly(2024, 8, 1),
        EndsOn = new DateOnly(2024, 8, 1),
        PlannedChildren = children,
        Children = children,
        Girls = children,
        Boys = 0,
        EthnicMinority = 0,
        SpecialCircumstances = 0,
        Age0To6 = children,
        Age7To10 = 0,
        Age11To15 = 0,
        Gifts = gifts,
        GiftsValue = 0,
        Scholarships = 0,
        ScholarshipsValue = 0,
        Cost = cost,
        CostFromBudget = cost,
        CostMobilised = 0,
        CostFromFund = 0,
        Incidents = 0,
        ClosedAt = April,
        Version = 3,
    };

    internal static ChildHelped Helped(string child) => new()
    {
        RequestId = Guid.NewGuid(),
        ChildCode = child,
        UnitCode = "20341",
        Programme = "HOC_BONG",
        HelpedOn = new DateOnly(2024, 6, 3),
        Version = 1,
    };

    internal static CaseOpened Opened(string number, string unit, ClockState state, DateTimeOffset at) => new()
    {
        CaseId = Guid.NewGuid(),
        Number = number,
        UnitCode = unit,
        UnitPath = Places.Find(unit, new DateOnly(2024, 4, 1))!.Path,
        Channel = "hotline-111",
        Kind = CaseKind.Abuse,
        Urgent = state is ClockState.Breached,
        ReceivedAt = at,
        Clocks =
        [
            new CaseClockFact
            {
                Round = 1, Step = "S4", StartedAt = at, DueAt = at.AddHours(12), State = state,
                DoneAt = state is ClockState.Met ? at.AddHours(1) : null,
            },
        ],
        Version = 1,
    };

    private static CellFigure Figure(AgencyReportResponse report, string cell, string code) =>
        report.Cells.Single(c => c.Code == cell).Figures.Single(f => f.Code == code);

    private static Task<AgencyReportResponse> Read(HttpClient user, Guid id) =>
        user.Send(HttpMethod.Get, $"/reports/{id}", null, null).Answer<AgencyReportResponse>();

    private HttpClient Reporter(string agency) =>
        api.As(Tokens.Users["reporter-gddt"] with { Subject = "reporter-" + agency, Name = "Cán bộ " + agency, Agency = agency });

    private Task Counted(int children) => Eventually.Until(async () =>
        (await api.Get<PlanTargetsResponse>("/plans/2024/targets")).Items.Single(t => t.Code == "II.1").Counted == children);
}
