using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What goes on, and what is said, while a server is away for longer than a restart takes.</summary>
[Collection("platform")]
public class OutageTests(Testing.Platform platform)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Books books = new(platform);

    [Fact]
    public async Task A_minute_without_the_broker_is_not_noticed_by_those_who_record()
    {
        await platform.HealthyAsync();
        var before = await books.RaisedWhenSettledAsync();
        var donor = $"Nhóm thiện nguyện {Guid.NewGuid():N}";
        var acknowledged = new List<JsonObject>();
        var slowest = TimeSpan.Zero;

        await platform.StopAsync(ServerNames.Rabbit);
        var clock = Stopwatch.StartNew();
        try
        {
            using var pace = new PeriodicTimer(Pace);
            while (clock.Elapsed < Minute)
            {
                var gift = await RecordAsync(donor, acknowledged.Count);
                acknowledged.Add(gift.Body);
                slowest = gift.Took > slowest ? gift.Took : slowest;
                if (acknowledged.Count == 20)
                {
                    await OnlyTheBrokerIsMissedAsync();
                }

                await pace.WaitForNextTickAsync();
            }

            Assert.Equal(before, await books.RaisedInReportingAsync());
        }
        finally
        {
            await platform.StartAsync(ServerNames.Rabbit);
        }

        var back = Stopwatch.StartNew();
        var expected = before + (acknowledged.Count * 1_000);
        await Eventually.Value(books.RaisedInReportingAsync, raised => raised == expected, TimeSpan.FromSeconds(8));
        Measured.Note($"{acknowledged.Count} gifts without the broker, the slowest", slowest);
        Measured.Note("reporting has caught up after the broker was ready", back.Elapsed);
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"A gift took {slowest}.");
        await platform.HealthyAsync();
        await books.HoldAsync(acknowledged);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task A_broker_that_hangs_is_not_noticed_either()
    {
        await platform.HealthyAsync();
        var before = await books.RaisedWhenSettledAsync();
        var donor = $"Nhóm thiện nguyện {Guid.NewGuid():N}";
        var acknowledged = new List<JsonObject>();
        platform.Freeze(ServerNames.Rabbit);
        try
        {
            for (var n = 0; n < 50; n++)
            {
                var gift = await RecordAsync(donor, n);
                acknowledged.Add(gift.Body);
                Assert.True(gift.Took < TimeSpan.FromSeconds(2), $"A gift took {gift.Took}.");
            }
        }
        finally
        {
            platform.Thaw(ServerNames.Rabbit);
        }

        await Eventually.Value(books.RaisedInReportingAsync, raised => raised == before + (50 * 1_000), TimeSpan.FromSeconds(60));
        await platform.HealthyAsync();
        await books.HoldAsync(acknowledged);
        await books.AreRightAsync();
    }

    [Fact]
    public async Task Without_its_database_the_platform_says_so_and_when_to_come_back()
    {
        await platform.HealthyAsync();
        var officer = await platform.AsAsync("fund-officer");
        var visitor = platform.Anonymous();
        var key = Guid.NewGuid().ToString();

        await platform.StopAsync(ServerNames.Postgres);
        try
        {
            await AwayAsync(await officer.PostAsync(Requests.Donations, Requests.Gift(1_000), key));
            await AwayAsync(await officer.GetAsync(Requests.At(Requests.Donations)));
            await AwayAsync(await officer.GetAsync(Requests.At("/api/v1/fund/balances")));
            await AwayAsync(await officer.GetAsync(Requests.At("/api/v1/reporting/plans/2024/targets")));
            await AwayAsync(await officer.GetAsync(Requests.At("/api/v1/identity/units")));
            await AwayAsync(await visitor.GetAsync(Requests.At("/api/v1/public/fund/summary?year=2024")));
            await AwayAsync(await visitor.PostAsync(Requests.At("/connect/token"), new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "fund-officer",
                ["client_secret"] = "demo-secret",
            })));

            // The gateway asks around only so often: its last answer may be from before.
            await Eventually.Until(async () =>
            {
                using var whole = await visitor.GetAsync(Requests.At("/health/ready"));
                return whole.StatusCode == HttpStatusCode.ServiceUnavailable;
            });
            await AwayAsync(await visitor.GetAsync(Requests.At("/health/ready")), "platform-unhealthy");
            using var page = await visitor.GetAsync(Requests.At("/cong-khai/quy?nam=2023"));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains("Chưa lấy được số liệu của quỹ", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);

            foreach (var (name, address) in platform.Addresses)
            {
                Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri(address.Http, "/health/live"))).StatusCode);
                var ready = (await visitor.GetAsync(new Uri(address.Http, "/health/ready"))).StatusCode;
                Assert.Equal(name == "portal" ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, ready);
            }
        }
        finally
        {
            await platform.StartAsync(ServerNames.Postgres);
        }

        var back = Stopwatch.StartNew();
        await platform.HealthyAsync();
        Measured.Note("healthy after the database was ready", back.Elapsed);
        using var first = await officer.PostAsync(Requests.Donations, Requests.Gift(1_000), key);
        await first.ShouldBeAsync(HttpStatusCode.Created);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"), "It was recorded while the answer said that it was not.");
        using var client = new CarefulClient(platform, "fund-officer");
        await client.SignInAsync();
        await books.AreRightAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_redis_requests_pass_limits_hold_and_people_sign_in(bool stopped)
    {
        await platform.HealthyAsync();
        if (stopped)
        {
            await platform.StopAsync(ServerNames.Redis);
        }
        else
        {
            platform.Freeze(ServerNames.Redis);
        }

        try
        {
            var donor = $"Nhóm thiện nguyện {Guid.NewGuid():N}";
            for (var n = 0; n < 20; n++)
            {
                var (_, took) = await RecordAsync(donor, n);
                Assert.True(took < TimeSpan.FromSeconds(2), $"A gift took {took}.");
            }

            await Eventually.Until(async () =>
            {
                var health = await platform.Anonymous().ReadAsync("/health/ready");
                var affected = health["affected"]!.AsArray().Select(a => (string)a!).Order();
                return (string?)health["status"] == "degraded" && affected.SequenceEqual(["gateway: redis", "portal: redis"]);
            });
            using var person = new Visitor(platform);
            var clock = Stopwatch.StartNew();
            var (address, status, html) = await person.SignInToPortalAsync("fund-officer");
            Measured.Note("sign-in without Redis", clock.Elapsed);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal("/", address.AbsolutePath);
            Assert.Contains("Nguyễn Thị Hoa", html, StringComparison.Ordinal);
            await LimitsHoldAsync(from: stopped ? "127.0.0.9" : "127.0.0.10");
        }
        finally
        {
            if (stopped)
            {
                await platform.StartAsync(ServerNames.Redis);
            }
            else
            {
                platform.Thaw(ServerNames.Redis);
            }
        }

        await platform.HealthyAsync();
    }

    /// <summary>From an address of its own, so that the bucket of the other tests stays full.</summary>
    private async Task LimitsHoldAsync(string from)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = platform.Gateway };
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => http.GetAsync(Requests.At("/api/v1/public/fund/summary?year=2024"))));
        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 50, 250);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            Assert.NotNull(refused.Headers.RetryAfter);
            await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        }
    }

    private async Task<(JsonObject Body, TimeSpan Took)> RecordAsync(string donor, int number)
    {
        var officer = await platform.AsAsync("fund-officer");
        var clock = Stopwatch.StartNew();
        using var answer = await officer.PostAsync(Requests.Donations, Requests.Gift(1_000, donor, reference: $"{number}"));
        return (await answer.ShouldBeAsync(HttpStatusCode.Created), clock.Elapsed);
    }

    private async Task OnlyTheBrokerIsMissedAsync()
    {
        var visitor = platform.Anonymous();
        var whole = await visitor.ReadAsync("/health/ready");
        Assert.Equal("degraded", (string?)whole["status"]);
        Assert.Contains("fund: rabbitmq", whole["affected"]!.AsArray().Select(a => (string)a!));
        using var fund = await visitor.GetAsync(new Uri(platform.Addresses["fund"].Http, "/health/ready"));
        Assert.Equal("degraded", (string?)(await fund.ShouldBeAsync(HttpStatusCode.OK))["status"]);
    }

    private static async Task AwayAsync(HttpResponseMessage answer, string code = "database-unavailable")
    {
        using (answer)
        {
            await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, code);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }
}
