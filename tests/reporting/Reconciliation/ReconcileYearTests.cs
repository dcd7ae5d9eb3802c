using System.Diagnostics;
using System.Text.RegularExpressions;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Reconciliation;
using ChildPlatform.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChildPlatform.Reporting.Tests.Reconciliation;

/// <summary>Against a real gRPC server that answers in the fund's place. Each test has a year of its own.</summary>
public sealed class ReconcileYearTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task Equal_books_are_equal_line_by_line()
    {
        await Arrived(2031, (Given.Enterprises, 10_000_000), (Given.Persons, 5));
        api.Fund.Amounts[(2031, Given.Enterprises)] = 10_000_000;
        api.Fund.Amounts[(2031, Given.Persons)] = 5;

        var outcome = await Reconcile(2031);

        Assert.Equal("equal", outcome.Result);
        Assert.All(outcome.Lines, l => Assert.Equal(0, l.Difference));
        Assert.Equal(10_000_000, Line(outcome, Given.Enterprises).Fund);
        Assert.Equal(10_000_000, Line(outcome, Given.Enterprises).Reporting);
        Assert.Equal(api.Clock.GetUtcNow(), outcome.CheckedAt);
        Assert.StartsWith("Bearer ey", api.Fund.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_is_shown_as_it_is_also_for_kinds_that_only_one_side_knows()
    {
        await Arrived(2032, (Given.Enterprises, 8_000_000), ("ONLY_HERE", 3));
        api.Fund.Amounts[(2032, Given.Enterprises)] = 10_000_000;
        api.Fund.Amounts[(2032, "ONLY_THERE")] = 4;

        var outcome = await Reconcile(2032);

        Assert.Equal("different", outcome.Result);
        Assert.Equal(-2_000_000, Line(outcome, Given.Enterprises).Difference);
        Assert.Equal(3, Line(outcome, "ONLY_HERE").Difference);
        Assert.Equal(-4, Line(outcome, "ONLY_THERE").Difference);
        Assert.Equal(2_000_007, ReconcileYear.TotalDifference(outcome));
    }

    [Fact]
    public async Task A_message_on_its_way_is_waited_for_within_the_time_of_one_question()
    {
        await Reconcile(2033); // The first question of a process may take longer.
        api.Fund.Amounts[(2033, Given.Enterprises)] = 42;

        var calls = api.Fund.Calls;
        var asked = Reconcile(2033);
        await Eventually.Until(() => api.Fund.Calls > calls);
        await api.Publish(Given.Message(Given.Gift(42, "2033-01-01")));

        Assert.Equal("equal", (await asked).Result);
    }

    [Fact]
    public async Task A_fund_that_does_not_answer_in_time_is_unavailable_and_no_figure_is_made_up()
    {
        await Reconcile(2034);
        api.Fund.Delay = TimeSpan.FromSeconds(30);
        try
        {
            var watch = Stopwatch.StartNew();
            var outcome = await Reconcile(2034);

            Assert.Equal("unavailable", outcome.Result);
            Assert.Empty(outcome.Lines);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 3);
        }
        finally
        {
            api.Fund.Delay = TimeSpan.Zero;
        }

        Assert.Equal("equal", (await Reconcile(2034)).Result); // Nothing of the failure is kept.
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task A_fund_that_refuses_is_unavailable(StatusCode status)
    {
        api.Fund.Refuses = status;
        try
        {
            Assert.Equal("unavailable", (await Reconcile(2035)).Result);
        }
        finally
        {
            api.Fund.Refuses = null;
        }
    }

    [Fact]
    public async Task No_cache_may_keep_the_answer()
    {
        using var answer = await api.As("auditor").GetAsync(new Uri("/api/v1/reporting/reconciliation?year=2036", UriKind.Relative));

        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_job_stores_the_last_result_and_shows_the_difference_as_a_metric()
    {
        await Arrived(2037, (Given.Enterprises, 1_000));
        api.Fund.Amounts[(2037, Given.Enterprises)] = 1_500;
        var job = api.Services.GetServices<IHostedService>().OfType<ReconcileYearsJob>().Single();

        await job.RunAsync(CancellationToken.None);

        Assert.Equal(("different", 500L), await LastRun(2037));
        await Shown("childplatform_reconciliation_difference_dong", 2037, "500");

        api.Clock.Advance(TimeSpan.FromMinutes(1));
        await Arrived(2037, (Given.Enterprises, 500));
        await job.RunAsync(CancellationToken.None);

        Assert.Equal(("equal", 0L), await LastRun(2037));
        await Shown("childplatform_reconciliation_difference_dong", 2037, "0");

        api.Clock.Advance(TimeSpan.FromMinutes(1));
        api.Fund.Refuses = StatusCode.Unavailable;
        try
        {
            await job.RunAsync(CancellationToken.None);
        }
        finally
        {
            api.Fund.Refuses = null;
        }

        Assert.Equal(("unavailable", (long?)null), await LastRun(2037));
        await Shown("childplatform_reconciliation_unanswered", 2037, "1");
        await Shown("childplatform_reconciliation_difference_dong", 2037, "0");
    }

    [Fact]
    public async Task The_job_also_asks_for_the_running_year_whose_messages_may_all_be_lost()
    {
        api.Fund.Amounts[(2024, Given.Budget)] = 9;
        var job = api.Services.GetServices<IHostedService>().OfType<ReconcileYearsJob>().Single();

        await job.RunAsync(CancellationToken.None);

        Assert.Equal(("different", 9L), await LastRun(2024));
    }

    private static ReconciliationLine Line(ReconciliationResponse outcome, string kind) => outcome.Lines.Single(l => l.SourceKind == kind);

    private Task<ReconciliationResponse> Reconcile(int year) => api.Get<ReconciliationResponse>($"/reconciliation?year={year}");

    private async Task Arrived(int year, params (string Kind, long Amount)[] gifts)
    {
        var before = await Sum();
        await api.Publish(Given.Message(gifts.Select(g => Given.Gift(g.Amount, $"{year}-05-20", g.Kind))));
        await Eventually.Until(async () => await Sum() == before + gifts.Sum(g => g.Amount));

        Task<long> Sum() => api.Query(db => db.GiftMonths.Where(m => m.Year == year).SumAsync(m => m.Amount));
    }

    private async Task<(string Result, long? Difference)> LastRun(int year)
    {
        var run = await api.Query(db => db.ReconciliationRuns.AsNoTracking().SingleAsync(r => r.Year == year));

        return (run.Result, run.Difference);
    }

    /// <summary>The exporter keeps an answer for a moment, so the figure is waited for.</summary>
    private Task<string> Shown(string name, int year, string figure) => Eventually.Value(
        async () => Regex.Match(
            await api.Anonymous().GetStringAsync(new Uri("/metrics", UriKind.Relative)),
            $"^{name}\\{{[^}}]*year=\"{year}\"[^}}]*\\}} (\\S+)", RegexOptions.Multiline).Groups[1].Value,
        shown => shown == figure, what: $"{name} of {year} is {figure}");
}
