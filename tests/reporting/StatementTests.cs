using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Tests.Cells;
using ChildPlatform.Reporting.Tests.Reminders;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using static System.Net.HttpStatusCode;

namespace ChildPlatform.Reporting.Tests;

/// <summary>Lists cost the same few statements however long they are: nothing is asked per row.</summary>
public sealed class StatementTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private const string Service = "/api/v1/reporting";
    private static readonly string[] Cells = ["II.1", "II.4", "II.6", "V.1.c.3"];
    private static readonly string[] Facts = ["gift_facts", "payment_facts", "case_facts", "event_facts", "help_facts"];

    [Fact]
    public async Task A_list_of_ten_thousand_costs_what_a_list_of_ten_costs()
    {
        await api.Send("case-worker-tamky", HttpMethod.Post, "/urgent-reports", Urgent())
            .Answer<UrgentReportResponse>(Created);
        await api.Send("coordinator", HttpMethod.Post, "/indicators/II.7/values", Stunting())
            .Answer<IndicatorValueResponse>(Created);
        await Happened();
        await api.Remind("2024-12-25T08:00:00+07:00");
        api.Clock.AdjustTime(Given.Morning.ToUniversalTime()); // Before any cut-off again.
        var round = await api.Round("VI.1.3");
        var report = await api.Open(api.As("coordinator"), round.Id, "LDTBXH");
        string[] lists =
        [
            "/urgent-reports", "/indicators", "/indicators/II.7/values", "/indicators/II.7/districts", "/notices",
            "/notices/unread", "/cases/totals",
            "/plans/2024/targets", $"/reports/{report.Id}",
            .. Cells.Select(c => $"/reports/{report.Id}/cells/{c}/facts"),
        ];
        var few = await Filled(10);
        var many = await Filled(10_000);

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 1, 25));

        async Task<int[]> Filled(int rows)
        {
            foreach (var table in Facts.Concat(["urgent_reports", "indicator_values", "notices"]))
            {
                await api.FillAsync(table, rows);
            }

            return await Count("coordinator", lists);
        }
    }

    [Fact]
    public async Task Tasks_rounds_and_boards_of_the_whole_province_cost_what_those_of_one_agency_cost()
    {
        var round = await api.Round();
        string[] lists = ["/tasks", "/rounds?year=2024", $"/rounds/{round.Id}/reports", "/plans/2024/own-plans"];
        var few = await Count("reporter-gddt", lists); // Ten tasks, one row of the board.
        foreach (var agency in new[] { "GDDT", "YT", "CA", "TP", "VHTTDL" })
        {
            using var reporter = api.As(
                Tokens.Users["reporter-gddt"] with { Subject = "reporter-" + agency, Name = "Cán bộ", Agency = agency });
            await api.Open(reporter, round.Id, agency);
        }

        var many = await Count("coordinator", lists); // 151 tasks, and every agency's row.
        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 1, 9));
    }

    private async Task<int[]> Count(string user, IEnumerable<string> lists)
    {
        var counts = new List<int>();
        foreach (var list in lists)
        {
            counts.Add(await Statements.CountAsync(api.As(user), Service + list));
        }

        return [.. counts];
    }

    /// <summary>One fact of each kind, as its service tells it.</summary>
    private async Task Happened()
    {
        await api.Publish(Given.Message(Given.Gift(1_000_000)));
        await api.Publish(Given.Payment(500_000, "HOC_BONG"));
        await api.Publish(CaseCellTests.Opened("VV-2024-00001", "20341", ClockState.Met, Given.Morning));
        await api.Publish(CaseCellTests.Closed("20410", 120, 100, 5_000_000));
        await api.Publish(CaseCellTests.Helped("T-1"));
        await Eventually.Until(() => api.Query(async db =>
            await db.GiftFacts.AnyAsync() && await db.PaymentFacts.AnyAsync() && await db.CaseFacts.AnyAsync()
            && await db.HelpFacts.AnyAsync() && await db.EventFacts.AnyAsync()));
    }

    private static UrgentReportRequest Urgent() => new()
    {
        CaseNumber = "VV-2024-00001",
        Subject = UrgentSubject.Violence,
        UnitCode = "20341",
        OccurredOn = new DateOnly(2024, 5, 30),
        Children = 1,
        Measures = "Đã tạm cách ly và đưa đi khám",
    };

    private static IndicatorValueRequest Stunting() => new()
    {
        Value = 19.8m,
        Source = "Điều tra dinh dưỡng 2024",
        AsOf = new DateOnly(2024, 5, 1),
    };
}
