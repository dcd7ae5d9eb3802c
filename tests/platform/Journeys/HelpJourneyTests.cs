using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The way of help for a child: from a plan in a commune to the fund's voucher, and back to the case and the plan of the province.</summary>
[Collection("platform")]
public class HelpJourneyTests(Testing.Platform platform)
{
    private const long Amount = 3 * Requests.Million;
    private const string Programme = "PHAU_THUAT";

    private readonly Books books = new(platform);
    private readonly CaseWork cases = new(platform);

    [Fact]
    public Task A_plan_is_paid_for_shows_its_voucher_and_is_counted_once_until_it_is_taken_back() => GoesAsync();

    /// <summary>The journey.</summary>
    internal async Task GoesAsync()
    {
        await platform.HealthyAsync();
        await GiveAsync(Amount);
        var helped = await HelpedAsync();
        var row = await cases.ApproveAsync(await cases.PlannedAsync(Amount, Programme));
        var asked = await AskedAsync(row);
        Assert.Equal(("submitted", "cases", "Huỳnh Thị Mai"),
            ((string?)asked["state"], (string?)asked["askedBy"], (string?)asked["requestedByName"]));
        Assert.DoesNotContain(CaseWork.ChildName, asked.ToJsonString(), StringComparison.Ordinal);

        var appraised = await ActAsync("fund-accountant", asked, "appraise");
        var approved = await ActAsync("fund-director", appraised, "approve");
        Assert.Equal(("approved", "supportable"), ((string?)approved["state"], (string?)approved["caseCheck"]));
        await Eventually.Value(() => cases.SupportAsync(row), support => support.State == "approved");

        var paid = await ActAsync("fund-cashier", approved, "pay");
        var since = Stopwatch.GetTimestamp();
        await Eventually.Value(() => cases.SupportAsync(row), support => support == ("paid", (string?)paid["number"]));
        Measured.Note("voucher on the case", Stopwatch.GetElapsedTime(since));
        await Eventually.Value(HelpedAsync, count => count == helped + 1);
        Measured.Note("child counted in the plan", Stopwatch.GetElapsedTime(since));

        await ActAsync("fund-accountant", paid, "reverse", new JsonObject { ["reason"] = "Chi nhầm" });
        await Eventually.Value(() => cases.SupportAsync(row), support => support.State == "reversed");
        await Eventually.Value(HelpedAsync, count => count == helped);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task While_cases_are_away_the_fund_answers_in_time_and_approves_nothing()
    {
        await platform.HealthyAsync();
        await GiveAsync(Amount);
        var row = await cases.ApproveAsync(await cases.PlannedAsync(Amount, Programme));
        var appraised = await ActAsync("fund-accountant", await AskedAsync(row), "appraise");
        var director = await platform.AsAsync("fund-director");

        await platform.StopAsync("cases");
        try
        {
            var clock = Stopwatch.StartNew();
            using var answer = await TryAsync(director, appraised, "approve");
            Measured.Note("approval refused while cases are away", clock.Elapsed);
            await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "case-not-verified");
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"The answer took {clock.Elapsed}.");
            var waiting = await director.ReadAsync($"{Requests.Disbursements}/{appraised["id"]}");
            Assert.Equal("appraised", (string?)waiting["state"]);
            Assert.NotEqual("refused", (string?)waiting["caseCheck"]);
        }
        finally
        {
            await platform.StartAsync("cases");
        }

        await platform.HealthyAsync();
        var now = await Eventually.Value(
            async () => await director.ReadAsync($"{Requests.Disbursements}/{appraised["id"]}"), request => (string?)request["caseCheck"] == "supportable",
            TimeSpan.FromSeconds(60));
        var approved = await ActAsync("fund-director", now, "approve");
        var helped = await HelpedAsync();
        await ActAsync("fund-cashier", approved, "pay");
        await Eventually.Value(() => cases.SupportAsync(row), support => support.State == "paid");
        await Eventually.Value(HelpedAsync, count => count == helped + 1);
    }

    [Fact]
    public async Task An_unknown_case_and_one_without_an_approved_plan_are_told_at_submission_and_go_up_once_the_plan_is_approved()
    {
        await platform.HealthyAsync();
        var row = await cases.PlannedAsync(Amount, Programme);
        var officer = await platform.AsAsync("fund-officer");
        var body = Requests.Disbursement(Amount, "ME_DO_DAU");
        body["beneficiaries"] = new JsonArray(
            new JsonObject { ["caseNumber"] = "VV-1999-000001", ["unitCode"] = "20341", ["count"] = 1 },
            new JsonObject { ["caseNumber"] = (string)row["number"]!, ["unitCode"] = "20341", ["count"] = 1 });
        var draft = await CreatedAsync(officer, body);

        using var refused = await TryAsync(officer, draft, "submit");
        var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Equal(
            ["/beneficiaries/0/caseNumber case-without-plan", "/beneficiaries/1/caseNumber case-without-plan"],
            problem["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["code"]}"));

        await cases.ApproveAsync(row);
        body["beneficiaries"]!.AsArray().RemoveAt(0);
        var submitted = await ActAsync("fund-officer", await CreatedAsync(officer, body), "submit");
        Assert.Equal(("submitted", "supportable"), ((string?)submitted["state"], (string?)submitted["caseCheck"]));
    }

    [Fact]
    public async Task A_request_that_is_made_while_the_fund_is_away_arrives_once()
    {
        await platform.HealthyAsync();
        JsonObject row;
        await platform.StopAsync("fund");
        try
        {
            row = await cases.ApproveAsync(await cases.PlannedAsync(Amount + 1, Programme));
            platform.Kill("cases");
            await Eventually.Until(() => platform.PidOf("cases") is not null, TimeSpan.FromSeconds(60));
        }
        finally
        {
            await platform.StartAsync("fund");
        }

        await platform.HealthyAsync();
        var asked = await AskedAsync(row);
        Assert.Equal((string)asked["id"]!, (string)Assert.Single(await books.ListAsync($"{Requests.Disbursements}?q={row["number"]}"))["id"]!);

        await ActAsync("fund-accountant", asked, "reject", new JsonObject { ["reason"] = "Ngoài đối tượng" });
        await Eventually.Value(() => cases.SupportAsync(row), support => support.State == "rejected");
    }

    /// <summary>The request that a case's plan has opened in the fund, under the id that the plan shows.</summary>
    private async Task<JsonObject> AskedAsync(JsonObject row)
    {
        var accountant = await platform.AsAsync("fund-accountant");
        var id = (string)row["plan"]!["support"]!["id"]!;
        using var answer = await Eventually.Value(
            () => accountant.GetAsync(Requests.At($"{Requests.Disbursements}/{id}")), response => response.IsSuccessStatusCode,
            TimeSpan.FromSeconds(60));

        return await answer.BodyAsync();
    }

    private static async Task<JsonObject> CreatedAsync(HttpClient officer, JsonObject body)
    {
        using var answer = await officer.PostAsync(Requests.Disbursements, body);

        return await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<long> HelpedAsync()
    {
        var year = DateTimeOffset.UtcNow.AddHours(7).Year;

        return (long)(await (await platform.AsAsync("coordinator")).ReadAsync(
            $"/api/v1/reporting/cases/totals?from={year}-01-01&to={year}-12-31"))["childrenHelped"]!;
    }

    private async Task GiveAsync(long amount)
    {
        using var answer = await (await platform.AsAsync("fund-officer")).PostAsync(
            Requests.Donations, Requests.Gift(amount, programme: Programme));
        await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<JsonObject> ActAsync(string user, JsonObject request, string verb, JsonObject? body = null)
    {
        using var answer = await TryAsync(await platform.AsAsync(user), request, verb, body);

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient client, JsonObject request, string verb, JsonObject? body = null) =>
        client.PostAsync($"{Requests.Disbursements}/{request["id"]}/{verb}", body ?? [], etag: $"\"{request["version"]}\"");
}
