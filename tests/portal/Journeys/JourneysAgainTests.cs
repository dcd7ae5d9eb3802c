using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>Every server and process behind the pages has been killed once since the start.</summary>
public sealed class EveryDeath(Office office) : IAsyncLifetime
{
    /// <summary>From the first death until all were well again.</summary>
    public TimeSpan Took { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await office.Platform.HealthyAsync();
        Took = await office.Platform.EachDiesOnceAsync();

        // Ready is what each says of itself; whoever opens the first page also waits for all of them to have met again.
        using var visitor = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.Until(() => SignInOpensAsync(visitor), TimeSpan.FromSeconds(90), "the sign-in page opens");
        await Eventually.Until(DeskOpensAsync, TimeSpan.FromMinutes(3), "a desk opens and hears clicks");
    }

    /// <summary>A page whose first connection found somebody still away is opened anew, as a person would.</summary>
    private async Task<bool> DeskOpensAsync()
    {
        try
        {
            var desk = await office.DeskOfAsync("fund-officer");
            await desk.Context.CloseAsync();

            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or PlaywrightException)
        {
            return false;
        }
    }

    private async Task<bool> SignInOpensAsync(HttpClient visitor)
    {
        try
        {
            using var answer = await visitor.GetAsync(new Uri(office.At("/")));

            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The four journeys, which went from an empty start, once more and with new data after everything was killed.</summary>
[Collection("office")]
[AfterOthers]
public sealed class JourneysAgainTests(Office office, EveryDeath deaths) : IClassFixture<EveryDeath>
{
    [Fact]
    public Task A_gift() => GoesAsync(() => new GiftTests(office).GoesAsync("Hừng Đông", "hung dong", width: 1280));

    [Fact]
    public Task Help_for_a_child() => GoesAsync(() => new CaseTests(office).GoesAsync(Seen));

    [Fact]
    public Task A_festival() => GoesAsync(() => new EventTests(office).GoesAsync("Trung thu sau sự cố", daysAgo: 20, Seen));

    [Fact]
    public Task A_report() => GoesAsync(() => new ReportTests(office).GoesAsync("VI.1.3", "05/11/2024", Seen));

    private Task GoesAsync(Func<Task> journey)
    {
        TestContext.Current.TestOutputHelper?.WriteLine("everything killed and back: {0:0} ms", deaths.Took.TotalMilliseconds);

        return journey();
    }

    /// <summary>How the pages look was judged the first time.</summary>
    private static Task Seen(IPage page) => Task.CompletedTask;
}
