using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Every server and process of the platform has been killed once since its start.</summary>
public sealed class EveryDeath(Testing.Platform platform) : IAsyncLifetime
{
    /// <summary>From the first death until all were well again.</summary>
    public TimeSpan Took { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await platform.HealthyAsync();
        Took = await platform.EachDiesOnceAsync();
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
