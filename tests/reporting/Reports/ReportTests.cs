using System.Net;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;

namespace ChildPlatform.Reporting.Tests.Reports;

/// <summary>A report's life: opened from the agency's duties, filled, submitted, returned, resubmitted, accepted.</summary>
public sealed class ReportTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task A_report_goes_from_form_to_acceptance_and_each_version_says_what_it_changed()
    {
        At(2024, 5, 10);
        var (round, reporter, coordinator) = (await api.Round(), api.As("reporter-gddt"), api.As("coordinator"));
        await reporter.Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "YT" }, null).Refused(HttpStatusCode.Forbidden);
        var report = await api.Open(reporter, round.Id, "GDDT");
        Assert.Equal("report-exists", await reporter.Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "GDDT" }, null).Refused(HttpStatusCode.Conflict));

        // The form is exactly the agency's duties.
        Assert.Equal(10, report.Cells.Count);
        Assert.All(report.Cells, c => Assert.True(c.Compulsory && !c.Filled && c.Code.StartsWith("V.2.", StringComparison.Ordinal)));
        var empty = await reporter.Act(report, "submit").WrongFields();
        Assert.Equal(report.Cells.Select(c => ("/cells/" + c.Code, "cell-empty")), empty);

        // Zero is a figure; a reason stands for what is not there; another's version is refused.
        var zero = await Put(reporter, report, "V.2.c.2", new { value = 0 });
        Assert.True(zero.Filled);
        var absent = await Put(reporter, report, "V.2.b.1", new { absence = "not-yet-due" });
        Assert.True(absent.Filled);
        await reporter.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/V.2.c.2", new { value = 5 }, 1).Refused(HttpStatusCode.PreconditionFailed);
        Assert.Contains(("/evidence", "evidence-required"),
            await reporter.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/V.2.d", new { text = "Xong", progress = 100 }, 1).WrongFields());
        report = await Read(reporter, report.Id);
        await reporter.Fill(report);

        report = await reporter.Act(await Read(reporter, report.Id), "submit").Answer<AgencyReportResponse>();
        Assert.Equal((ReportState.Submitted, 1, false), (report.State, report.Number, report.Late));
        Assert.Equal(["withdraw"], report.Actions);
        Assert.Equal("report-locked", await reporter.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/V.2.d", new { text = "…" }, 2).Refused(HttpStatusCode.Conflict));

        // Returned with a comment at a cell, corrected, resubmitted.
        Assert.Contains(("/comment", "comment-required"), await coordinator.Act(report, "return").WrongFields());
        Assert.Contains(("/cells/0/cell", "not-in-catalogue"),
            await coordinator.Act(report, "return", new { cells = new[] { new { cell = "V.9.1", text = "Sai ô" } } }).WrongFields());
        report = await coordinator.Act(report, "return", new { cells = new[] { new { cell = "V.2.c.2", text = "Nêu rõ số học sinh bỏ học" } } })
            .Answer<AgencyReportResponse>();
        Assert.Equal(ReportState.Returned, report.State);
        report = await Read(reporter, report.Id);
        Assert.Equal(("V.2.c.2", "Nêu rõ số học sinh bỏ học", 1), (report.Comments[0].Cell, report.Comments[0].Text, report.Comments[0].Number));
        await Put(reporter, report, "V.2.c.2", new { value = 12, text = "12 học sinh, đã vận động 9 em trở lại" });
        await Put(reporter, report, "V.2.b.1", new { absence = "no-data", absenceNote = "Đang thu thập" });
        report = await reporter.Act(await Read(reporter, report.Id), "submit").Answer<AgencyReportResponse>();
        Assert.Equal(2, report.Number);
        Assert.Equal(
            [("V.2.b.1", "absence", "Chưa đến hạn thực hiện", "Chưa có số liệu: Đang thu thập"),
                ("V.2.c.2", "text", null, "12 học sinh, đã vận động 9 em trở lại"), ("V.2.c.2", "value", "0", "12")],
            report.Changes.Select(c => (c.Cell, c.Field, c.Before, c.After)));

        await reporter.Act(report, "accept").Refused(HttpStatusCode.Forbidden);
        await api.As("leader").Act(report, "accept").Refused(HttpStatusCode.Forbidden);
        report = await coordinator.Act(report, "accept").Answer<AgencyReportResponse>();
        Assert.Equal(ReportState.Accepted, report.State);
        Assert.Equal("report-locked", await reporter.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/V.2.d", new { text = "…" }, 2).Refused(HttpStatusCode.Conflict));
        Assert.Equal("report-locked", await reporter.Act(report, "submit").Refused(HttpStatusCode.Conflict));
        Assert.Equal("report-not-submitted", await reporter.Act(report, "withdraw").Refused(HttpStatusCode.Conflict));
        Assert.Equal(["open", "submit", "return", "submit", "accept"], report.History.Select(h => h.Action));
        await api.As("reporter-hoian").Send(HttpMethod.Get, $"/reports/{report.Id}", null, null).Refused(HttpStatusCode.NotFound);
        Assert.Equal(ReportState.Accepted, (await Read(api.As("leader"), report.Id)).State);
    }

    [Theory]
    [InlineData("TP", 16, 59, 59, false)] // 19/05, 23:59:59 in Viet Nam.
    [InlineData("BDT", 17, 0, 0, true)] // 20/05, 00:00.
    public async Task Before_a_day_means_until_the_end_of_the_day_before(string agency, int hour, int minute, int second, bool late)
    {
        var reporter = Reporter(agency);
        At(2024, 5, 2);
        var round = await api.Round();
        var report = await api.Open(reporter, round.Id, agency);
        await reporter.Fill(report);
        api.Clock.AdjustTime(new DateTimeOffset(2024, 5, 19, hour, minute, second, TimeSpan.Zero));

        report = await reporter.Act(await Read(reporter, report.Id), "submit").Answer<AgencyReportResponse>();
        Assert.Equal(late, report.Late);

        // Whoever takes it back and gives it again is judged by the first time.
        report = await reporter.Act(report, "withdraw").Answer<AgencyReportResponse>();
        At(2024, 6, 1);
        report = await reporter.Act(report, "submit").Answer<AgencyReportResponse>();
        Assert.Equal((late, 2), (report.Late, report.Number));
    }

    [Fact]
    public async Task Both_rates_count_the_expected_alone_and_name_the_missing_and_the_late()
    {
        At(2024, 1, 5);
        var coordinator = api.As("coordinator");
        string[] districts = [.. Enumerable.Range(1, 18).Select(n => $"H{n:00}")];
        var round = await coordinator.Send(
            HttpMethod.Post, "/rounds", new { name = "Báo cáo của các huyện", dueBefore = "2024-02-01", expected = districts, invited = Invited }, null)
            .Answer<RoundResponse>(HttpStatusCode.Created);
        foreach (var (agency, i) in districts.Take(12).Append("TD").Select((agency, i) => (agency, i)))
        {
            var reporter = Reporter(agency);
            var report = await api.Open(reporter, round.Id, agency);
            await reporter.Fill(report);
            if (i == 9)
            {
                At(2024, 2, 1);
            }

            await reporter.Act(report, "submit").Answer<AgencyReportResponse>();
        }

        var answer = await api.Get<CompletenessResponse>($"/completeness?round={round.Id}");
        Assert.Equal((18, 12, 9, 66.7m, 50.0m), (answer.Expected, answer.Received, answer.OnTime, answer.Completeness, answer.Timeliness));
        Assert.Equal(districts[12..], answer.Missing.Select(m => m.Code));
        Assert.Equal(districts[9..12], answer.Late.Select(l => l.Agency));
        Assert.Equal((1, 1), (answer.Invited, answer.InvitedReceived));
        await api.As("reporter-gddt").Send(HttpMethod.Get, $"/completeness?round={round.Id}", null, null).Refused(HttpStatusCode.Forbidden);
        Assert.Equal(18, (await Requests.Answer<CompletenessResponse>(api.As("leader").Send(HttpMethod.Get, $"/completeness?round={round.Id}", null, null))).Expected);
        await api.As("leader").Send(HttpMethod.Get, $"/completeness?round={Guid.NewGuid()}", null, null).Refused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_is_not_in_the_round_has_no_report_in_it()
    {
        At(2024, 5, 2);
        var round = await api.Round();
        var other = await api.Round("VI.1.1");

        Assert.Equal("agency-not-in-round", await Reporter("KHAC").Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "KHAC" }, null).Refused(HttpStatusCode.Conflict));
        Assert.Equal("round-without-reports", await api.As("reporter-hoian").Send(HttpMethod.Post, $"/rounds/{other.Id}/reports", new { agency = "H02" }, null).Refused(HttpStatusCode.Conflict));
        await api.As("reporter-hoian").Send(HttpMethod.Post, $"/rounds/{Guid.NewGuid()}/reports", new { agency = "H02" }, null).Refused(HttpStatusCode.NotFound);
        await api.As("integrator").Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "H02" }, null).Refused(HttpStatusCode.Forbidden);
    }

    private static readonly string[] Invited = ["TD"];

    private void At(int year, int month, int day) => api.Clock.AdjustTime(new DateTimeOffset(year, month, day, 3, 0, 0, TimeSpan.Zero));

    private HttpClient Reporter(string agency) =>
        api.As(Tokens.Users["reporter-gddt"] with { Subject = "reporter-" + agency, Name = "Cán bộ " + agency, Agency = agency });

    private static Task<AgencyReportResponse> Read(HttpClient user, Guid id) =>
        user.Send(HttpMethod.Get, $"/reports/{id}", null, null).Answer<AgencyReportResponse>();

    private static Task<ReportCellResponse> Put(HttpClient user, AgencyReportResponse report, string cell, object body) =>
        user.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/{cell}", body, report.Cells.Single(c => c.Code == cell).Version)
            .Answer<ReportCellResponse>();
}
