using System.Net;
using System.Net.Http.Json;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Reminders;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Reporting.Tests.Reminders;

/// <summary>All duties of the plan are due on 31 December; each day has a week before it and a day after it.</summary>
public sealed class TaskReminderTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private const string Reporter = "reporter-gddt";

    [Fact]
    public async Task Each_duty_is_told_daily_before_its_day_and_once_after_it_until_it_is_done_and_the_coordinator_gets_one_sum()
    {
        // Eight days before: nothing is near. Six days before, from midnight in Viet Nam on: amber.
        Assert.Equal(0, await api.Remind("2024-12-23T23:59:00+07:00"));
        await api.Remind("2024-12-25T00:00:01+07:00", times: 4);
        Assert.Equal(0, await api.Remind("2024-12-25T23:59:00+07:00"));

        var duties = (await api.As(Reporter).Answer<PlanTasksResponse>("/tasks")).Items;
        var told = await api.Notices(Reporter);
        Assert.Equal(duties.Select(t => t.Id.ToString()).Order(), told.Select(n => n.SubjectId).Order());
        Assert.All(told, n => Assert.Equal(("task-due-soon", "task", false), (n.Kind, n.SubjectType, n.Read)));
        Assert.StartsWith("Nhiệm vụ V.2.a.1 còn 6 ngày đến hạn (31/12/2024): ", told[0].TextVi, StringComparison.Ordinal);
        Assert.Equal("Task V.2.a.1 is due in 6 days (2024-12-31).", told[0].TextEn);
        Assert.Equal(duties.Count, await api.Unread(Reporter));

        var coordinators = await api.Notices("coordinator");
        var sum = Assert.Single(coordinators, n => n.Kind == "tasks-summary");
        Assert.Equal("151 nhiệm vụ sắp đến hạn và 0 nhiệm vụ quá hạn ở 40 cơ quan, đơn vị.", sum.TextVi);
        var own = (await api.Get<PlanTasksResponse>("/tasks?agency=LDTBXH")).Items.Select(t => t.Id.ToString());
        Assert.Equal(own.Order(), coordinators.Where(n => n.Kind != "tasks-summary").Select(n => n.SubjectId).Order());
        Assert.Empty(await api.Notices("leader"));

        // Pages follow each other without a gap, and the marks are one's own.
        var first = await api.As(Reporter).Answer<Listed>("/notices?limit=3");
        var second = await api.As(Reporter).GetFromJsonAsync<Listed>(first.Next, ReportingApi.Json);
        Assert.Equal(told.Take(6).Select(n => n.Id), first.Items.Concat(second!.Items).Select(n => n.Id));
        Assert.Equal(duties.Count - 1, await Read(Reporter, $"/notices/{told[0].Id}/read"));
        Assert.Equal(duties.Count - 1, await Read(Reporter, $"/notices/{told[0].Id}/read"));
        Assert.DoesNotContain(await api.Notices(Reporter, "&unread=true"), n => n.Id == told[0].Id);
        Assert.Equal(told[0].Id, Assert.Single(await api.Notices(Reporter, "&unread=false")).Id);
        var stranger = api.Send("reporter-hoian", HttpMethod.Post, $"/notices/{told[0].Id}/read");
        Assert.Equal("not-found", await stranger.Refused(HttpStatusCode.NotFound));

        // Done, and said not to be done: no more word of either.
        await Say(duties[0], new { percent = 0, status = "not-done", reason = "Đã giao cho cơ quan khác" });
        var proof = new { kind = "link", title = "Kết quả", url = "https://example.vn/1" };
        await Say(duties[1], new { percent = 100, status = "done", evidence = new[] { proof } });
        await api.Remind("2024-12-26T08:00:00+07:00", times: 2);
        await api.Remind("2025-01-01T00:00:01+07:00", times: 2);

        var open = duties.Skip(2).Select(t => t.Id.ToString()).Order().ToList();
        told = await api.Notices(Reporter);
        Assert.Equal(open, told.Where(n => n.Kind == "task-overdue").Select(n => n.SubjectId).Order());
        var fiveDaysBefore = told.Where(n => n.TextEn.Contains("due in 5 days", StringComparison.Ordinal));
        Assert.Equal(open, fiveDaysBefore.Select(n => n.SubjectId).Order());
        Assert.Equal(duties.Count + (2 * open.Count), told.Count);
        Assert.Equal(3, (await api.Notices("coordinator")).Count(n => n.Kind == "tasks-summary"));

        // Told once; and a plan whose year is over is not brought up again.
        Assert.Equal(0, await api.Remind("2025-01-02T08:00:00+07:00"));
        Assert.Equal(0, await api.Remind("2025-02-10T08:00:00+07:00"));
        Assert.Equal(0, await api.Remind("2026-11-30T08:00:00+07:00"));

        // All that were on show; what comes after them stays unread.
        Assert.Equal(open.Count, await Read(Reporter, $"/notices/read?upTo={told[open.Count].Id}"));
        Assert.Equal(0, await Read(Reporter, "/notices/read"));
        Assert.NotEqual(0, await api.Unread("coordinator"));
    }

    [Fact]
    public async Task Nobody_else_and_no_machine_has_notices()
    {
        foreach (var user in new[] { "integrator", "fund-officer", "referral-yt", "administrator" })
        {
            using var answer = await api.As(user).GetAsync(Requests.At("/notices"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var wrong = await api.As(Reporter).GetAsync(Requests.At("/notices?unread=maybe"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    private async Task<int> Read(string user, string path) =>
        (await api.Send(user, HttpMethod.Post, path).Answer<UnreadResponse>()).Unread;

    private Task<AssignmentResponse> Say(AssignmentResponse task, object said) =>
        api.Send(Reporter, HttpMethod.Post, $"/tasks/{task.Id}/progress", said, task.Version).Answer<AssignmentResponse>();
}

/// <summary>Rounds: the whole-year report has its last day on 9 November.</summary>
public sealed class RoundReminderTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task Agencies_that_have_not_submitted_are_told_before_and_after_and_the_leader_three_days_after()
    {
        var plans = await api.Round("VI.1.1");
        var moved = new { name = plans.Name, dueBefore = "2024-11-10" };
        await api.Send("coordinator", HttpMethod.Put, $"/rounds/{plans.Id}", moved, plans.Version).Answer<RoundResponse>();
        var round = await api.Round("VI.1.3");
        Assert.Equal(0, await api.Remind("2024-11-01T23:59:00+07:00"));

        // Seven days before: to everyone who owes it, once.
        await api.Remind("2024-11-02T00:00:01+07:00", times: 3);
        Assert.Equal(0, await api.Remind("2024-11-05T08:00:00+07:00"));
        Assert.Equal(round.Expected, await Told("round-due-soon", round));
        Assert.Equal(plans.Expected, await Told("round-due-soon", plans));
        var mine = await api.Notices("reporter-gddt");
        Assert.Equal(["own-plans 2024", $"round {round.Id}"], mine.Select(n => $"{n.SubjectType} {n.SubjectId}").Order());
        Assert.Contains("còn 7 ngày đến hạn", mine[0].TextVi, StringComparison.Ordinal);

        // One has submitted and told its own plan; another has only begun.
        using var hoian = api.As("reporter-hoian");
        using var gddt = api.As("reporter-gddt");
        await api.Open(hoian, round.Id, "H02");
        var report = await api.Open(gddt, round.Id, "GDDT");
        await gddt.Fill(report);
        await gddt.Act(report, "submit").Answer<AgencyReportResponse>();
        var plan = new { number = "12/KH-SGDĐT", issuedOn = "2024-03-01" };
        await api.Send("reporter-gddt", HttpMethod.Post, "/plans/2024/own-plans", plan).Answer<OwnPlansResponse>();

        await api.Remind("2024-11-08T08:00:00+07:00", times: 2);
        await api.Remind("2024-11-10T00:00:01+07:00", times: 2);
        Assert.Equal((2 * round.Expected) - 1, await Told("round-due-soon", round));
        Assert.Equal(round.Expected - 1, await Told("round-overdue", round));
        Assert.Equal(plans.Expected - 1, await Told("round-overdue", plans));
        Assert.Equal(2, (await api.Notices("reporter-gddt")).Count);
        Assert.Equal(6, (await api.Notices("reporter-hoian")).Count);
        Assert.Empty(await api.Notices("leader"));

        await api.Remind("2024-11-12T00:00:01+07:00", times: 2);
        Assert.Equal(0, await api.Remind("2024-11-13T08:00:00+07:00"));
        var escalated = (await api.Notices("leader")).Single(n => n.SubjectId == round.Id.ToString());
        Assert.Equal(("round-escalated", 2), (escalated.Kind, (await api.Notices("leader")).Count));
        Assert.Contains($"quá hạn 3 ngày, còn {round.Expected - 1} đơn vị chưa gửi", escalated.TextVi, StringComparison.Ordinal);
        Assert.Equal(6, (await api.Notices("reporter-hoian")).Count);

        // A service that first looks long after the plan's year has nothing to say of its duties.
        Assert.Equal(0, await api.Remind("2026-11-30T08:00:00+07:00"));
    }

    private Task<int> Told(string kind, RoundResponse round)
    {
        var subject = round.Kind is RoundKind.OwnPlan ? "2024" : round.Id.ToString();

        return api.Query(db => db.Set<Notice>().CountAsync(n => n.Kind == kind && n.SubjectId == subject));
    }
}

internal sealed record Listed(IReadOnlyList<NoticeResponse> Items, string? Next);

/// <summary>Moves the clock, lets the job look, and reads what people were told.</summary>
internal static class Reminding
{
    /// <summary>Several looks at once, as replicas have them; gives what was new.</summary>
    public static async Task<int> Remind(this ReportingApi api, string at, int times = 1)
    {
        api.Clock.SetUtcNow(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime());
        var job = api.Services.GetRequiredService<RemindJob>();

        return (await Task.WhenAll(Enumerable.Range(0, times).Select(_ => job.RunAsync(CancellationToken.None)))).Sum();
    }

    public static async Task<IReadOnlyList<NoticeResponse>> Notices(this ReportingApi api, string user, string more = "") =>
        (await api.As(user).Answer<Listed>("/notices?limit=500" + more)).Items;

    public static async Task<int> Unread(this ReportingApi api, string user) =>
        (await api.As(user).Answer<UnreadResponse>("/notices/unread")).Unread;

    public static async Task<T> Answer<T>(this HttpClient client, string path) =>
        (await client.GetFromJsonAsync<T>(Requests.At(path), ReportingApi.Json))!;
}
