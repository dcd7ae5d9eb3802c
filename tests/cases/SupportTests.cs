using System.Net;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Testing;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>Help that the fund refuses or takes back is not the end of a child's help.</summary>
public sealed class SupportTests(CalendarTests.Api api) : IClassFixture<CalendarTests.Api>
{
    private static readonly object Support = new { programme = "HOC_BONG", amount = 5_000_000, group = "HCDB09" };

    [Theory]
    [InlineData(FundingDecision.Rejected, SupportState.Rejected)]
    [InlineData(FundingDecision.Cancelled, SupportState.Cancelled)]
    public async Task After_the_funds_no_its_reason_is_shown_and_a_new_plan_may_ask_again(FundingDecision decision, SupportState state)
    {
        var approved = await Approved();
        Assert.DoesNotContain("plan", (await Read(approved)).Actions);
        await api.Post(AnMy, $"/{approved.Id}/plan", PlanTests.Plan(Support), approved.Version)
            .Refused(HttpStatusCode.Conflict, "wrong-case-state");

        await api.Publish(new FundingDecided
        {
            RequestId = approved.Plan!.Support!.Id,
            Decision = decision,
            Reason = "Hết kinh phí học bổng quý này",
            DecidedAt = At("2024-04-28T09:00:00+07:00"),
            Version = 3,
        });
        var told = await Told(approved, state);
        Assert.Equal("Hết kinh phí học bổng quý này", told.Plan!.Support!.Reason);
        Assert.Contains("plan", told.Actions);
        var history = await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{told.Id}/history");
        var word = Assert.Single(history.Items, step => step.Action == "support");
        Assert.Equal($"{state.ToString().ToLowerInvariant()} Hết kinh phí học bổng quý này", word.Details);

        // Given back, the case is still the one whose first plan is carried out.
        var again = await api.Post(AnMy, $"/{told.Id}/plan", PlanTests.Plan(Support), told.Version).Read<CaseResponse>();
        var returned = await Returned(again);
        Assert.Equal(CaseState.InProgress, returned.State);
        Assert.Contains("plan", (await Read(told)).Actions);
        Assert.Contains((await api.Get<Listed<CaseTask>>(AnMy, "/queues/mine?due=no-date&limit=500")).Items,
            task => task.CaseId == told.Id && task.Kind == TaskKind.RewritePlan);

        var better = await api.Post(AnMy, $"/{told.Id}/plan", PlanTests.Plan(Support), returned.Version).Read<CaseResponse>();
        var asked = await api.Post(Chairman, $"/{told.Id}/approve", new { }, better.Version).Read<CaseResponse>();
        Assert.Equal((CaseState.InProgress, SupportState.Requested), (asked.State, asked.Plan!.Support!.State));
        Assert.NotEqual(approved.Plan.Support.Id, asked.Plan.Support.Id);
        var earlier = Assert.Single(asked.EarlierSupports);
        Assert.Equal((approved.Plan.Support.Id, state), (earlier.Id, earlier.State));
        Assert.DoesNotContain("plan", (await Read(told)).Actions);
    }

    [Fact]
    public async Task After_a_payment_was_taken_back_a_new_plan_may_ask_again()
    {
        var approved = await Approved();
        var id = approved.Plan!.Support!.Id;
        await api.Publish(new DisbursementReversed
        {
            DisbursementId = id,
            Number = "PC-2024-000012",
            Programme = "HOC_BONG",
            Amount = 5_000_000,
            PaidOn = new DateOnly(2024, 4, 27),
            ReversedAt = At("2024-04-28T09:00:00+07:00"),
            Version = 6,
        });
        var told = await Told(approved, SupportState.Reversed);

        var again = await api.Post(AnMy, $"/{told.Id}/plan", PlanTests.Plan(Support), told.Version).Read<CaseResponse>();

        Assert.Equal((CaseState.PlanSubmitted, SupportState.Planned), (again.State, again.Plan!.Support!.State));
        Assert.Equal("PC-2024-000012", Assert.Single(again.EarlierSupports).Voucher);
    }

    private async Task<CaseResponse> Approved()
    {
        var taken = await api.TakenIn(Given.Report(urgent: false));
        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();
        var submitted = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(Support), assessed.Version).Read<CaseResponse>();

        return await api.Post(Chairman, $"/{taken.Id}/approve", new { }, submitted.Version).Read<CaseResponse>();
    }

    private Task<CaseResponse> Read(CaseResponse row) => api.Get<CaseResponse>(AnMy, $"/{row.Id}");

    /// <summary>Read once more in the end: the parts of a case that is read while a word arrives may be of either side of it.</summary>
    private async Task<CaseResponse> Told(CaseResponse row, SupportState state)
    {
        await Eventually.Value(() => Read(row), read => read.Plan!.Support!.State == state, TimeSpan.FromSeconds(30));

        return await Read(row);
    }

    private Task<CaseResponse> Returned(CaseResponse row) =>
        api.Post(Chairman, $"/{row.Id}/return", new { comment = "Bổ sung" }, row.Version).Read<CaseResponse>();
}
