using System.Net;

namespace ChildPlatform.Gateway.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Figures_are_told_at_the_inner_address_and_nothing_else_is()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var identity = await Platform.IdentityAsync();
        await using var fund = await Backend.StartAsync("fund");
        await using var reporting = await Backend.StartAsync("reporting");
        await using var portal = await Backend.StartAsync("portal");
        await using var gateway = await GatewayProcess.StartAsync(redis.Address, [identity, fund, reporting, portal]);
        using var inside = new HttpClient { BaseAddress = new Uri(gateway.MetricsAddress) };

        Assert.Contains("http_server_request_duration", await inside.GetStringAsync("/metrics"), StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/health/live", "/openapi/v1.json", "/api/v1/fund/donations" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await inside.GetAsync(path)).StatusCode);
        }

        // The caller names the host; which listener it came in by, it cannot name.
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        forged.Headers.Host = new Uri(gateway.MetricsAddress).Authority;
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.SendAsync(forged)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Client.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task A_public_port_is_no_inner_address()
    {
        var (exit, output) = await GatewayProcess.RunAsync(
            ("Kestrel__Endpoints__Http__Url", "http://127.0.0.1:20001"), ("Kestrel__Endpoints__Metrics__Url", "http://127.0.0.1:20001"));

        Assert.NotEqual(0, exit);
        Assert.Contains("Kestrel:Endpoints:Metrics:Url", output, StringComparison.Ordinal);
    }
}
