using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Reporting.Tests.Rounds;

/// <summary>Rounds as the plan has them; on a database of their own, since other tests change theirs.</summary>
public sealed class PlanRoundTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task The_rounds_of_the_plan_have_their_days_and_their_agencies()
    {
        var rounds = (await api.Get<RoundsResponse>("/rounds?year=2024")).Items;
        var half = rounds.Single(r => r.Code == "VI.1.2");
        var whole = rounds.Single(r => r.Code == "VI.1.3");

        Assert.Equal((Day(5, 20), Day(5, 19), Day(5, 25), Day(5, 24)), (half.DueBefore, half.LastDay, half.SynthesisDueBefore, half.SynthesisLastDay));
        Assert.Equal((Day(1, 1), Day(4, 30), Day(4, 30), true), (half.PeriodFrom, half.PeriodTo, half.CutOff, half.IsDesign));
        Assert.Equal((Day(11, 10), Day(11, 20), Day(10, 31)), (whole.DueBefore, whole.SynthesisDueBefore, whole.CutOff));
        Assert.Equal((31, 8), (half.Expected, half.Invited));
        Assert.True(half.LastDayIsWeekend); // 19/05/2024 is a Sunday: a warning, no shift.
        Assert.Contains(rounds, r => r is { Code: "VI.1.1", Kind: RoundKind.OwnPlan });
        var one = await api.Get<RoundResponse>($"/rounds/{half.Id}");
        Assert.DoesNotContain(one.Agencies!, a => a.Agency == "KHAC");
        Assert.Equal(["VKS", "TAND", "MTTQ", "TD", "PN", "ND", "HBT", "LDLD"],
            one.Agencies!.Where(a => a.Standing is RoundStanding.Invited).Select(a => a.Agency));

        static DateOnly? Day(int month, int day) => new DateOnly(2024, month, day);
    }
}
