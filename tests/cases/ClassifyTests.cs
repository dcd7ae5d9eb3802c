using System.Net;
using ChildPlatform.Contracts.Cases;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>What a report is about often turns out only after it was taken in.</summary>
public sealed class ClassifyTests(CasesApi api) : IClassFixture<CasesApi>
{
    private static readonly string[] _violence = ["violence"];
    private static readonly string[] _twice = ["neglect", "neglect"];

    [Fact]
    public async Task A_report_that_turns_out_an_accident_goes_from_the_intake_to_the_plan()
    {
        await api.Give(new { what = "Trẻ ngã xuống ao", placeUnitCode = AnMyUnit, kind = "accident-injury", urgent = true })
            .Read<PublicReportResponse>();
        var line = (await api.Get<Listed<CaseLine>>(AnMy, "/?limit=1")).Items.Single();
        var taken = await api.Get<CaseResponse>(AnMy, $"/{line.Id}");
        Assert.Contains("classify", taken.Actions);
        Assert.DoesNotContain("classify", (await api.Get<CaseResponse>(Chairman, $"/{line.Id}")).Actions);

        var accident = await api.Post(AnMy, $"/{line.Id}/classify", new { kind = "accident-injury" }, taken.Version).Read<CaseResponse>();

        Assert.Equal((CaseKind.AccidentInjury, CaseKind.AccidentInjury, CaseState.Received), (accident.Kind, accident.ReportedKind, accident.State));
        Assert.All(accident.Clocks, clock => Assert.Equal(ClockState.Stopped, clock.State));
        Assert.Contains("plan", accident.Actions);
        Assert.DoesNotContain("assess", accident.Actions);
        var task = Assert.Single((await api.Get<Listed<CaseTask>>(AnMy, "/queues/mine?limit=500")).Items, task => task.CaseId == line.Id);
        Assert.Equal(TaskKind.Plan, task.Kind);
        var step = (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{line.Id}/history")).Items[^1];
        Assert.Equal(("classify", "accident-injury"), (step.Action, step.Details));
        var told = Assert.Single(await api.Told<CaseClassified>(), message => message.CaseId == line.Id);
        Assert.Equal((CaseKind.AccidentInjury, accident.Version), (told.Kind, told.Version));

        await api.Post(AnMy, $"/{line.Id}/plan", PlanTests.Plan(), accident.Version).Read<CaseResponse>();
    }

    [Fact]
    public async Task An_accident_that_turns_out_abuse_has_the_clocks_of_the_law_from_receipt_on_and_again_after_a_mistake()
    {
        var taken = await api.TakenIn(new
        {
            channel = "health",
            what = "Ngã",
            urgent = true,
            kind = "accident-injury",
            placeUnitCode = AnMyUnit,
            receivedAt = "2024-04-26T15:00:00+07:00",
        });
        Assert.Empty(taken.Clocks);

        var abuse = await Classified(taken, "abuse");
        Assert.Equal(["S4", "S5"], abuse.Clocks.Select(clock => clock.Step));
        Assert.All(abuse.Clocks, clock => Assert.Equal((At("2024-04-27T03:00:00+07:00"), ClockState.Running), (clock.DueAt, clock.State)));
        Assert.Equal([AbuseForm.Violence], abuse.Forms);

        var mistaken = await Classified(abuse, "disaster-affected");
        Assert.All(mistaken.Clocks, clock => Assert.Equal(ClockState.Stopped, clock.State));
        var again = await Classified(mistaken, "at-risk");
        Assert.All(again.Clocks, clock => Assert.Equal((At("2024-04-27T03:00:00+07:00"), ClockState.Running), (clock.DueAt, clock.State)));

        Task<CaseResponse> Classified(CaseResponse row, string kind) =>
            api.Post(AnMy, $"/{row.Id}/classify", new { kind, forms = _violence }, row.Version).Read<CaseResponse>();
    }

    [Fact]
    public async Task A_time_that_was_up_stays_a_breach_and_an_assessed_case_keeps_its_kind()
    {
        var late = await api.TakenIn(Given.Report(receivedAt: "2024-04-25T08:00:00+07:00", occurredOn: "2024-04-25"));
        var accident = await api.Post(AnMy, $"/{late.Id}/classify", new { kind = "accident-injury" }, late.Version).Read<CaseResponse>();
        Assert.All(accident.Clocks, clock => Assert.Equal(ClockState.Breached, clock.State));
        Assert.All(accident.Clocks, clock => Assert.NotNull(clock.StoppedAt));
        Assert.Equal(2, (await api.Told<ClockBreached>()).Count(message => message.CaseId == late.Id));

        var taken = await api.TakenIn();
        Assert.Equal(["/kind required"], await api.Post(AnMy, $"/{taken.Id}/classify", new { }, taken.Version).Invalid());
        Assert.Equal(
            ["/forms/1 duplicate-item"],
            await api.Post(AnMy, $"/{taken.Id}/classify", new { kind = "abuse", forms = _twice }, taken.Version).Invalid());
        await api.Post(AnPhu, $"/{taken.Id}/classify", new { kind = "abuse" }, taken.Version).Refused(HttpStatusCode.NotFound, "not-found");
        await api.Post(Chairman, $"/{taken.Id}/classify", new { kind = "abuse" }, taken.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();
        await api.Post(AnMy, $"/{taken.Id}/classify", new { kind = "accident-injury" }, assessed.Version)
            .Refused(HttpStatusCode.Conflict, "wrong-case-state");
    }
}
