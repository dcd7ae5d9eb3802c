using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Demo;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What must survive when parts of the platform die: gifts that were acknowledged, and the books.</summary>
[Collection("platform")]
public class DrillTests(Testing.Platform platform)
{
    private static readonly TimeSpan BackPatience = TimeSpan.FromSeconds(60);

    private readonly Books books = new(platform);

    /// <param name="victim">What is killed in the middle of sixty gifts.</param>
    /// <param name="unnoticed">Whether those who record must not notice: no answer but 201, no second try.</param>
    [Theory]
    [InlineData("fund", false)]
    [InlineData("gateway", false)]
    [InlineData(ServerNames.Postgres, false)]
    [InlineData("identity", true)]
    [InlineData("portal", true)]
    [InlineData("reporting", true)]
    [InlineData(ServerNames.Rabbit, true)]
    [InlineData(ServerNames.Redis, true)]
    public async Task Gifts_survive_the_death_of(string victim, bool unnoticed)
    {
        await platform.HealthyAsync();
        var before = await books.RaisedWhenSettledAsync();
        var pid = platform.PidOf(victim);
        using var client = new CarefulClient(platform, "fund-officer");
        using var other = new CarefulClient(platform, "auditor");

        var acknowledged = await RecordAsync(client, 60, atOnce: 4, killAt: 20, victim);
        await other.SignInAsync();
        Assert.Contains("18001581", await other.GetAsync("/cong-khai/quy"), StringComparison.Ordinal);

        Assert.True(!unnoticed || client.Retries.Count == 0, $"Recording has noticed: {string.Join("; ", client.Retries.Distinct())}");
        await BackAsync(victim, pid);
        await books.HoldAsync(acknowledged);
        await Eventually.Value(books.RaisedInReportingAsync, raised => raised == before + (60 * 1_000), BackPatience);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task A_thousand_gifts_through_two_deaths_of_the_broker()
    {
        await platform.HealthyAsync();
        var before = await books.RaisedWhenSettledAsync();
        using var client = new CarefulClient(platform, "fund-officer");
        var acknowledged = new List<JsonObject>();
        var donor = $"Nhóm thiện nguyện {Guid.NewGuid():N}";

        foreach (var (first, count) in ((int, int)[])[(0, 400), (400, 400), (800, 200)])
        {
            var pid = platform.PidOf(ServerNames.Rabbit);
            var kill = first < 800 ? ServerNames.Rabbit : null;
            acknowledged.AddRange(await RecordAsync(client, count, atOnce: 8, killAt: 100, kill, donor, first));
            if (kill is not null)
            {
                await BackAsync(kill, pid);
            }
        }

        Assert.Empty(client.Retries);
        await books.HoldAsync(acknowledged);
        await Eventually.Value(books.RaisedInReportingAsync, raised => raised == before + (1_000 * 1_000), BackPatience);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task A_demo_year_that_is_loaded_twice_is_there_once()
    {
        await platform.HealthyAsync();
        using var client = new PlatformClient(platform.Gateway);
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

        var figures = await DemoYear.LoadAsync(client, seed: 11, today, _ => { }, CancellationToken.None);
        var once = await CountsAsync();
        var again = await DemoYear.LoadAsync(client, seed: 11, today, _ => { }, CancellationToken.None);

        Assert.Equal(figures, again);
        Assert.Equal(once, await CountsAsync());
        int[] rooms = [figures.Gifts, figures.Cases, figures.Events, figures.Asked, figures.Progress, figures.Reports];
        Assert.DoesNotContain(0, rooms);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task Only_the_gateway_says_how_the_whole_is()
    {
        await platform.HealthyAsync();
        using var client = platform.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
    }

    /// <summary>How much there is in every room, as its own users count it.</summary>
    private async Task<IReadOnlyList<long>> CountsAsync()
    {
        var coordinator = await platform.AsAsync("coordinator");
        var rounds = await coordinator.ReadAsync("/api/v1/reporting/rounds");
        var tasks = await coordinator.ReadAsync("/api/v1/reporting/tasks");
        var events = await (await platform.AsAsync("event-organizer")).ReadAsync("/api/v1/events/summary");

        return
        [
            (long)(await books.VerificationAsync())["count"]!,
            (await books.ListAsync("/api/v1/cases", "case-supervisor")).Count,
            (long)events["count"]!,
            .. events["states"]!.AsArray().Select(state => (long)state!["count"]!),
            .. rounds["items"]!.AsArray().SelectMany(round => new[] { (long)round!["received"]!, (long)round["accepted"]! }),
            tasks["items"]!.AsArray().Sum(task => (long)task!["percent"]!),
        ];
    }

    /// <summary>Gifts of one new donor, with a death in the middle; the answers, each of which is a promise.</summary>
    private async Task<IReadOnlyCollection<JsonObject>> RecordAsync(
        CarefulClient client, int count, int atOnce, int killAt, string? victim, string? donor = null, int first = 0)
    {
        var name = donor ?? $"Nhóm thiện nguyện {Guid.NewGuid():N}";
        var run = Guid.NewGuid();
        var acknowledged = new ConcurrentBag<JsonObject>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, async (n, ct) =>
        {
            if (victim is not null && n == first + killAt)
            {
                platform.Kill(victim);
            }

            var gift = Requests.Gift(1_000, name, reference: $"{n}");
            acknowledged.Add(await client.PostAsync(Requests.Donations, $"{run}-{n}", gift, ct));
        });
        return acknowledged;
    }

    private async Task BackAsync(string victim, int? pid)
    {
        await Eventually.Until(() => platform.PidOf(victim) is { } now && now != pid, BackPatience);
        await platform.HealthyAsync();
    }
}
