using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace ChildPlatform.Gateway.Tests;

public sealed class RoutingTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("/", "portal")]
    [InlineData("/cong-khai/quy", "portal")]
    [InlineData("/signin-oidc?code=1&state=2", "portal")]
    [InlineData("/connect/authorize?client_id=portal", "identity")]
    [InlineData("/connect/assets/sign-in.css", "identity")]
    [InlineData("/.well-known/openid-configuration", "identity")]
    [InlineData("/api/v1/public/fund/summary?year=2024", "fund")]
    [InlineData("/api/v1/public/cases/reports/K7Q2-M9XD", "cases")]
    [InlineData("/api/v1/public/events/calendar.ics", "events")]
    [InlineData("/api/v1/public/reporting/targets?year=2024", "reporting")]
    public async Task Open_paths_reach_their_service_unchanged(string path, string service)
    {
        var seen = await (await platform.Anonymous.GetAsync(path)).SeenAsync();

        Assert.Equal((service, path), (seen.Service, seen.Target));
    }

    [Theory]
    [InlineData("/api/v1/fund/donations?q=Nguy%E1%BB%85n%20V%C4%83n&limit=5", "fund")]
    [InlineData("/api/v1/fund/a%2Fb/c%20d?x=%26", "fund")]
    [InlineData("/api/v1/identity/units?asOf=2025-01-01", "identity")]
    [InlineData("/api/v1/cases?urgent=true", "cases")]
    [InlineData("/api/v1/events/programmes", "events")]
    [InlineData("/api/v1/reporting/plans/2024/targets", "reporting")]
    public async Task Closed_paths_reach_their_service_unchanged_with_a_token(string path, string service)
    {
        var seen = await (await platform.Officer.GetAsync(path)).SeenAsync();

        Assert.Equal((service, path), (seen.Service, seen.Target));
        Assert.StartsWith("Bearer ", seen.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Methods_bodies_and_headers_pass(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/fund/donations");
        request.Content = new StringContent("""{"amount":1}""", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "k-1");
        request.Headers.TryAddWithoutValidation("If-Match", "\"3\"");

        var seen = await (await platform.Officer.SendAsync(request)).SeenAsync();

        Assert.Equal((method, 12), (seen.Method, seen.BodyLength));
        Assert.Equal(("k-1", "\"3\""), (seen.Headers["Idempotency-Key"], seen.Headers["If-Match"]));
    }

    [Theory]
    [InlineData("/api/v1/public/identity/users")]
    [InlineData("/api/v1/portal/x")]
    [InlineData("/api/v2/fund/donations")]
    [InlineData("/api")]
    [InlineData("/metrics")]
    [InlineData("/METRICS/")]
    [InlineData("/%6detrics")]
    [InlineData("/health")]
    [InlineData("/health/other")]
    [InlineData("/openapi/fund.json")]
    public async Task What_is_not_there_is_a_problem_and_reaches_nobody(string path)
    {
        await (await platform.Officer.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Problems_come_in_Vietnamese_or_English()
    {
        using var english = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        english.Headers.AcceptLanguage.ParseAdd("en");

        var vi = await (await platform.Anonymous.GetAsync("/api/v1/nothing")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        var en = await (await platform.Anonymous.SendAsync(english)).ProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(("Không tìm thấy", "Not found"), (vi.GetProperty("title").GetString(), en.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_trace_goes_on_behind_the_gateway()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/fund/donations");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var seen = await (await platform.Officer.SendAsync(request)).SeenAsync();

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", seen.Headers["traceparent"]);
    }

    [Fact]
    public async Task WebSockets_pass_in_both_directions()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(platform.Gateway.Address.Replace("http", "ws", StringComparison.Ordinal) + "/_blazor"), default);

        await socket.SendAsync(Encoding.UTF8.GetBytes("trẻ em"), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        var got = await socket.ReceiveAsync(buffer, default);

        Assert.Equal("trẻ em", Encoding.UTF8.GetString(buffer, 0, got.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    [Fact]
    public async Task Nobody_outside_may_say_whom_a_request_comes_from()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/public/fund/summary");
        request.Headers.Host = "quangnam.example:8443";
        string[] spoofed = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP",
            "X-Original-For", "X-Original-Host", "X-Original-Proto"];
        foreach (var header in spoofed)
        {
            request.Headers.TryAddWithoutValidation(header, "203.0.113.9");
        }

        var seen = await (await platform.Anonymous.SendAsync(request)).SeenAsync();

        Assert.DoesNotContain(seen.Headers.Values, v => v.Contains("203.0.113.9", StringComparison.Ordinal));
        Assert.Equal("127.0.0.1", seen.Headers["X-Forwarded-For"]);
        Assert.Equal("http", seen.Headers["X-Forwarded-Proto"]);
        Assert.Equal("quangnam.example:8443", seen.Headers["X-Forwarded-Host"]);
        Assert.Equal("quangnam.example:8443", seen.Headers["Host"]);
    }
}
