using System.Net;
using ChildPlatform.Contracts.Cases;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class PlanTests(CasesApi api) : IClassFixture<CasesApi>
{
    internal static object Plan(object? support = null) => new
    {
        goals = "Trẻ hết sợ hãi, đi học lại",
        measures = new[] { new { kind = "psychology", description = "Tham vấn cho trẻ", executor = "Trung tâm CTXH", dueOn = "2024-06-01" } },
        support,
    };

    [Fact]
    public async Task A_plan_goes_to_the_chairman_comes_back_with_a_comment_and_is_approved_in_its_second_form()
    {
        var assessed = await Assessed();

        var submitted = await api.Post(AnMy, $"/{assessed.Id}/plan", Plan(), assessed.Version).Read<CaseResponse>();
        Assert.Equal((CaseState.PlanSubmitted, PlanState.Submitted), (submitted.State, submitted.Plan!.State));
        Assert.Equal(ClockState.Met, submitted.Clocks.Single(clock => clock.Step == "S7").State);
        Assert.Equal("***", submitted.Plan.Measures.Single().Description);
        await api.Post(Chairman, $"/{assessed.Id}/return", new { }, submitted.Version).Invalid();

        var returned = await api.Post(Chairman, $"/{assessed.Id}/return", new { comment = "Bổ sung hỗ trợ pháp lý" }, submitted.Version).Read<CaseResponse>();
        Assert.Equal((CaseState.Assessed, PlanState.Returned), (returned.State, returned.Plan!.State));
        Assert.Equal("Bổ sung hỗ trợ pháp lý", (await api.Get<CaseResponse>(AnMy, $"/{assessed.Id}", "case-handling")).Plan!.Comment);

        var again = await api.Post(AnMy, $"/{assessed.Id}/plan", Plan(), returned.Version).Read<CaseResponse>();
        var approved = await api.Post(Chairman, $"/{assessed.Id}/approve", new { }, again.Version).Read<CaseResponse>();

        Assert.Equal((CaseState.InProgress, PlanState.Approved), (approved.State, approved.Plan!.State));
        Assert.Equal(["intake", "assess", "plan", "return", "plan", "approve"],
            (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{assessed.Id}/history")).Items.Select(step => step.Action));
        Assert.Empty(await Requested(assessed.Number));
    }

    [Fact]
    public async Task An_approved_plan_asks_the_fund_once_by_codes_alone()
    {
        var assessed = await Assessed();
        var support = new { programme = "HOC_BONG", amount = 5_000_000, group = "HCDB09" };
        var submitted = await api.Post(AnMy, $"/{assessed.Id}/plan", Plan(support), assessed.Version).Read<CaseResponse>();
        Assert.Equal(SupportState.Planned, submitted.Plan!.Support!.State);
        Assert.Empty(await Requested(assessed.Number));

        var key = Guid.NewGuid().ToString();
        await api.Post(Chairman, $"/{assessed.Id}/approve", new { }, submitted.Version, key).Read<CaseResponse>();
        var approved = await api.Post(Chairman, $"/{assessed.Id}/approve", new { }, submitted.Version, key).Read<CaseResponse>();

        var asked = Assert.Single(await Requested(assessed.Number));
        Assert.Equal(approved.Plan!.Support!.Id, asked.RequestId);
        Assert.Equal(SupportState.Requested, approved.Plan.Support.State);
        Assert.Equal(("HOC_BONG", 5_000_000, "HCDB09", AnMyUnit, AnMy), (asked.Programme, asked.Amount, asked.Group, asked.UnitCode, asked.RequestedBy));
        Assert.Equal(approved.Child!.Code, asked.ChildCode);
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, asked.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_plan_without_a_measure_or_after_no_action_is_none()
    {
        var assessed = await Assessed();

        Assert.Equal(["/measures required"],
            await api.Post(AnMy, $"/{assessed.Id}/plan", new { goals = "x", measures = Array.Empty<object>() }, assessed.Version).Invalid());
        Assert.Equal(["/measures/0/kind required", "/measures/0/dueOn required"],
            await api.Post(AnMy, $"/{assessed.Id}/plan", new { goals = "x", measures = new[] { new { description = "a", executor = "b" } } }, assessed.Version).Invalid());
        await api.Post(Chairman, $"/{assessed.Id}/plan", Plan(), assessed.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(AnMy, $"/{assessed.Id}/approve", new { }, assessed.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(Chairman, $"/{assessed.Id}/approve", new { }, assessed.Version).Refused(HttpStatusCode.Conflict, "wrong-case-state");

        var calm = await Assessed("low", "no-action");
        await api.Post(AnMy, $"/{calm.Id}/plan", Plan(), calm.Version).Refused(HttpStatusCode.Conflict, "no-plan-needed");
    }

    [Fact]
    public async Task Money_is_asked_for_a_child_on_record_only()
    {
        var taken = await api.TakenIn(new { channel = "police", what = "x", kind = "abuse", placeUnitCode = AnMyUnit });
        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();

        await api.Post(AnMy, $"/{taken.Id}/plan", Plan(new { programme = "HOC_BONG", amount = 1 }), assessed.Version)
            .Refused(HttpStatusCode.Conflict, "support-needs-child");
    }

    [Fact]
    public async Task Separations_of_a_case_last_fifteen_days_in_all_unless_an_authority_asks_for_more()
    {
        var taken = await api.TakenIn();
        object Apart(string from, string until, string? document = null) => new
        {
            kind = "separation",
            decision = "12/QĐ-UBND",
            from,
            until,
            higherAuthorityDocument = document,
            note = "Trẻ ở với bà ngoại, hẻm 12",
        };

        await api.Post(AnMy, $"/{taken.Id}/separate", Apart("2024-04-26", "2024-05-04"), taken.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/until date-before-start"],
            await api.Post(Chairman, $"/{taken.Id}/separate", Apart("2024-04-26", "2024-04-25"), taken.Version).Invalid());
        var first = await api.Post(Chairman, $"/{taken.Id}/separate", Apart("2024-04-26", "2024-05-04"), taken.Version).Read<CaseResponse>();
        Assert.Equal([("S4", ClockState.Running), ("S5", ClockState.Met)], first.Clocks.Select(clock => (clock.Step, clock.State)));

        await api.Post(Chairman, $"/{taken.Id}/separate", Apart("2024-05-04", "2024-05-12"), first.Version)
            .Refused(HttpStatusCode.Conflict, "separation-too-long");
        var longest = await api.Post(Chairman, $"/{taken.Id}/separate", Apart("2024-05-04", "2024-05-11"), first.Version).Read<CaseResponse>();
        var more = await api.Post(Chairman, $"/{taken.Id}/separate", Apart("2024-05-11", "2024-05-20", "34/CV-TAND"), longest.Version).Read<CaseResponse>();

        Assert.Equal(3, more.UrgentMeasures.Count);
        Assert.All(more.UrgentMeasures, measure => Assert.Equal("***", measure.Note));
    }

    private async Task<CaseResponse> Assessed(string harm = "medium", string conclusion = "plan-needed")
    {
        var taken = await api.TakenIn(Given.Report(urgent: false));

        return await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(harm, conclusion), taken.Version).Read<CaseResponse>();
    }

    private async Task<IReadOnlyList<SupportRequested>> Requested(string number) =>
        [.. (await api.Told<SupportRequested>()).Where(asked => asked.CaseNumber == number)];
}
