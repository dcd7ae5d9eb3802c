using System.Net;
using ChildPlatform.LocalHost;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_service_that_is_away_is_a_problem_with_a_time_to_retry_and_comes_back_alone()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var identity = await Platform.IdentityAsync();
        await using var reporting = await Backend.StartAsync("reporting");
        await using var portal = await Backend.StartAsync("portal");
        var port = Ports.Free();
        var fund = await Backend.StartAsync("fund", httpPort: port);
        await using var gateway = await GatewayProcess.StartAsync(redis.Address, [identity, fund, reporting, portal]);
        using var officer = gateway.As(Tokens.For("fund-officer"));
        await (await officer.GetAsync("/api/v1/fund/donations")).SeenAsync();

        await fund.DisposeAsync();
        var answer = await officer.PostAsync("/api/v1/fund/donations", new StringContent("{}", null, "application/json"));

        var problem = await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "service-unavailable");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("Dịch vụ tạm thời không sẵn sàng.", problem.GetProperty("detail").GetString());
        Assert.Equal("reporting", (await (await officer.GetAsync("/api/v1/reporting/tasks")).SeenAsync()).Service);

        await using var again = await Backend.StartAsync("fund", httpPort: port);
        Assert.Equal("fund", (await (await officer.GetAsync("/api/v1/fund/donations")).SeenAsync()).Service);
    }

    [Fact]
    public async Task Tokens_cannot_be_checked_before_identity_has_shown_its_keys()
    {
        await using var redis = await RedisServer.StartAsync();
        var identity = await Platform.IdentityAsync();
        await using var rest = await Backend.StartAsync("fund");
        await using var reporting = await Backend.StartAsync("reporting");
        await using var portal = await Backend.StartAsync("portal");
        await identity.DisposeAsync();
        await using var gateway = await GatewayProcess.StartAsync(
            redis.Address, [rest, reporting, portal], ("Services__identity__http__0", $"http://127.0.0.1:{Ports.Free()}"),
            ("Services__identity__grpc__0", "http://127.0.0.1:1"));
        using var officer = gateway.As(Tokens.For("fund-officer"));

        var answer = await officer.GetAsync("/api/v1/fund/donations");

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "identity-unavailable");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("portal", (await (await gateway.Client.GetAsync("/cong-khai/quy")).SeenAsync()).Service);
    }
}
