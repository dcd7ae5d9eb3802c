using System.Net;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class IntakeTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task An_urgent_report_on_Friday_afternoon_is_due_on_Saturday_morning_and_has_no_plan_clock()
    {
        using var answer = await api.Post(Hotline, "/", Given.Report(receivedAt: "2024-04-26T16:40:00+07:00"));
        var taken = await answer.Read<CaseResponse>();

        Assert.Contains("\"dueAt\":\"2024-04-27T04:40:00+07:00\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("VV-2024-", taken.Number, StringComparison.Ordinal);
        Assert.Equal(CaseState.Received, taken.State);
        Assert.Equal(["S4", "S5"], taken.Clocks.Select(clock => clock.Step));
        Assert.All(taken.Clocks, clock =>
        {
            Assert.Equal(At("2024-04-27T04:40:00+07:00"), clock.DueAt);
            Assert.Equal(("12 hour", ClockState.Running), (clock.Rule, clock.State));
            Assert.StartsWith("Nghị định 56/2017/NĐ-CP", clock.Source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_where_when_and_channel_are_enough()
    {
        var taken = await api.Post(AnMy, "/", new { channel = "in-person", what = "Trẻ bị bỏ lại một mình", placeUnitCode = AnMyUnit })
            .Read<CaseResponse>();

        Assert.Null(taken.Kind);
        Assert.Null(taken.Child);
        Assert.Empty(taken.Clocks);
        Assert.False(taken.Urgent);
        Assert.Equal("Phường An Mỹ", taken.Place.Name);
    }

    [Fact]
    public async Task What_is_wrong_is_said_field_by_field()
    {
        Assert.Equal(
            ["/channel not-in-catalogue", "/receivedAt instant-in-future", "/placeUnitCode not-in-catalogue"],
            await api.Post(Hotline, "/", new { channel = "web", what = "x", placeUnitCode = "99999", receivedAt = "2030-01-01T00:00:00+07:00" }).Invalid());
        Assert.Equal(
            ["/placeUnitCode not-in-catalogue", "/occurredOn date-after-receipt", "/child/birthDate birth-after-receipt"],
            await api.Post(Hotline, "/", new
            {
                channel = "police",
                what = "x",
                placeUnitCode = "49", // The whole province: nobody could go there.
                occurredOn = "2024-04-27",
                child = new { birthDate = "2024-04-27" },
            }).Invalid());
        Assert.Equal(
            ["/channel required", "/placeUnitCode required", "/what required"],
            (await api.Post(Hotline, "/", new { }).Invalid()).Order());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_child_is_said_at_once()
    {
        Assert.Equal(
            [
                "/child/birthDate birth-after-receipt", "/child/residenceUnitCode not-in-catalogue",
                "/child/personalNumber invalid-format",
            ],
            await Wrong(new { birthDate = "2031-01-01", residenceUnitCode = "99999", personalNumber = "12" }));
    }

    [Fact]
    public async Task A_child_is_under_sixteen_on_the_day_on_which_it_happened_however_its_age_is_told()
    {
        Assert.Equal(["/child/birthDate not-a-child"], await Wrong(new { birthDate = "1999-05-01" }));
        Assert.Equal(["/child/birthDate not-a-child"], await Wrong(new { birthDate = "2008-04-26" }));
        Assert.Equal(["/child/birthDate not-a-child"], await Wrong(new { birthDate = "0001-01-01" }));
        Assert.Equal(["/child/estimatedAge not-a-child"], await Wrong(new { estimatedAge = 40 }));
        Assert.Equal(["/child/estimatedAge not-a-child"], await Wrong(new { estimatedAge = 16 }));
        Assert.Equal(["/child/estimatedAge out-of-range"], await Wrong(new { estimatedAge = -1 }));

        // Fifteen on the day before the birthday, though sixteen when it is told.
        var late = await api.Post(Hotline, "/", new
        {
            channel = "police",
            what = "x",
            placeUnitCode = AnMyUnit,
            occurredOn = "2024-04-25",
            receivedAt = "2024-04-26T10:00:00+07:00",
            child = new { birthDate = "2008-04-26" },
        }).Read<CaseResponse>();
        Assert.Equal("16+", late.Child!.AgeGroup);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "instant-too-old")]
    [InlineData("2023-12-31T23:59:59+07:00", "instant-too-old")]
    [InlineData("9999-12-31T23:59:59Z", "instant-in-future")]
    public async Task A_receipt_at_a_time_that_cannot_be_is_blamed_on_the_time_alone(string receivedAt, string code) =>
        Assert.Equal([$"/receivedAt {code}"],
            await api.Post(Hotline, "/", new { channel = "police", what = "x", placeUnitCode = AnMyUnit, receivedAt }).Invalid());

    [Fact]
    public async Task A_form_of_abuse_is_named_once()
    {
        string[] forms = ["violence", "neglect", "violence"];
        Assert.Equal(["/forms/2 duplicate-item"],
            await api.Post(Hotline, "/", new { channel = "police", what = "x", placeUnitCode = AnMyUnit, forms }).Invalid());
        var taken = await api.TakenIn();
        Assert.Equal(["/forms/2 duplicate-item"],
            await api.Post(AnMy, $"/{taken.Id}/assess", new
            {
                harmNow = "low",
                furtherHarm = "low",
                selfProtection = "low",
                support = "low",
                conclusion = "no-action",
                note = "x",
                forms,
            }, taken.Version).Invalid());
    }

    [Fact]
    public async Task A_refusal_names_the_state_in_the_words_of_the_API()
    {
        var taken = await api.TakenIn();

        using var answer = await api.Post(AnMy, $"/{taken.Id}/plan", PlanTests.Plan(), taken.Version);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("\"details\":{\"state\":\"received\"}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_from_the_first_day_of_all_is_a_list()
    {
        using var answer = await api.Get(AnMy, "/?from=0001-01-01&to=9999-12-31");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task<IReadOnlyList<string>> Wrong(object child) =>
        api.Post(Hotline, "/", new { channel = "police", what = "x", placeUnitCode = AnMyUnit, occurredOn = "2024-04-26", child }).Invalid();

    [Fact]
    public async Task The_same_key_opens_one_case_and_its_answer_tells_nothing_private()
    {
        var key = Guid.NewGuid().ToString();
        var first = await api.Post(Hotline, "/", Given.Report(receivedAt: "2024-04-26T10:00:00+07:00"), key: key).Read<CaseResponse>();
        using var again = await api.Post(Hotline, "/", Given.Report(receivedAt: "2024-04-26T10:00:00+07:00"), key: key);

        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(first.Number, (await again.Read<CaseResponse>()).Number);
        Assert.True(first.Masked);
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, first.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_private_stands_in_the_database_in_clear()
    {
        var taken = await api.TakenIn();
        await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form("high", "urgent"), taken.Version).Read<CaseResponse>();
        await api.Get<CaseResponse>(AnMy, $"/{taken.Id}", "case-handling");

        var dump = await api.Dump();

        Assert.Contains(taken.Number, dump, StringComparison.Ordinal);
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, dump, StringComparison.OrdinalIgnoreCase));
    }
}

public class AccessTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task Without_a_purpose_the_answer_is_masked_and_with_one_the_read_is_on_record()
    {
        var taken = await api.TakenIn();

        using var masked = await api.Get(AnMy, $"/{taken.Id}");
        var payload = await masked.Content.ReadAsStringAsync();
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, payload, StringComparison.OrdinalIgnoreCase));
        var shown = await masked.Read<CaseResponse>();
        Assert.Equal(("***", "***", "6-10", null), (shown.What, shown.Child!.Name, shown.Child.AgeGroup, shown.Child.BirthDate));
        Assert.Empty((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items);

        var clear = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}", "case-handling");
        Assert.Equal("Hàng xóm nghe tiếng trẻ bị đánh nhiều lần", clear.What);
        Assert.Equal(("Nguyễn Thị Ánh", new DateOnly(2015, 3, 9)), (clear.Child!.Name, clear.Child.BirthDate));
        Assert.Equal("Trần Văn Lớn", clear.Child.Carers.Single().Name);
        Assert.Equal("0905111222", clear.Informant!.Phone);

        var read = Assert.Single((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items);
        Assert.Equal((AnMy, taken.Number, "case-handling"), (read.By, read.CaseNumber, read.Purpose));
        Assert.Contains(read, (await api.Get<Listed<AccessLogLine>>(Privacy, $"/access-log?case={taken.Number}")).Items);
    }

    [Fact]
    public async Task A_case_of_another_commune_can_neither_be_listed_nor_guessed()
    {
        var ours = await api.TakenIn();
        var theirs = await api.TakenIn(Given.Report(unit: AnPhuUnit));

        var listed = (await api.Get<Listed<CaseLine>>(AnPhu, "/?limit=500")).Items.Select(line => line.Id).ToList();
        Assert.Contains(theirs.Id, listed);
        Assert.DoesNotContain(ours.Id, listed);
        foreach (var path in new[] { "", "/clocks", "/history" })
        {
            await api.Get(AnPhu, $"/{ours.Id}{path}").Refused(HttpStatusCode.NotFound, "not-found");
        }

        await api.Get(AnPhu, $"/{ours.Id}", "case-handling").Refused(HttpStatusCode.NotFound, "not-found");
        await api.Post(AnPhu, $"/{ours.Id}/assess", Given.Form(), ours.Version).Refused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(ours.Id, (await api.Get<Listed<CaseTask>>(AnPhu, "/queues/mine?limit=500")).Items.Select(task => task.CaseId));
        var all = (await api.Get<Listed<CaseLine>>(Supervisor, "/?limit=500")).Items.Select(line => line.Id).ToList();
        Assert.Contains(ours.Id, all);
        Assert.Contains(theirs.Id, all);
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("auditor")]
    [InlineData("leader")]
    [InlineData("fund-officer")]
    [InlineData("privacy-officer")]
    [InlineData("hotline-111")]
    public async Task Who_does_not_handle_cases_sees_none(string user)
    {
        var taken = await api.TakenIn();

        await api.Get(user, "/").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get(user, $"/{taken.Id}", "case-handling").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_machine_reads_only_masked_and_a_purpose_is_one_of_the_catalogue()
    {
        var taken = await api.TakenIn();

        Assert.True((await api.Get<CaseResponse>("svc-reporting", $"/{taken.Id}")).Masked);
        await api.Get("svc-reporting", $"/{taken.Id}", "supervision").Refused(HttpStatusCode.Forbidden, "clear-text-not-allowed");
        Assert.Equal(["/Access-Purpose unknown-purpose"], await api.Get(AnMy, $"/{taken.Id}", "curiosity").Invalid());
        Assert.Contains("case-handling", (await api.Get<Listed<PurposeResponse>>(AnMy, "/purposes")).Items.Select(purpose => purpose.Code));
        await api.Get(AnMy, "/access-log").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_sealed_text_that_is_moved_to_another_case_does_not_open_there()
    {
        var (first, second) = (await api.TakenIn(), await api.TakenIn());
        await api.Execute($"update cases set what = (select what from cases where id = '{first.Id}') where id = '{second.Id}'");

        using var answer = await api.Get(AnMy, $"/{second.Id}", "case-handling");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Hàng xóm", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

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

public class NoticeTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task Old_notices_go_with_their_marks_and_nobody_changes_one_before()
    {
        var start = api.Clock.GetUtcNow();
        await api.TakenIn(Given.Report(receivedAt: "2024-04-25T08:00:00+07:00", occurredOn: "2024-04-25"));
        await api.RaiseBreaches();
        var chairman = Tokens.Users[Chairman];
        var told = await api.Notices(chairman);
        var mark = new Uri($"/api/v1/cases/notices/{told[0].Id}/read", UriKind.Relative);
        using var read = await api.As(chairman).PostAsync(mark, null);
        read.EnsureSuccessStatusCode();

        var database = api.Services.GetRequiredService<NpgsqlDataSource>();
        await Pruner.PruneNoticesAsync(database, start.AddSeconds(-1), CancellationToken.None);
        Assert.Equal(told.Count, (await api.Notices(chairman)).Count);
        await using var change = database.CreateCommand("update notices set vi = 'khác'");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => change.ExecuteNonQueryAsync())).SqlState);

        await Pruner.PruneNoticesAsync(database, api.Clock.GetUtcNow().AddSeconds(1), CancellationToken.None);
        Assert.Empty(await api.Notices(chairman));
        await using var marks = database.CreateCommand("select count(*) from notice_reads");
        Assert.Equal(0L, await marks.ExecuteScalarAsync());
    }
}
