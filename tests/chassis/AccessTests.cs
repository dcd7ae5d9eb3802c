using System.Net;
using ChildPlatform.Chassis.Tests.Grpc;
using ChildPlatform.LocalHost;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChildPlatform.Chassis.Tests;

/// <summary>Tokens, policies, gRPC, and what a process tells about itself.</summary>
public sealed class AccessTests(ThingFixture things) : IClassFixture<ThingFixture>
{
    private static readonly Uri SignedIn = new("/api/v1/chassis/signed-in", UriKind.Relative);

    private readonly ThingService _service = things.Service;

    [Fact]
    public async Task Only_tokens_of_the_issuer_for_this_audience_and_in_time_are_taken()
    {
        var user = Tokens.Users["fund-officer"];
        Assert.Equal(HttpStatusCode.OK, await StatusOf(Tokens.For(user)));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(Tokens.For(user, d =>
        {
            d.NotBefore = d.IssuedAt = DateTime.UtcNow.AddHours(-1);
            d.Expires = DateTime.UtcNow.AddMinutes(-1);
        })));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Tokens.For(user, d =>
        {
            d.NotBefore = d.IssuedAt = DateTime.UtcNow.AddHours(-1);
            d.Expires = DateTime.UtcNow.AddMinutes(-3);
        })));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Tokens.For(user, d => d.Audience = "another-api")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Tokens.For(user, d => d.Issuer = "http://evil/")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Tokens.For(user, d => d.TokenType = "JWT")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(Tokens.Forged("fund-officer")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf("nonsense"));
        var tampered = Tokens.For(user)[..^4] + "AAAA";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(tampered));

        async Task<HttpStatusCode> StatusOf(string token)
        {
            var client = _service.Anonymous();
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var answers = new[] { await client.GetAsync(SignedIn), await client.GetAsync(SignedIn) };
            Assert.Equal(answers[0].StatusCode, answers[1].StatusCode); // The cache must not change the verdict.
            return answers[0].StatusCode;
        }
    }

    [Fact]
    public async Task People_pass_by_role_and_machines_by_scope()
    {
        var list = new Uri(Call.Things, UriKind.Relative);
        var machine = new TestUser("machine", "machine", [], ["things.read"], ["49"]);
        Assert.Equal(HttpStatusCode.OK, (await _service.As(machine).GetAsync(list)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _service.As(machine with { Subject = "m2", Scopes = ["other"] }).GetAsync(list)).StatusCode);
        // A person whose client happens to hold the scope still needs the role.
        var person = new TestUser("person", "person", ["leader"], ["things.read"], ["49"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await _service.As(person).GetAsync(list)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _service.As("auditor").GetAsync(list)).StatusCode);
    }

    [Fact]
    public async Task Identity_may_be_away_at_the_start_and_come_later()
    {
        var port = Ports.Free();
        await using var service = await ThingService.StartAsync(
            things.Database, settings: new() { ["Services:identity:http:0"] = $"http://127.0.0.1:{port}" });

        await ProblemTests.ProblemOf(await service.As("fund-officer").GetAsync(SignedIn), 503, "identity-unavailable");
        Assert.Equal(HttpStatusCode.OK, (await service.Anonymous().GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);

        using var http = new HttpClient();
        var keys = await http.GetStringAsync(new Uri(await Tokens.AuthorityAsync(), "/.well-known/jwks"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var identity = builder.Build();
        identity.MapGet("/.well-known/jwks", () => Results.Content(keys, "application/json"));
        await identity.StartAsync();
        await Eventually.Until(async () => (await service.As("fund-officer").GetAsync(SignedIn)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_grpc_question_carries_the_services_own_token_and_a_deadline()
    {
        var identity = await MachineIdentity.StartAsync("svc-reporting");
        var services = new ServiceCollection();
        services.AddSingleton(new ServiceIdentity("reporting"));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Services:chassis:grpc:0"] = _service.GrpcAddress.AbsoluteUri,
            ["ServiceClient:Secret"] = "s3cret",
        }).Build());
        services.AddHttpClient("identity-keys", c => c.BaseAddress = identity.Address);
        services.AddServiceGrpcClient<ThingQueries.ThingQueriesClient>("chassis");
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ThingQueries.ThingQueriesClient>();

        Assert.Equal("svc-reporting", (await client.AskAsync(new ThingQuestion { Name = "a" }, deadline: DateTime.UtcNow.AddSeconds(10))).Caller);
        await client.AskAsync(new ThingQuestion { Name = "b" });
        Assert.Equal(1, identity.Fetched);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.AskAsync(new ThingQuestion { Name = "fancy" }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal("too-fancy", refused.Trailers.GetValue("code"));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var late = await Assert.ThrowsAsync<RpcException>(async () => await client.AskAsync(new ThingQuestion { Name = "slow" }));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        Assert.InRange(watch.ElapsedMilliseconds, 500, 4000);
        await identity.DisposeAsync();
    }

    [Fact]
    public async Task A_grpc_question_without_a_token_is_not_answered()
    {
        using var channel = GrpcChannel.ForAddress(_service.GrpcAddress);

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await new ThingQueries.ThingQueriesClient(channel).AskAsync(new ThingQuestion { Name = "a" }));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task The_process_tells_its_health_metrics_and_contract_without_a_token()
    {
        var client = _service.Anonymous();
        var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var health = await ProblemTests.JsonOf(ready);
        Assert.Equal("degraded", health.GetProperty("status").GetString()); // This fixture has no broker.
        Assert.Equal(
            ["postgres=healthy", "rabbitmq=degraded"],
            health.GetProperty("checks").EnumerateArray().Select(c => $"{c.GetProperty("name")}={c.GetProperty("status")}").Order());

        await client.GetAsync(SignedIn);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
        Assert.Contains("childplatform_outbox_depth", metrics, StringComparison.Ordinal);

        var document = await ProblemTests.JsonOf(await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        Assert.Equal("/", document.GetProperty("servers")[0].GetProperty("url").GetString());
        var create = document.GetProperty("paths").GetProperty("/api/v1/chassis/things").GetProperty("post");
        Assert.Contains(create.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.True(create.GetProperty("responses").TryGetProperty("428", out var needed));
        Assert.True(needed.GetProperty("content").TryGetProperty("application/problem+json", out _));
        Assert.Equal("http", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("type").GetString());
        var request = document.GetProperty("components").GetProperty("schemas").GetProperty("ThingRequest");
        Assert.True(request.GetProperty("properties").TryGetProperty("amount", out _));
        Assert.Contains("very-fancy", document.GetProperty("components").GetProperty("schemas").GetProperty("ThingKind").ToString(), StringComparison.Ordinal);
    }

    /// <summary>An identity that gives one machine its token.</summary>
    private sealed class MachineIdentity(WebApplication app, Uri address) : IAsyncDisposable
    {
        private int _fetched;

        public Uri Address => address;

        public int Fetched => _fetched;

        public static async Task<MachineIdentity> StartAsync(string machine)
        {
            var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(address.AbsoluteUri);
            var app = builder.Build();
            var identity = new MachineIdentity(app, address);
            app.MapPost("/connect/token", async (HttpRequest request) =>
            {
                Interlocked.Increment(ref identity._fetched);
                var form = await request.ReadFormAsync();
                Assert.Equal(machine, form["client_id"]);
                Assert.Equal("s3cret", form["client_secret"]);
                return Results.Json(new { access_token = Tokens.For(machine), expires_in = 3600 });
            });
            await app.StartAsync();
            return identity;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
