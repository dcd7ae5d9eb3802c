using System.Net;
using ChildPlatform.Contracts.Cases;
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

    [Theory]
    [InlineData("2008-04-26", 0)]
    [InlineData("2008-04-25", 1)]
    [InlineData("0001-01-01", 1)]
    public async Task A_day_before_any_child_of_today_was_born_is_a_slip_of_the_keys(string occurredOn, int wrong)
    {
        using var answer = await api.Post(Hotline, "/", new { channel = "police", what = "x", placeUnitCode = AnMyUnit, occurredOn });

        Assert.Equal(wrong == 0 ? HttpStatusCode.Created : HttpStatusCode.UnprocessableContent, answer.StatusCode);
        if (wrong > 0)
        {
            Assert.Equal(["/occurredOn before-any-child"], await Task.FromResult(answer).Invalid());
        }
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

    private Task<IReadOnlyList<string>> Wrong(object child) =>
        api.Post(Hotline, "/", new { channel = "police", what = "x", placeUnitCode = AnMyUnit, occurredOn = "2024-04-26", child }).Invalid();
}
