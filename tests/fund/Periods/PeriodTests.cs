using System.Net;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Fund.Tests.Periods;

/// <summary>Closing the books by month (F28).</summary>
public class PeriodTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F28_nothing_is_posted_into_a_closed_month_until_it_is_reopened_with_a_reason()
    {
        await api.Gift(1_000_000, receivedOn: "2024-03-31");
        await api.Post(FundApi.Officer, "/periods/2024-03/close", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(FundApi.Accountant, "/periods/2024-05/close", new { }).Refused(HttpStatusCode.Conflict, "period-not-over");
        Assert.Equal(HttpStatusCode.NotFound, (await api.Post(FundApi.Accountant, "/periods/2024-13/close", new { })).StatusCode);
        var closed = await api.Post(FundApi.Accountant, "/periods/2024-03/close", new { }).Read<PeriodsResponse>();
        Assert.Equal(new DateOnly(2024, 3, 31), closed.ClosedThrough);
        Assert.Equal(["2024-01", "2024-02", "2024-03"], closed.Items.Where(month => month.Closed).Select(month => month.Month));
        await api.Post(FundApi.Accountant, "/periods/2024-02/close", new { }).Refused(HttpStatusCode.Conflict, "period-closed");

        var before = await api.Footprint();
        foreach (var day in new[] { "2024-03-31", "2024-01-02" })
        {
            await Record(day).Refused(HttpStatusCode.Conflict, "period-closed");
        }

        Assert.Equal(before, await api.Footprint());
        await Record("2024-04-01").Read<DonationResponse>();

        await api.Post(FundApi.Accountant, "/periods/2024-02/reopen", new { reason = "Sót phiếu" }).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/reason required"], await api.Post(FundApi.Director, "/periods/2024-02/reopen", new { }).Invalid());
        var opened = await api.Post(FundApi.Director, "/periods/2024-02/reopen", new { reason = "Sót phiếu thu của đợt Tết" }).Read<PeriodsResponse>();
        Assert.Equal(new DateOnly(2024, 1, 31), opened.ClosedThrough);
        Assert.Equal([("reopen", "2024-02", "Sót phiếu thu của đợt Tết"), ("close", "2024-03", null)],
            opened.History.Select(step => (step.Action, step.Month, step.Reason)));
        await api.Post(FundApi.Director, "/periods/2024-02/reopen", new { reason = "Lần nữa" }).Refused(HttpStatusCode.Conflict, "period-open");
        await Record("2024-02-15").Read<DonationResponse>();
        await Record("2024-01-31").Refused(HttpStatusCode.Conflict, "period-closed");
        Assert.Equal(2, await api.Number("select count(*) from audit_entries where action in ('period.close', 'period.reopen')"));
        Assert.True((await api.Get<JournalVerificationResponse>(FundApi.Accountant, "/journal/verification")).Ok);
    }

    private Task<HttpResponseMessage> Record(string day) => api.Post(FundApi.Officer, "/donations", new
    {
        donor = new { name = "Công ty Hòa Bình", kind = "enterprise" },
        amount = 2_000_000,
        method = "transfer",
        receivedOn = day,
        sourceKind = Given.Enterprises,
    });
}
