using System.Net;
using System.Text;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Gateway.Tests;

/// <summary>Callers as they come: with accents in their headers, with HEAD, with a browser while something is away.</summary>
public sealed class VisitorTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("X-Test", "é")]
    [InlineData("User-Agent", "Điện thoại")]
    [InlineData("Cookie", "ten=Ánh")]
    public async Task Letters_with_marks_in_a_header_pass_as_they_are(string header, string value)
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = platform.Anonymous.BaseAddress,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cong-khai/quy");
        request.Headers.TryAddWithoutValidation(header, value);

        var seen = await (await client.SendAsync(request)).SeenAsync();

        Assert.Equal(value, seen.Headers[header]);
    }

    [Theory]
    [InlineData("/cong-khai/quy")]
    [InlineData("/docs/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/public/fund/summary?year=2024")]
    public async Task Head_is_answered_like_get_without_a_body(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var head = await platform.Anonymous.SendAsync(request);
        using var get = await platform.Anonymous.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_needs_a_token_is_kept_by_nobody_on_the_way()
    {
        using var closed = await platform.Officer.GetAsync("/api/v1/fund/donations");
        using var open = await platform.Anonymous.GetAsync("/api/v1/public/fund/summary?year=2024");

        Assert.True(closed.Headers.CacheControl?.NoStore);
        Assert.Null(open.Headers.CacheControl);
    }

    [Fact]
    public async Task A_browser_reads_a_page_while_the_portal_is_away_and_a_program_reads_a_problem()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var identity = await Platform.IdentityAsync();
        await using var fund = await Backend.StartAsync("fund");
        await using var reporting = await Backend.StartAsync("reporting");
        await using var gateway = await GatewayProcess.StartAsync(
            redis.Address, [identity, fund, reporting], ("Services__portal__http__0", $"http://127.0.0.1:{Ports.Free()}"));
        using var browser = new HttpRequestMessage(HttpMethod.Get, "/quy");
        browser.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");

        using var page = await gateway.Client.SendAsync(browser);
        using var program = await gateway.Client.GetAsync("/quy");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.True(page.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("lang=\"vi\"", text, StringComparison.Ordinal);
        Assert.Contains("tel:111", text, StringComparison.Ordinal);
        Assert.Contains("tel:18001581", text, StringComparison.Ordinal);
        await program.ProblemAsync(HttpStatusCode.ServiceUnavailable, "service-unavailable");
    }
}
