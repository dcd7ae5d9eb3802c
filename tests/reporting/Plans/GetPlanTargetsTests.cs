using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;

namespace ChildPlatform.Reporting.Tests.Plans;

public sealed class GetPlanTargetsTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private const string Targets = "/plans/2024/targets";

    [Fact]
    public async Task All_twelve_rows_of_the_plan_are_there_and_only_the_funds_has_a_value()
    {
        await api.Empty();

        var targets = await api.Get<PlanTargetsResponse>(Targets);

        Assert.Equal(
            ["II.1", "II.2", "II.3a", "II.3b", "II.3c", "II.3d", "II.4", "II.5", "II.6", "II.7", "II.8a", "II.8b"],
            targets.Items.Select(t => t.Code));
        Assert.Equal(TargetOperator.Lt, targets.Items.Single(t => t.Code == "II.7").Operator);
        Assert.Equal(20.3m, targets.Items.Single(t => t.Code == "II.7").TargetValue);
        Assert.Null(targets.Items.Single(t => t.Code == "II.4").TargetValue);
        Assert.All(targets.Items.Where(t => t.Code != "II.6"), t =>
        {
            Assert.Null(t.Value);
            Assert.Null(t.Percent);
            Assert.Null(t.Met);
            Assert.Null(t.AsOf);
            Assert.Null(t.LagSeconds);
        });
        Assert.Equal((5_000_000_000m, "VND", 0m, false), Fund(targets) switch { var f => (f.TargetValue, f.Unit, f.Value, f.Met) });
        Assert.Null(Fund(targets).AsOf);
    }

    [Fact]
    public async Task Fifteen_per_cent_is_shown_as_15()
    {
        await api.Empty();
        await api.Publish(Given.Message(Given.Gift(500_000_000, sourceKind: Given.Budget), Given.Gift(250_000_000)));

        await Raised(750_000_000);

        using var answer = JsonDocument.Parse(await api.As("leader").GetStringAsync(new Uri("/api/v1/reporting" + Targets, UriKind.Relative)));
        var fund = answer.RootElement.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("code").GetString() == "II.6");
        Assert.Equal("15", fund.GetProperty("percent").GetRawText());
        Assert.Equal("750000000", fund.GetProperty("value").GetRawText());
        Assert.Equal("5000000000", fund.GetProperty("targetValue").GetRawText());
        Assert.Equal("ge", fund.GetProperty("operator").GetString());
    }

    [Fact]
    public async Task Gifts_outside_the_four_sources_of_the_plan_do_not_count()
    {
        await api.Empty();
        await api.Publish(Given.Message(Given.Gift(70_000_000, sourceKind: Given.Persons), Given.Gift(9_000_000, sourceKind: "KIND_OF_2031")));
        await api.Publish(Given.Message(Given.Gift(1_000_000)));

        await Eventually.Until(async () => (await api.Get<FundTotalsResponse>("/fund/totals?year=2024")).Sources.Sum(s => s.Amount) == 80_000_000);

        Assert.Equal(1_000_000, Fund(await api.Get<PlanTargetsResponse>(Targets)).Value);
    }

    [Fact]
    public async Task The_year_is_that_of_receipt_from_first_of_January_to_last_of_December()
    {
        await api.Empty();
        await api.Publish(Given.Message(
            Given.Gift(1, "2023-12-31"), Given.Gift(10, "2024-01-01"), Given.Gift(100, "2024-12-31"), Given.Gift(1_000, "2025-01-01")));

        await Raised(110);

        Assert.Equal(1, (await api.Get<FundTotalsResponse>("/fund/totals?year=2023")).Raised);
        Assert.Equal(1_000, (await api.Get<FundTotalsResponse>("/fund/totals?year=2025")).Raised);
    }

    [Fact]
    public async Task One_dong_short_is_not_met_and_the_last_one_meets_it()
    {
        await api.Empty();
        await api.Publish(Given.Message(Given.Gift(4_999_999_999)));

        var before = await Raised(4_999_999_999);
        await api.Publish(Given.Message(Given.Gift(1)));
        var after = await Raised(5_000_000_000);

        Assert.Equal((false, 99.99999998m), (before.Met, before.Percent));
        Assert.Equal((true, 100m), (after.Met, after.Percent));
    }

    [Fact]
    public async Task The_lag_is_that_of_the_newest_fact()
    {
        await api.Empty();
        var now = api.Clock.GetUtcNow();
        var old = Given.Gift(10) with { RecordedAt = now.AddMinutes(-30) };
        var recent = Given.Gift(20) with { RecordedAt = now.AddSeconds(-90) };

        await api.Publish(Given.Message(recent));
        await Raised(20);
        await api.Publish(Given.Message(old)); // Late, and older than what is known.
        var fund = await Raised(30);

        Assert.Equal(recent.RecordedAt, fund.AsOf);
        Assert.Equal(90, fund.LagSeconds!.Value, tolerance: 0.001);
    }

    [Fact]
    public async Task Instants_are_answered_in_the_time_of_Viet_Nam()
    {
        await api.Empty();
        await api.Publish(Given.Message(Given.Gift(10)));
        await Raised(10);

        using var answer = JsonDocument.Parse(await api.As("leader").GetStringAsync(new Uri("/api/v1/reporting" + Targets, UriKind.Relative)));
        var fund = answer.RootElement.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("code").GetString() == "II.6");
        Assert.Equal("2024-06-01T08:59:58+07:00", fund.GetProperty("asOf").GetString());
    }

    [Theory]
    [InlineData("/api/v1/reporting/plans/2023/targets")]
    [InlineData("/api/v1/public/reporting/targets?year=2023")]
    public async Task A_year_without_a_plan_is_not_found_in_both_languages(string path)
    {
        foreach (var (language, sentence) in new[] { ("vi", "Không có kế hoạch của năm này."), ("en", "There is no plan for this year.") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Language", language);
            using var answer = await api.As("auditor").SendAsync(request);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal("plan-year-unknown", problem.RootElement.GetProperty("code").GetString());
            Assert.Equal(sentence, problem.RootElement.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Anybody_reads_the_public_targets_and_they_are_the_same()
    {
        await api.Empty();
        await api.Publish(Given.Message(Given.Gift(123_000_000)));
        await Raised(123_000_000);
        var inside = await api.As("coordinator").GetStringAsync(new Uri("/api/v1/reporting" + Targets, UriKind.Relative));

        foreach (var path in new[] { "/api/v1/public/reporting/targets?year=2024", "/api/v1/public/reporting/targets" })
        {
            Assert.Equal(inside, await api.Anonymous().GetStringAsync(new Uri(path, UriKind.Relative)));
        }
    }

    [Theory]
    [InlineData("/plans/2024/targets")]
    [InlineData("/fund/totals?year=2024")]
    [InlineData("/reconciliation?year=2024")]
    public async Task Only_those_who_may_read_totals_do(string path)
    {
        var address = new Uri("/api/v1/reporting" + path, UriKind.Relative);
        foreach (var user in new[] { "coordinator", "leader", "auditor", "reporter-gddt", "reporter-hoian", "fund-officer", "fund-accountant",
            "fund-cashier", "fund-director", "fund-council", "integrator" })
        {
            using var allowed = await api.As(user).GetAsync(address);
            Assert.Equal((user, HttpStatusCode.OK), (user, allowed.StatusCode));
        }

        foreach (var user in new[] { "hotline-111", "administrator", "event-organizer", "case-worker-tamky", "privacy-officer" })
        {
            using var refused = await api.As(user).GetAsync(address);
            Assert.Equal((user, HttpStatusCode.Forbidden), (user, refused.StatusCode));
        }

        // A person is authorised by role: the scope of the client that signed them in opens nothing.
        using var byScope = await api.As(Tokens.Users["administrator"] with { Scopes = ["reporting.read"] }).GetAsync(address);
        Assert.Equal(HttpStatusCode.Forbidden, byScope.StatusCode);

        using var unknown = await api.Anonymous().GetAsync(address);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    private static PlanTargetResponse Fund(PlanTargetsResponse targets) => targets.Items.Single(t => t.Code == "II.6");

    private async Task<PlanTargetResponse> Raised(long amount)
        => Fund(await Eventually.Value(() => api.Get<PlanTargetsResponse>(Targets), t => Fund(t).Value == amount));
}
