using ChildPlatform.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChildPlatform.Gateway.Tests;

public sealed class GrpcTests(Platform platform) : IClassFixture<Platform>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(platform.Gateway.GrpcAddress);

    private static Metadata Token => new() { { "Authorization", $"Bearer {Tokens.For("integrator")}" } };

    private Echo.EchoClient Client => new(_channel);

    [Fact]
    public async Task Calls_pass_with_a_token()
    {
        Assert.Equal("quỹ", (await Client.SayAsync(new Word { Text = "quỹ" }, Token)).Text);
    }

    [Fact]
    public async Task Streams_pass_with_a_token()
    {
        using var call = Client.Count(new Word { Text = "số" }, Token);
        var words = new List<string>();
        await foreach (var word in call.ResponseStream.ReadAllAsync())
        {
            words.Add(word.Text);
        }

        Assert.Equal(["số 1", "số 2", "số 3"], words);
    }

    [Fact]
    public async Task A_deadline_ends_a_call()
    {
        await RefusedAsync(StatusCode.DeadlineExceeded, () => Client.SayAsync(new Word { Text = "slow" }, Token, DateTime.UtcNow.AddSeconds(1)));
    }

    [Fact]
    public async Task Without_a_token_a_call_is_unauthenticated()
    {
        await RefusedAsync(StatusCode.Unauthenticated, () => Client.SayAsync(new Word()));
    }

    [Fact]
    public async Task An_unknown_service_is_unimplemented()
    {
        var method = new Method<Word, Word>(
            MethodType.Unary, "childplatform.nobody.v1.Nobody", "Find", Marshallers.Create(_ => [], _ => new Word()),
            Marshallers.Create(_ => [], _ => new Word()));

        await RefusedAsync(StatusCode.Unimplemented, () => _channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, new Word()));
    }

    [Fact]
    public async Task A_service_that_is_away_is_unavailable()
    {
        // No reporting stand-in listens for this service, so its own answer comes back; the fund's is taken away below.
        await using var identity = await Platform.IdentityAsync();
        var fund = await Backend.StartAsync("fund");
        await using var gateway = await GatewayProcess.StartAsync(
            platform.Redis.Address, [identity, fund, platform.Backends["reporting"], platform.Backends["portal"]]);
        using var channel = GrpcChannel.ForAddress(gateway.GrpcAddress);
        var client = new Echo.EchoClient(channel);
        Assert.Equal("a", (await client.SayAsync(new Word { Text = "a" }, Token)).Text);

        await fund.DisposeAsync();

        await RefusedAsync(StatusCode.Unavailable, () => client.SayAsync(new Word { Text = "a" }, Token));
    }

    public void Dispose() => _channel.Dispose();

    private static async Task RefusedAsync(StatusCode status, Func<AsyncUnaryCall<Word>> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await call());

        Assert.Equal(status, refusal.StatusCode);
    }
}
