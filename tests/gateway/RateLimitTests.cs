using System.Diagnostics;
using System.Net;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

public sealed class RateLimitTests : IAsyncLifetime
{
    private const string Donations = "/api/v1/fund/donations";

    private readonly List<IAsyncDisposable> _started = [];
    private RedisServer _redis = null!;
    private Backend[] _backends = [];

    public async ValueTask InitializeAsync()
    {
        _started.Add(_redis = await RedisServer.StartAsync());
        _backends =
        [
            await Platform.IdentityAsync(), await Backend.StartAsync("fund"), await Backend.StartAsync("reporting"), await Backend.StartAsync("portal"),
        ];
        _started.AddRange(_backends);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _started.AsEnumerable().Reverse())
        {
            await part.DisposeAsync();
        }
    }

    [Fact]
    public async Task Above_its_burst_a_client_waits_as_told_and_others_do_not()
    {
        var gateway = await GatewayAsync(perSecond: 2, burst: 10);
        using var officer = gateway.As(Tokens.For("fund-officer"));
        using var director = gateway.As(Tokens.For("fund-director"));

        var answers = await SendAsync(officer, 20);
        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 10, 12);
        var refused = answers.First(a => a.StatusCode != HttpStatusCode.OK);
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(Donations)).StatusCode);

        // Not a while, but exactly what the answer says.
        await Task.Delay(refused.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(Donations)).StatusCode);
    }

    [Fact]
    public async Task The_public_api_is_limited_by_address_and_leaves_the_pages_alone()
    {
        var gateway = await GatewayAsync(perSecond: 1000, burst: 1000, publicPerSecond: 1, publicBurst: 5);

        var answers = await SendAsync(gateway.Client, 10, "/api/v1/public/fund/summary");

        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 5, 6);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/cong-khai/quy")).StatusCode);
        using var officer = gateway.As(Tokens.For("fund-officer"));
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(Donations)).StatusCode);
    }

    [Fact]
    public async Task The_eleventh_report_of_an_address_in_a_minute_is_refused_and_asking_for_its_state_is_not()
    {
        await using var cases = await Backend.StartAsync("cases");
        var gateway = await GatewayProcess.StartAsync(_redis.Address, [.. _backends, cases]);
        _started.Add(gateway);

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 11; i++)
        {
            answers.Add(await gateway.Client.PostAsync("/api/v1/public/cases/reports", new StringContent("{}")));
        }

        Assert.All(answers.Take(10), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await answers[10].ProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(answers[10].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 7);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/api/v1/public/cases/reports/K7Q2-M9XD-4TZ8")).StatusCode);
    }

    [Fact]
    public async Task An_address_cannot_be_chosen_by_a_header()
    {
        var gateway = await GatewayAsync(perSecond: 1000, burst: 1000, publicPerSecond: 1, publicBurst: 3);
        var refused = 0;
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/public/fund/summary");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            refused += (await gateway.Client.SendAsync(request)).StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        Assert.InRange(refused, 5, 7);
    }

    [Fact]
    public async Task Two_gateways_share_one_limit()
    {
        var first = await GatewayAsync(perSecond: 1, burst: 100);
        var second = await GatewayAsync(perSecond: 1, burst: 100);
        await Eventually.Until(async () => await IsSharedAsync(first) && await IsSharedAsync(second));
        using var one = first.As(Tokens.For("fund-officer"));
        using var other = second.As(Tokens.For("fund-officer"));

        var answers = (await Task.WhenAll(SendAsync(one, 100), SendAsync(other, 100))).SelectMany(a => a);

        // What one process has leased and not used is lost to the other, so less than the burst is possible, more is not.
        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 90, 105);
    }

    [Fact]
    public async Task A_busy_client_rarely_costs_a_call_to_Redis()
    {
        var gateway = await GatewayAsync(perSecond: 2000, burst: 4000);
        await Eventually.Until(() => IsSharedAsync(gateway));
        using var officer = gateway.As(Tokens.For("fund-officer"));
        var before = await _redis.CallsAsync("evalsha");

        Assert.All(await SendAsync(officer, 1000), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));

        Assert.InRange(await _redis.CallsAsync("evalsha") - before, 1, 40);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    public async Task Without_Redis_no_request_fails_the_limit_holds_and_it_recovers_alone(string how)
    {
        var gateway = await GatewayAsync(perSecond: 5, burst: 40);
        await Eventually.Until(() => IsSharedAsync(gateway));
        using var officer = gateway.As(Tokens.For("fund-officer"));
        using var director = gateway.As(Tokens.For("fund-director"));
        var clock = Stopwatch.StartNew();
        var before = await SendAsync(officer, 20);

        await (how == "killed" ? _redis.KillAsync() : _redis.FreezeAsync());
        var without = await SendAsync(officer, 60);

        // Nothing but passing and waiting, no second burst by the change of place, nobody else touched.
        Assert.All(before.Concat(without), a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        Assert.InRange(before.Concat(without).Count(a => a.StatusCode == HttpStatusCode.OK), 35, 41 + (5 * clock.Elapsed.TotalSeconds));
        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(Donations)).StatusCode);
        var wait = without.Last(a => a.StatusCode == HttpStatusCode.TooManyRequests).Headers.RetryAfter!.Delta!.Value;
        await Task.Delay(wait);
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(Donations)).StatusCode);

        await (how == "killed" ? _redis.StartAgainAsync() : _redis.ThawAsync());
        await Eventually.Until(() => IsSharedAsync(gateway));
        clock.Restart();
        var after = await SendAsync(officer, 60);

        // Redis has forgotten the bucket; the process has not.
        Assert.InRange(after.Count(a => a.StatusCode == HttpStatusCode.OK), 0, 39);
        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(Donations)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_setting_is_refused_at_start()
    {
        var (exitCode, output) = await GatewayProcess.RunAsync(
        [
            ("Identity__Issuer", "http://localhost:8080"), ("ConnectionStrings__redis", _redis.Address), ("RateLimits__PublicBurst", "0"),
            .. GatewayProcess.Services.SelectMany(name => new[]
            {
                ($"Services__{name}__http__0", "http://127.0.0.1:1"), ($"Services__{name}__grpc__0", "http://127.0.0.1:1"),
            }),
        ]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("PublicBurst", output, StringComparison.Ordinal);
    }

    private async Task<GatewayProcess> GatewayAsync(int perSecond, int burst, int publicPerSecond = 1000, int publicBurst = 1000)
    {
        var gateway = await GatewayProcess.StartAsync(
            _redis.Address, _backends,
            ("RateLimits__PerClientPerSecond", $"{perSecond}"), ("RateLimits__PerClientBurst", $"{burst}"),
            ("RateLimits__PublicPerSecond", $"{publicPerSecond}"), ("RateLimits__PublicBurst", $"{publicBurst}"));
        _started.Add(gateway);
        return gateway;
    }

    private static async Task<bool> IsSharedAsync(GatewayProcess gateway) =>
        !(await gateway.Client.GetStringAsync("/health/ready")).Contains("gateway: redis", StringComparison.Ordinal);

    private static async Task<HttpResponseMessage[]> SendAsync(HttpClient client, int count, string path = Donations)
    {
        var answers = new HttpResponseMessage[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
            answers[i] = await client.GetAsync(path, cancel));
        return answers;
    }
}
