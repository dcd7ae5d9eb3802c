using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What must survive when parts of the platform die: gifts that were acknowledged, and the books.</summary>
[Collection("platform")]
public class DrillTests(Testing.Platform platform)
{
    private const int Year = 2024;

    [Theory]
    [InlineData("fund")]
    [InlineData("reporting")]
    [InlineData("gateway")]
    [InlineData(ServerNames.Rabbit)]
    [InlineData(ServerNames.Postgres)]
    [InlineData(ServerNames.Redis)]
    public async Task Gifts_survive_the_death_of(string victim)
    {
        await platform.HealthyAsync();
        var before = await RaisedAsync();
        var pid = platform.PidOf(victim);
        using var client = new PlatformClient(platform.Gateway);
        var drill = Guid.NewGuid();

        var gifts = Parallel.ForEachAsync(Enumerable.Range(0, 60), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, ct) =>
        {
            if (n == 20)
            {
                platform.Kill(victim);
            }

            await KeepPostingAsync(client, $"{drill}-{n}", ct);
        });
        await gifts;

        await Eventually.Until(() => platform.PidOf(victim) is { } now && now != pid, TimeSpan.FromSeconds(60));
        await platform.HealthyAsync();
        // Each gift counts once, however often it was sent, and the listeners know of each.
        await Eventually.Value(RaisedAsync, raised => raised == before + (60 * 1_000), TimeSpan.FromSeconds(90));
        Assert.True(await BooksAreRightAsync());
    }

    [Fact]
    public async Task Recording_goes_on_without_the_broker_and_reports_catch_up()
    {
        await platform.HealthyAsync();
        var before = await RaisedAsync();
        await platform.StopAsync(ServerNames.Rabbit);
        using var client = new PlatformClient(platform.Gateway);
        var drill = Guid.NewGuid();

        for (var n = 0; n < 10; n++)
        {
            await KeepPostingAsync(client, $"{drill}-{n}", CancellationToken.None);
        }

        Assert.Equal(before, await RaisedAsync());
        await platform.StartAsync(ServerNames.Rabbit);

        await Eventually.Value(RaisedAsync, raised => raised == before + (10 * 1_000), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_demo_year_that_is_loaded_twice_is_there_once()
    {
        await platform.HealthyAsync();
        using var client = new PlatformClient(platform.Gateway);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        await DemoYear.LoadAsync(client, seed: 11, today, _ => { }, CancellationToken.None);
        var once = await CountAsync();
        await DemoYear.LoadAsync(client, seed: 11, today, _ => { }, CancellationToken.None);

        Assert.Equal(once, await CountAsync());
        Assert.True(await BooksAreRightAsync());
    }

    [Fact]
    public async Task Only_the_gateway_says_how_the_whole_is()
    {
        await platform.HealthyAsync();
        using var client = platform.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
    }

    /// <summary>As a careful client does: the same key until there is an answer.</summary>
    private static async Task KeepPostingAsync(PlatformClient client, string key, CancellationToken ct)
    {
        var gift = new JsonObject
        {
            ["donor"] = new JsonObject { ["name"] = "Nhóm thiện nguyện Tam Kỳ", ["kind"] = "charity" },
            ["amount"] = 1_000,
            ["method"] = "transfer",
            ["receivedOn"] = "2024-05-20",
            ["sourceKind"] = "DOANH_NGHIEP_TO_CHUC",
        };
        var until = DateTimeOffset.UtcNow.AddMinutes(2);
        while (true)
        {
            try
            {
                await client.PostAsync("fund-officer", "/api/v1/fund/donations", key, (JsonObject)gift.DeepClone(), null, ct);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or LaunchException && DateTimeOffset.UtcNow < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }

    /// <summary>The gateway may still remember for a moment that reporting was away: what counts is its first answer.</summary>
    private async Task<long> RaisedAsync()
    {
        using var client = await platform.AsAsync("auditor");
        using var answer = await Eventually.Value(
            () => client.GetAsync(new Uri($"/api/v1/reporting/plans/{Year}/targets", UriKind.Relative)),
            response => response.IsSuccessStatusCode, TimeSpan.FromSeconds(30));
        var targets = await answer.Content.ReadFromJsonAsync<JsonObject>();
        var target = targets!["items"]!.AsArray().Single(t => (string?)t!["code"] == "II.6");
        return (long?)(decimal?)target!["value"] ?? 0;
    }

    private async Task<long> CountAsync()
    {
        using var client = await platform.AsAsync("auditor");
        var verification = await client.GetFromJsonAsync<JsonObject>(new Uri("/api/v1/fund/journal/verification", UriKind.Relative));
        return (long)verification!["count"]!;
    }

    private async Task<bool> BooksAreRightAsync()
    {
        using var client = await platform.AsAsync("auditor");
        var verification = await client.GetFromJsonAsync<JsonObject>(new Uri("/api/v1/fund/journal/verification", UriKind.Relative));
        return (bool)verification!["ok"]!;
    }
}
