using System.Net;
using System.Text.Json;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

public sealed class HealthTests
{
    private const string NoBroker =
        """{"status":"degraded","checks":[{"name":"postgres","status":"healthy"},{"name":"rabbitmq","status":"unhealthy"}]}""";

    private const string NoDatabase =
        """{"status":"unhealthy","checks":[{"name":"postgres","status":"unhealthy"},{"name":"rabbitmq","status":"healthy"}]}""";

    [Fact]
    public async Task It_tells_of_the_whole_platform_and_names_what_is_away()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var identity = await Platform.IdentityAsync();
        await using var fund = await Backend.StartAsync("fund");
        await using var portal = await Backend.StartAsync("portal");
        var reporting = await Backend.StartAsync("reporting");
        await using var gateway = await GatewayProcess.StartAsync(redis.Address, [identity, fund, reporting, portal]);
        Task<bool> Is(HttpStatusCode code, string status, params string[] affected) => IsAsync(gateway.Client, code, status, affected);

        await Eventually.Until(() => Is(HttpStatusCode.OK, "healthy"));

        fund.Ready = (200, NoBroker);
        await Eventually.Until(() => Is(HttpStatusCode.OK, "degraded", "fund: rabbitmq"));

        await redis.KillAsync();
        await Eventually.Until(() => Is(HttpStatusCode.OK, "degraded", "gateway: redis", "fund: rabbitmq"));
        await redis.StartAgainAsync();
        await Eventually.Until(() => Is(HttpStatusCode.OK, "degraded", "fund: rabbitmq"));

        fund.Ready = (503, NoDatabase);
        await Eventually.Until(() => Is(HttpStatusCode.ServiceUnavailable, "unhealthy", "fund: postgres"));
        await (await gateway.Client.GetAsync("/health/ready")).ProblemAsync(HttpStatusCode.ServiceUnavailable, "platform-unhealthy");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync("/health/live")).StatusCode);

        fund.Ready = (200, """{"status":"healthy","checks":[]}""");
        await reporting.DisposeAsync();
        await Eventually.Until(() => Is(HttpStatusCode.ServiceUnavailable, "unhealthy", "reporting"));

        var before = fund.Asked;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gateway.Client.GetAsync("/health/ready")));
        Assert.InRange(fund.Asked - before, 0, 5);
    }

    private static async Task<bool> IsAsync(HttpClient client, HttpStatusCode code, string status, string[] affected)
    {
        var answer = await client.GetAsync("/health/ready");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var report = code == HttpStatusCode.OK || !body.TryGetProperty("details", out var details) ? body : details;
        return answer.StatusCode == code && report.GetProperty("status").ToString() == status
            && report.GetProperty("affected").EnumerateArray().Select(a => a.GetString()).Order().SequenceEqual(affected.Order());
    }
}
