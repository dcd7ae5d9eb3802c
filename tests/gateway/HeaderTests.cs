using System.Net;

namespace ChildPlatform.Gateway.Tests;

public sealed class HeaderTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("/page")]
    [InlineData("/api/v1/public/fund/summary")]
    [InlineData("/api/v1/fund/donations")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    [InlineData("/metrics")]
    public async Task Every_answer_carries_them_once(string path)
    {
        var answer = await platform.Anonymous.GetAsync(path);

        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Pages_may_load_from_their_own_address_only()
    {
        var answer = await platform.Anonymous.GetAsync("/page");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self'; script-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_forbids_more_keeps_its_own_policy()
    {
        var answer = await platform.Anonymous.GetAsync("/strict-page");

        Assert.Equal([Platform.StrictPolicy], answer.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task Outside_development_browsers_are_told_to_stay_with_https()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            platform.Redis.Address, platform.Backends.Values, ("ASPNETCORE_ENVIRONMENT", "Production"));

        var answer = await gateway.Client.GetAsync("/page");

        Assert.StartsWith("max-age=", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_page_runs_its_own_scripts_and_asks_nobody_outside()
    {
        var answer = await platform.Anonymous.GetAsync("/docs/");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var nonce = page.Split("nonce=\"")[1].Split('"')[0];
        Assert.Contains($"script-src 'self' 'nonce-{nonce}'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await platform.Anonymous.GetAsync("/docs/scalar.js")).StatusCode);
    }

    [Fact]
    public async Task A_load_balancer_that_is_named_may_say_whom_a_request_comes_from()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            platform.Redis.Address, platform.Backends.Values, ("Gateway__TrustedProxies__0", "127.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        var seen = await (await gateway.Client.SendAsync(request)).SeenAsync();

        Assert.Equal(("203.0.113.9", "https"), (seen.Headers["X-Forwarded-For"], seen.Headers["X-Forwarded-Proto"]));
    }

    [Theory]
    [InlineData("Identity__Issuer")]
    [InlineData("ConnectionStrings__redis")]
    [InlineData("Services__fund__http__0")]
    public async Task A_missing_setting_is_named_and_ends_the_start(string missing)
    {
        Dictionary<string, string> settings = new()
        {
            ["Identity__Issuer"] = "http://localhost:8080",
            ["ConnectionStrings__redis"] = platform.Redis.Address,
        };
        foreach (var (name, backend) in platform.Backends)
        {
            (settings[$"Services__{name}__http__0"], settings[$"Services__{name}__grpc__0"]) = (backend.Http, backend.Grpc);
        }

        settings.Remove(missing);
        var (exitCode, output) = await GatewayProcess.RunAsync([.. settings.Select(s => (s.Key, s.Value))]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(missing.Replace("__", ":", StringComparison.Ordinal), output.Replace("__", ":", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
