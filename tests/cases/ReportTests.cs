using System.Net;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class ReportTests(CasesApi api) : IClassFixture<CasesApi>
{
    private static readonly object Report = new
    {
        what = "Cháu bé nhà bên cạnh sợ hãi, hay bị nhốt ngoài hẻm 12",
        placeUnitCode = AnMyUnit,
        placeDetail = "khối phố 3",
        urgent = true,
        informant = new { name = "Trần Văn Lớn", phone = "0905111222" },
    };

    [Fact]
    public async Task Anybody_may_tell_and_gets_a_code_that_says_how_far_it_is_and_nothing_else()
    {
        using var answer = await api.Give(Report);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        var code = (await answer.Read<PublicReportResponse>()).TrackingCode;
        Assert.Equal($$"""{"trackingCode":"{{code}}"}""", body);
        Assert.Equal(ReportStatus.Received, await Status(code));
        Assert.Equal(ReportStatus.Received, await Status(code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()));

        var line = (await api.Get<Listed<CaseLine>>(AnMy, "/?limit=1")).Items.Single();
        Assert.Equal(("web", true, CaseState.Received), (line.Channel, line.Urgent, line.State));
        var taken = await api.Get<CaseResponse>(AnMy, $"/{line.Id}", "case-handling");
        Assert.Equal("Trần Văn Lớn", taken.Informant!.Name);
        Assert.Equal(["S4", "S5"], taken.Clocks.Select(clock => clock.Step));
        Assert.Equal("Người dân báo tin", (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{line.Id}/history")).Items.Single().ByName);

        await api.Post(AnMy, $"/{line.Id}/assess", Given.Form("high", "urgent"), taken.Version).Read<CaseResponse>();
        Assert.Equal(ReportStatus.InHand, await Status(code));
    }

    [Theory]
    [InlineData(null, null, null)] // Not sure.
    [InlineData("abuse", CaseKind.Abuse, CaseKind.Abuse)]
    [InlineData("at-risk", CaseKind.AtRisk, CaseKind.AtRisk)]
    [InlineData("accident-injury", CaseKind.AccidentInjury, null)]
    [InlineData("special-circumstance", CaseKind.SpecialCircumstance, null)]
    [InlineData("disaster-affected", CaseKind.DisasterAffected, null)]
    public async Task What_the_reporter_takes_it_for_is_shown_and_takes_no_clock_away(
        string? told, CaseKind? reported, CaseKind? kind)
    {
        var report = new { what = "Cháu bé bị thương nặng", kind = told, placeUnitCode = AnMyUnit, urgent = true };
        await api.Give(report).Read<PublicReportResponse>();

        var line = (await api.Get<Listed<CaseLine>>(AnMy, "/?limit=1")).Items.Single();
        var taken = await api.Get<CaseResponse>(AnMy, $"/{line.Id}");
        Assert.Equal((reported, kind), (taken.ReportedKind, taken.Kind));
        Assert.Equal(["S4", "S5"], taken.Clocks.Select(clock => clock.Step));
        Assert.Contains("assess", taken.Actions);
    }

    [Fact]
    public async Task A_report_that_is_sent_again_with_its_key_is_one_and_another_body_gets_no_answer_of_it()
    {
        var key = Guid.NewGuid().ToString();
        var first = await api.Give(Report, key).Read<PublicReportResponse>();

        Assert.Equal(first.TrackingCode, (await api.Give(Report, key).Read<PublicReportResponse>()).TrackingCode);
        await api.Give(new { what = "x", placeUnitCode = AnMyUnit }, key).Refused(HttpStatusCode.UnprocessableContent, "idempotency-key-reused");
        Assert.NotEqual(first.TrackingCode, (await api.Give(Report).Read<PublicReportResponse>()).TrackingCode);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_a_code_that_nobody_was_given_is_not_found()
    {
        Assert.Equal(["/placeUnitCode required", "/what required"], (await api.Give(new { }).Invalid()).Order());
        Assert.Equal(["/placeUnitCode not-in-catalogue"], await api.Give(new { what = "x", placeUnitCode = "49" }).Invalid());
        var quarrel = new { what = "x", kind = "quarrel", placeUnitCode = AnMyUnit };
        Assert.Equal(["/kind invalid-value"], await api.Give(quarrel).Invalid());
        await api.Anonymous.GetAsync(new Uri("/api/v1/public/cases/reports/AAAA-BBBB-CCCC", UriKind.Relative)).Refused(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<ReportStatus> Status(string code) =>
        (await api.Anonymous.GetAsync(new Uri($"/api/v1/public/cases/reports/{code}", UriKind.Relative)).Read<PublicReportStatusResponse>()).Status;
}

public class ReferralTests(CasesApi api) : IClassFixture<CasesApi>
{
    private const string Health = "referral-yt";

    private static readonly object Need = new { agency = "YT", service = "health", need = "Khám thương tích cho cháu ở hẻm 12", neededBy = "2024-05-02" };

    [Fact]
    public async Task A_referral_goes_to_its_agency_which_takes_it_on_and_finishes_it()
    {
        var taken = await api.TakenIn();
        var sent = await api.Post(AnMy, $"/{taken.Id}/refer", Need, taken.Version).Read<ReferralResponse>();
        Assert.Equal((ReferralState.Sent, "Sở Y tế", taken.Id), (sent.State, sent.AgencyName, sent.CaseId));

        var mine = (await api.Get<Listed<ReferralResponse>>(Health, "/referrals?state=sent&limit=500")).Items.Single(one => one.Id == sent.Id);
        Assert.Equal((null, "***", "6-10", ChildSex.Female), (mine.CaseId, mine.Need, mine.ChildAgeGroup, mine.ChildSex));
        Assert.Equal(["accept", "reject"], mine.Actions);
        var clear = await api.Get<ReferralResponse>(Health, $"/referrals/{sent.Id}", "case-handling");
        Assert.Equal("Khám thương tích cho cháu ở hẻm 12", clear.Need);
        Assert.Equal(Health, Assert.Single((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items).By);

        var accepted = await api.Post(Health, $"/referrals/{sent.Id}/accept", new { }, sent.Version).Read<ReferralResponse>();
        Assert.Equal(["/note required"], await api.Post(Health, $"/referrals/{sent.Id}/done", new { }, accepted.Version).Invalid());
        var done = await api.Post(Health, $"/referrals/{sent.Id}/done", new { note = "Đã khám, cho thuốc" }, accepted.Version).Read<ReferralResponse>();

        Assert.Equal((ReferralState.Done, "***"), (done.State, done.Note));
        Assert.Empty(done.Actions);
        Assert.Equal("Đã khám, cho thuốc", (await api.Get<ReferralResponse>(AnMy, $"/referrals/{sent.Id}", "case-handling")).Note);
        Assert.Equal(["intake", "referral YT sent", "referral YT accepted", "referral YT done"],
            (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{taken.Id}/history")).Items.Select(step => $"{step.Action} {step.Details}".Trim()));
    }

    [Fact]
    public async Task It_moves_along_allowed_steps_only_and_in_the_right_hands()
    {
        var taken = await api.TakenIn();
        var sent = await api.Post(AnMy, $"/{taken.Id}/refer", Need, taken.Version).Read<ReferralResponse>();
        object note = new { note = "x" };

        await api.Post(Health, $"/referrals/{sent.Id}/done", note, 1).Refused(HttpStatusCode.Conflict, "wrong-referral-state");
        await api.Post(AnMy, $"/referrals/{sent.Id}/accept", note, 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(Health, $"/referrals/{sent.Id}/revoke", note, 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(AnPhu, $"/referrals/{sent.Id}/revoke", note, 1).Refused(HttpStatusCode.NotFound, "not-found");
        await api.Post(Health, $"/referrals/{sent.Id}/accept", note, 7).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        var revoked = await api.Post(AnMy, $"/referrals/{sent.Id}/revoke", note, 1).Read<ReferralResponse>();
        Assert.Equal(ReferralState.Revoked, revoked.State);
        await api.Post(Health, $"/referrals/{sent.Id}/accept", note, 2).Refused(HttpStatusCode.Conflict, "wrong-referral-state");
    }

    [Fact]
    public async Task The_agency_sees_no_case_and_no_referral_to_others()
    {
        var taken = await api.TakenIn();
        var police = await api.Post(AnMy, $"/{taken.Id}/refer", new { agency = "CA", service = "legal", need = "x" }, taken.Version).Read<ReferralResponse>();

        await api.Get(Health, $"/referrals/{police.Id}").Refused(HttpStatusCode.NotFound, "not-found");
        await api.Get(Health, $"/{taken.Id}").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get(Health, $"/{taken.Id}/referrals").Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(police.Id, Assert.Single((await api.Get<Listed<ReferralResponse>>(AnMy, $"/{taken.Id}/referrals")).Items).Id);
        Assert.Equal(["/agency not-in-catalogue", "/neededBy date-in-past"],
            await api.Post(AnMy, $"/{taken.Id}/refer", new { agency = "XX", service = "legal", need = "x", neededBy = "2020-01-01" }, 2).Invalid());
    }
}

public class ChildTests(CasesApi api) : IClassFixture<CasesApi>
{
    private async Task<IReadOnlyList<(string Field, string? From, string? To)>> Changes(string user, Guid id, string? purpose = null) =>
    [
        .. (await api.Get<Listed<CaseStepResponse>>(user, $"/{id}/history", purpose)).Items
            .SelectMany(step => step.Changes ?? []).Select(change => (change.Field, change.From, change.To)),
    ];

    [Fact]
    public async Task What_an_older_version_has_stored_never_hides_a_case()
    {
        var taken = await api.TakenIn();
        await using (var scope = api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CasesDbContext>();
            var sealer = scope.ServiceProvider.GetRequiredService<Sealer>();
            var child = await db.Children.SingleAsync(one => one.Code == taken.Child!.Code);
            var sealedText = sealer.Seal("""{ "name": "Nguyễn Thị Ánh", "carers": [null, { "name": "Trần Văn Lớn" }] }""", Child.Place(child.Id))!;
            await db.Children.Where(one => one.Id == child.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Identity, sealedText));
        }

        var clear = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}", "case-handling");

        Assert.Equal(["Trần Văn Lớn"], clear.Child!.Carers.Select(carer => carer.Name!));
        await api.Put(AnMy, $"/{taken.Id}/child", new { name = "Nguyễn Thị Ánh" }, taken.Version).Read<CaseResponse>();
        Assert.Contains(await Changes(AnMy, taken.Id, "case-handling"), change => change == ("carers", "Trần Văn Lớn", null));
    }

    [Fact]
    public async Task Who_the_child_is_may_become_known_later_and_the_history_names_what_changed_and_no_value()
    {
        var taken = await api.Post(AnMy, "/", new { channel = "in-person", what = "Trẻ bị bỏ lại một mình", placeUnitCode = AnMyUnit }).Read<CaseResponse>();

        var known = await api.Put(AnMy, $"/{taken.Id}/child", new { name = "Nguyễn Thị Ánh", sex = "female", birthDate = "2015-03-09" }, taken.Version).Read<CaseResponse>();
        Assert.Equal(("***", "6-10"), (known.Child!.Name, known.Child.AgeGroup));
        var corrected = await api.Put(AnMy, $"/{taken.Id}/child", new { name = "Nguyễn Thị Ánh", sex = "female", birthDate = "2012-03-09" }, known.Version).Read<CaseResponse>();

        Assert.Equal((known.Child.Code, "11-15"), (corrected.Child!.Code, corrected.Child.AgeGroup));
        Assert.Equal(["name birthDate sex", "birthDate"],
            (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{taken.Id}/history")).Items.Where(step => step.Action == "child").Select(step => step.Details));

        // From what to what is for who may read it, for a purpose, and the read is on record.
        Assert.Equal(
            [("name", null, "***"), ("birthDate", null, "***"), ("sex", null, "female"), ("birthDate", "***", "***")],
            await Changes(AnMy, taken.Id));
        Assert.Empty((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items);
        Assert.Equal(
            [
                ("name", null, "Nguyễn Thị Ánh"), ("birthDate", null, "2015-03-09"), ("sex", null, "female"),
                ("birthDate", "2015-03-09", "2012-03-09"),
            ],
            await Changes(AnMy, taken.Id, "case-handling"));
        Assert.Equal("case-handling", Assert.Single((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items).Purpose);
        await api.Get("svc-reporting", $"/{taken.Id}/history", "supervision").Refused(HttpStatusCode.Forbidden, "clear-text-not-allowed");

        var dump = await api.Dump();
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, dump, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_correction_needs_the_version_that_was_seen_and_what_can_be()
    {
        var taken = await api.TakenIn();

        await api.Put(AnMy, $"/{taken.Id}/child", new { name = "x" }, null).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Put(AnMy, $"/{taken.Id}/child", new { name = "x" }, 9).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Put(AnPhu, $"/{taken.Id}/child", new { name = "x" }, 1).Refused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["/birthDate birth-after-receipt", "/residenceUnitCode not-in-catalogue"],
            await api.Put(AnMy, $"/{taken.Id}/child", new { birthDate = "2030-01-01", residenceUnitCode = "x" }, 1).Invalid());
    }
}
