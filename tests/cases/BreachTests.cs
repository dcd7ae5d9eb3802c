using ChildPlatform.Contracts.Cases;
using ChildPlatform.Testing;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class BreachTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task A_breach_is_raised_once_and_stays_when_the_step_is_done_late()
    {
        var taken = await api.TakenIn(Given.Report(receivedAt: "2024-04-26T16:00:00+07:00"));
        api.Clock.SetUtcNow(At("2024-04-27T03:59:00+07:00").ToUniversalTime());
        await api.RaiseBreaches();
        Assert.Empty(await api.Told<ClockBreached>());

        api.Clock.SetUtcNow(At("2024-04-27T04:00:01+07:00").ToUniversalTime());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.RaiseBreaches()));
        await api.RaiseBreaches();

        var told = (await api.Told<ClockBreached>()).Where(breach => breach.CaseId == taken.Id).ToList();
        Assert.Equal(["S4", "S5"], told.Select(breach => breach.Step).Order());
        await NoticesOf(taken);
        var overdue = (await api.Get<Listed<CaseTask>>(AnMy, "/queues/mine?due=overdue")).Items;
        Assert.Equal(2, overdue.Count(task => task.CaseId == taken.Id && task.Due == TaskDue.Overdue));

        var current = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}");
        var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("high", "urgent"), current.Version).Read<CaseResponse>();

        var late = assessed.Clocks.Single(clock => clock.Step == "S4");
        Assert.Equal(ClockState.Breached, late.State);
        Assert.NotNull(late.DoneAt);
        Assert.Equal(["intake", "breach", "breach", "assess"],
            (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{taken.Id}/history")).Items.Select(step => step.Action));
        Assert.Equal(2, (await api.Told<ClockBreached>()).Count(breach => breach.CaseId == taken.Id));
        Assert.Equal([TaskKind.Protect, TaskKind.Plan],
            (await api.Get<Listed<CaseTask>>(AnMy, "/queues/mine")).Items.Where(task => task.CaseId == taken.Id).Select(task => task.Kind));
        await NoticesOf(taken);
    }

    /// <summary>
    /// One notice a clock for the commune's chairman and for the supervisor, none for another commune's; no child in it.
    /// </summary>
    private async Task NoticesOf(CaseResponse taken)
    {
        var chairman = Tokens.Users[Chairman];
        foreach (var user in new[] { chairman, Tokens.Users[Supervisor] })
        {
            var told = (await api.Notices(user)).Where(notice => notice.SubjectId == taken.Id.ToString()).ToList();
            Assert.Equal(2, told.Count);
            Assert.All(told, notice =>
            {
                Assert.Equal(("clock-breached", "case", false), (notice.Kind, notice.SubjectType, notice.Read));
                Assert.StartsWith($"Vụ việc {taken.Number} đã quá hạn: ", notice.TextVi, StringComparison.Ordinal);
                Assert.EndsWith("(hạn 04:00 27/04/2024).", notice.TextVi, StringComparison.Ordinal);
                var text = notice.TextVi + notice.TextEn;
                Assert.DoesNotContain(Given.PrivateWords, word => text.Contains(word, StringComparison.Ordinal));
            });
            Assert.Equal(2, told.Select(notice => notice.TextEn).Distinct().Count());
        }

        var anPhu = chairman with { Subject = "case-chair-anphu", UnitCodes = Tokens.Users[AnPhu].UnitCodes };
        Assert.DoesNotContain(await api.Notices(anPhu), notice => notice.SubjectId == taken.Id.ToString());
        Assert.Empty(await api.Notices(chairman with { Subject = "case-chair-nowhere", UnitCodes = [] }));
        Assert.Empty(await api.Notices(Tokens.Users[AnMy]));
    }
}
