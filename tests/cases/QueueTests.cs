using ChildPlatform.Contracts.Cases;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>Whatever waits for somebody stands in their list, and leaves it by being done.</summary>
public sealed class QueueTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task A_case_is_somebodys_work_from_intake_to_the_chairmans_signature()
    {
        var taken = await api.TakenIn(Given.Report(urgent: false));
        Assert.Equal(["worker: Assess NoDate"], await Waiting(taken));

        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();
        Assert.Equal(["worker: Plan Later", "chairman: Plan Later"], await Waiting(taken));

        var first = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(), assessed.Version).Read<CaseResponse>();
        Assert.Equal(["chairman: DecidePlan NoDate"], await Waiting(taken));

        var returned = await Returned(first);
        Assert.Equal(["worker: RewritePlan NoDate"], await Waiting(taken));

        var second = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(), returned.Version).Read<CaseResponse>();
        Assert.Equal(["chairman: DecidePlan NoDate"], await Waiting(taken));

        await api.Post(Chairman, $"/{taken.Id}/approve", new { }, second.Version).Read<CaseResponse>();
        Assert.Empty(await Waiting(taken));
    }

    [Fact]
    public async Task A_public_report_waits_for_the_worker_of_its_commune_alone()
    {
        await api.Give(new { what = "Trẻ ở một mình", placeUnitCode = AnMyUnit }).Read<PublicReportResponse>();
        var line = (await api.Get<Listed<CaseLine>>(AnMy, "/?limit=1")).Items.Single();

        var task = Assert.Single((await All(AnMy)), task => task.CaseId == line.Id);
        Assert.Equal((TaskKind.Assess, line.ReceivedAt), (task.Kind, task.Since));
        Assert.Null(task.Clock);
        foreach (var user in new[] { Chairman, AnPhu, Supervisor })
        {
            Assert.DoesNotContain(await All(user), other => other.CaseId == line.Id);
        }
    }

    [Fact]
    public async Task Work_is_sorted_by_its_time_with_what_has_none_at_the_end_and_pages_do_not_overlap()
    {
        var later = await api.TakenIn(Given.Report(urgent: false));
        await api.Post(AnMy, $"/{later.Id}/assess", Given.Form(), later.Version).Read<CaseResponse>();
        await api.TakenIn(Given.Report(urgent: false));
        await api.TakenIn(Given.Report(receivedAt: "2024-04-26T08:00:00+07:00"));
        await api.TakenIn(Given.Report(urgent: false));

        var paged = new List<CaseTask>();
        for (var next = "?limit=2"; next is not null;)
        {
            var page = await api.Get<Listed<CaseTask>>(AnMy, "/queues/mine" + next[next.IndexOf('?', StringComparison.Ordinal)..]);
            Assert.InRange(page.Items.Count, 1, 2);
            paged.AddRange(page.Items);
            next = page.Next;
        }

        Assert.Equal(paged.Count, paged.Select(task => (task.CaseId, task.Kind)).Distinct().Count());
        Assert.Equal(await All(AnMy), paged);
        var sorted = paged.OrderBy(task => task.Clock is null).ThenBy(task => task.Clock?.DueAt ?? task.Since);
        Assert.Equal(sorted.Select(task => (task.CaseId, task.Since)), paged.Select(task => (task.CaseId, task.Since)));
        Assert.All(await All(AnMy, "&due=no-date"), task => Assert.Null(task.Clock));
    }

    [Fact]
    public async Task An_overdue_step_that_turns_out_to_be_needless_leaves_the_list_and_stays_a_breach()
    {
        var now = api.Clock.GetUtcNow();
        var taken = await api.TakenIn(Given.Report(receivedAt: "2024-04-26T01:00:00+07:00"));
        await api.RaiseBreaches();
        var overdue = (await Line(taken)).NextClock!;
        Assert.Equal((ClockState.Breached, At("2024-04-26T13:00:00+07:00")), (overdue.State, overdue.DueAt));

        var current = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}");
        var calm = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("low", "no-action"), current.Version)
            .Read<CaseResponse>();

        Assert.Empty(await Waiting(taken));
        Assert.Null((await Line(taken)).NextClock);
        Assert.All(calm.Clocks, clock => Assert.Equal(ClockState.Breached, clock.State));
        Assert.NotNull(calm.Clocks.Single(clock => clock.Step == "S4").DoneAt);
        Assert.True(calm.Clocks.Single(clock => clock.Step == "S5").StoppedAt >= now);
        var history = await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{taken.Id}/history");
        Assert.Equal(2, history.Items.Count(step => step.Action == "breach"));
    }

    [Theory]
    [InlineData("special-circumstance")]
    [InlineData("accident-injury")]
    [InlineData("disaster-affected")]
    public async Task What_is_no_abuse_goes_from_intake_to_a_plan_with_the_funds_help(string kind)
    {
        var taken = await api.TakenIn(new
        {
            channel = "commune",
            what = "Trẻ mồ côi cả cha và mẹ",
            kind,
            placeUnitCode = AnMyUnit,
            child = new { name = "Nguyễn Thị Ánh", birthDate = "2015-03-09" },
        });
        Assert.Equal(["worker: Plan NoDate"], await Waiting(taken));
        var seen = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}");
        Assert.Contains("plan", seen.Actions);
        Assert.DoesNotContain("assess", seen.Actions);

        var support = new { programme = "HOC_BONG", amount = 3_000_000, group = "HCDB01" };
        var first = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(support), taken.Version).Read<CaseResponse>();
        var returned = await Returned(first);
        Assert.Equal(CaseState.Received, returned.State);
        Assert.Equal(["worker: RewritePlan NoDate"], await Waiting(taken));
        var second = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(support), returned.Version).Read<CaseResponse>();
        var approved = await api.Post(Chairman, $"/{taken.Id}/approve", new { }, second.Version).Read<CaseResponse>();

        Assert.Equal((CaseState.InProgress, SupportState.Requested), (approved.State, approved.Plan!.Support!.State));
        Assert.Empty(approved.Clocks);
        var asked = Assert.Single(await api.Told<SupportRequested>(), asked => asked.CaseNumber == taken.Number);
        Assert.Equal(("HCDB01", "HOC_BONG"), (asked.Group, asked.Programme));
    }

    private async Task<IReadOnlyList<CaseTask>> All(string user, string filter = "") =>
        (await api.Get<Listed<CaseTask>>(user, "/queues/mine?limit=500" + filter)).Items;

    private async Task<CaseLine> Line(CaseResponse row) =>
        (await api.Get<Listed<CaseLine>>(AnMy, "/?limit=500")).Items.Single(line => line.Id == row.Id);

    private Task<CaseResponse> Returned(CaseResponse row) =>
        api.Post(Chairman, $"/{row.Id}/return", new { comment = "Bổ sung" }, row.Version).Read<CaseResponse>();

    /// <summary>What waits for the worker, then what for the chairman.</summary>
    private async Task<IReadOnlyList<string>> Waiting(CaseResponse row)
    {
        return [.. await Of("worker", AnMy), .. await Of("chairman", Chairman)];

        async Task<IEnumerable<string>> Of(string who, string user) =>
            (await All(user)).Where(task => task.CaseId == row.Id).Select(task => $"{who}: {task.Kind} {task.Due}");
    }
}
