using System.Net;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Tests.Cells;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tests.Urgent;

/// <summary>One page from a case's number, at once in the coordinator's queue.</summary>
public sealed class UrgentReportTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task A_case_workers_page_is_in_the_coordinators_queue_at_once()
    {
        var sent = await api.Send("case-worker-tamky", HttpMethod.Post, "/urgent-reports", Page()).Answer<UrgentReportResponse>(HttpStatusCode.Created);

        var queue = await api.Get<Page<UrgentReportResponse>>("/urgent-reports?seen=false");
        Assert.Equal("VV-2024-00045", Assert.Single(queue.Items, r => r.Id == sent.Id).CaseNumber);
        Assert.False(sent.CaseKnown);
        Assert.DoesNotContain((await Own("case-worker-anphu")).Items, r => r.Id == sent.Id);
        Assert.Contains((await Own("leader")).Items, r => r.Id == sent.Id);
        await api.Send("leader", HttpMethod.Post, $"/urgent-reports/{sent.Id}/see", new { }, sent.Version).Refused(HttpStatusCode.Forbidden);
        var seen = await api.Send("coordinator", HttpMethod.Post, $"/urgent-reports/{sent.Id}/see", new { }, sent.Version).Answer<UrgentReportResponse>();
        Assert.NotNull(seen.SeenAt);
        Assert.DoesNotContain((await api.Get<Page<UrgentReportResponse>>("/urgent-reports?seen=false")).Items, r => r.Id == sent.Id);
    }

    [Fact]
    public async Task What_cannot_be_right_is_told_and_nobody_reports_from_elsewhere()
    {
        Assert.Contains(("/caseNumber", "invalid-format"), await Send(Page() with { CaseNumber = "Nguyễn Văn A" }));
        Assert.Contains(("/unitCode", "not-in-catalogue"), await Send(Page() with { UnitCode = "99999" }));
        Assert.Contains(("/unitCode", "not-in-catalogue"), await Send(Page() with { UnitCode = "20356" }));
        Assert.Contains(("/occurredOn", "date-in-future"), await Send(Page() with { OccurredOn = new DateOnly(2024, 6, 2) }));
        Assert.Contains(("/children", "out-of-range"), await Send(Page() with { Children = 0 }));
        Assert.Contains(("/measures", "required"), await Send(Page() with { Measures = null }));
        await api.Send("fund-officer", HttpMethod.Post, "/urgent-reports", Page()).Refused(HttpStatusCode.Forbidden);
        await api.Send("privacy-officer", HttpMethod.Get, "/urgent-reports").Refused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Cases_are_found_by_their_number_without_reading_all_of_them()
    {
        await api.Publish(CaseCellTests.Opened("VV-2024-00046", "20341", ClockState.Met, Given.Morning));
        await Eventually.Until(() => api.Query(db => db.CaseFacts.AnyAsync()));
        await api.FillAsync("case_facts", 5_000);

        var index = await api.Query(db => db.Database.SqlQuery<string>(
            $"""
            select indexname::text as "Value" from pg_indexes where tablename = 'case_facts' and indexdef like '%(number)'
            """).ToListAsync());
        Assert.Single(index);
        var page = Page() with { CaseNumber = "VV-2024-00046" };
        var sent = await api.Send("case-worker-tamky", HttpMethod.Post, "/urgent-reports", page)
            .Answer<UrgentReportResponse>(HttpStatusCode.Created);
        Assert.True(sent.CaseKnown);
    }

    private static UrgentReportRequest Page() => new()
    {
        CaseNumber = "VV-2024-00045",
        Subject = UrgentSubject.Violence,
        UnitCode = "20341",
        OccurredOn = new DateOnly(2024, 5, 30),
        Children = 1,
        Measures = "Đã tạm cách ly và đưa đi khám",
    };

    private Task<IReadOnlyList<(string Pointer, string Code)>> Send(UrgentReportRequest page) =>
        api.Send("case-worker-tamky", HttpMethod.Post, "/urgent-reports", page).WrongFields();

    private Task<Page<UrgentReportResponse>> Own(string user) => api.Send(user, HttpMethod.Get, "/urgent-reports").Answer<Page<UrgentReportResponse>>();
}
