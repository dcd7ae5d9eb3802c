using System.Net;
using ChildPlatform.Contracts.Cases;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class ClockTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task The_plan_of_a_case_assessed_on_Friday_is_due_by_the_end_of_the_seventh_of_May()
    {
        var taken = await api.TakenIn(Given.Report(urgent: false));
        Assert.Empty(taken.Clocks);

        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();

        var plan = Assert.Single(assessed.Clocks);
        Assert.Equal(("S7", "5 working-day", At("2024-05-08T00:00:00+07:00")), (plan.Step, plan.Rule, plan.DueAt));
        Assert.Equal(CaseState.Assessed, assessed.State);
        Assert.Equal(AssessmentConclusion.PlanNeeded, assessed.Assessment!.Suggested);
        Assert.Equal("***", assessed.Assessment.Note);
    }

    [Fact]
    public async Task High_answers_make_the_case_urgent_from_receipt_on_whatever_the_report_said()
    {
        var taken = await api.TakenIn(Given.Report(urgent: false, receivedAt: "2024-04-26T09:00:00+07:00"));
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("high"), taken.Version)
            .Refused(HttpStatusCode.Conflict, "high-risk-is-urgent");
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("high", "no-action"), taken.Version)
            .Refused(HttpStatusCode.Conflict, "high-risk-is-urgent");

        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("high", "urgent"), taken.Version).Read<CaseResponse>();

        Assert.True(assessed.Urgent);
        Assert.Equal([("S4", ClockState.Met), ("S5", ClockState.Running)], assessed.Clocks.Select(clock => (clock.Step, clock.State)));
        Assert.All(assessed.Clocks, clock => Assert.Equal(At("2024-04-26T21:00:00+07:00"), clock.DueAt));
    }

    [Fact]
    public async Task A_report_that_turns_out_not_urgent_stops_its_urgent_clocks()
    {
        var taken = await api.TakenIn();

        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();

        Assert.Equal(
            [("S4", ClockState.Stopped), ("S5", ClockState.Stopped), ("S7", ClockState.Running)],
            assessed.Clocks.Select(clock => (clock.Step, clock.State)));
    }

    [Fact]
    public async Task An_accident_has_no_risk_form_and_no_clock()
    {
        var taken = await api.TakenIn(new { channel = "health", what = "Đuối nước", urgent = true, kind = "accident-injury", placeUnitCode = AnMyUnit });

        Assert.Empty(taken.Clocks);
        Assert.DoesNotContain("assess", (await api.Get<CaseResponse>(AnMy, $"/{taken.Id}")).Actions);
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Refused(HttpStatusCode.Conflict, "no-risk-form");
    }

    [Fact]
    public async Task An_assessment_needs_the_version_that_was_seen_and_a_person_of_the_commune()
    {
        var taken = await api.TakenIn();

        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form()).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), 7).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Post(Chairman, $"/{taken.Id}/assess", Given.Form(), 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post("svc-fund", $"/{taken.Id}/assess", Given.Form(), 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), 1).Read<CaseResponse>();
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), 2).Refused(HttpStatusCode.Conflict, "wrong-case-state");
    }

    [Fact]
    public async Task Two_officers_who_assess_at_once_leave_one_assessment()
    {
        var taken = await api.TakenIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(["intake", "assess"], (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{taken.Id}/history")).Items.Select(step => step.Action));
    }

    [Fact]
    public async Task A_commune_may_be_quicker_than_the_law_and_never_slower()
    {
        object Rule(int amount, string unit = AnPhuUnit) => new { step = "S5", amount, unitCode = unit, source = "QĐ 12/QĐ-UBND", validFrom = "2024-04-01" };

        await api.Post(Supervisor, "/deadlines", Rule(13)).Refused(HttpStatusCode.Conflict, "deadline-not-tighter");
        await api.Post(AnMy, "/deadlines", Rule(8)).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(Supervisor, "/deadlines", Rule(8)).Read<DeadlineResponse>();
        await api.Post(Supervisor, "/deadlines", Rule(6)).Refused(HttpStatusCode.Conflict, "deadline-exists");

        var quick = await api.TakenIn(Given.Report(unit: AnPhuUnit, receivedAt: "2024-04-26T16:00:00+07:00"));
        var other = await api.TakenIn(Given.Report(receivedAt: "2024-04-26T16:00:00+07:00"));
        var before = await api.TakenIn(Given.Report(unit: AnPhuUnit, receivedAt: "2024-03-30T16:00:00+07:00", occurredOn: "2024-03-30"));

        Assert.Equal(At("2024-04-27T00:00:00+07:00"), quick.Clocks.Single(clock => clock.Step == "S5").DueAt);
        Assert.Equal("QĐ 12/QĐ-UBND", quick.Clocks.Single(clock => clock.Step == "S5").Source);
        Assert.Equal(At("2024-04-27T04:00:00+07:00"), other.Clocks.Single(clock => clock.Step == "S5").DueAt);
        Assert.Equal(At("2024-03-31T04:00:00+07:00"), before.Clocks.Single(clock => clock.Step == "S5").DueAt);
    }
}
