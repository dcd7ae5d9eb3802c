using System.Diagnostics;
using System.Net;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Every server and process of the platform has been killed once since its start, and messages flow again.</summary>
public sealed class EveryDeath(Testing.Platform platform) : IAsyncLifetime
{
    private static readonly TimeSpan Expected = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(4);

    /// <summary>From the first death until all were well again.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>From then until reporting had counted the first gift.</summary>
    public TimeSpan Counted { get; private set; }

    /// <summary>What was waiting when that gift was later than expected; null when it was not.</summary>
    public string? Waited { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await platform.HealthyAsync();
        Took = await platform.EachDiesOnceAsync();

        var books = new Books(platform);
        var before = await books.RaisedWhenSettledAsync();
        using var given = await (await platform.AsAsync("fund-officer")).PostAsync(Requests.Donations, Requests.Gift(Requests.Million));
        await given.ShouldBeAsync(HttpStatusCode.Created);
        var clock = Stopwatch.StartNew();
        try
        {
            await Eventually.Value(books.RaisedInReportingAsync, raised => raised == before + Requests.Million, Expected);
        }
        catch (TimeoutException)
        {
            Waited = await Waiting.DescribeAsync(platform);
            await Eventually.Value(books.RaisedInReportingAsync, raised => raised == before + Requests.Million, Most);
        }

        Counted = clock.Elapsed;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The four journeys, which went from an empty start, once more and with new data after everything was killed.</summary>
[Collection("platform")]
[AfterOthers]
public sealed class JourneysAgainTests(Testing.Platform platform, EveryDeath deaths) : IClassFixture<EveryDeath>
{
    /// <summary>The two seconds are promised by a platform that runs; this one has just begun again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public Task A_gift() => GoesAsync(() => new GiftJourneyTests(platform).GoesAsync(Patience));

    [Fact]
    public Task Help_for_a_child() => GoesAsync(new HelpJourneyTests(platform).GoesAsync);

    [Fact]
    public Task A_festival() => GoesAsync(() => new FestivalJourneyTests(platform).GoesAsync(kill: false));

    [Fact]
    public Task A_half_year_report() => GoesAsync(() => new ReportJourneyTests(platform).GoesAsync(stop: false));

    private async Task GoesAsync(Func<Task> journey)
    {
        Measured.Note("every server and process killed and back", deaths.Took);
        Measured.Note("then the first gift counted", deaths.Counted);
        if (deaths.Waited is not null)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("{0}", deaths.Waited);
        }

        try
        {
            await journey();
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{await Waiting.DescribeAsync(platform)}", late);
        }
    }
}
