using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

public sealed class SizeTests(Platform platform) : IClassFixture<Platform>
{
    private const int MiB = 1 << 20;
    private const string Imports = "/api/v1/fund/donations/imports";

    [Theory]
    [InlineData("application/json", MiB)]
    [InlineData("application/x-www-form-urlencoded", MiB)]
    [InlineData("multipart/form-data; boundary=x", 20 * MiB)]
    [InlineData("text/csv", 20 * MiB)]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 20 * MiB)]
    public async Task A_body_up_to_its_limit_passes_and_a_byte_more_is_413(string type, int limit)
    {
        foreach (var chunked in (bool[])[false, true])
        {
            Assert.Equal(limit, (await (await PostAsync(type, limit, chunked)).SeenAsync()).BodyLength);
            await (await PostAsync(type, limit + 1, chunked)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        }
    }

    [Fact]
    public async Task A_missing_token_is_said_before_the_size()
    {
        using var content = new ByteArrayContent(new byte[2 * MiB]);

        await (await platform.Anonymous.PostAsync(Imports, content)).ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_sends_on_without_looking_still_gets_its_answer(bool chunked)
    {
        const int Length = 50 * MiB;
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, new Uri(platform.Gateway.Address).Port);
        var stream = client.GetStream();
        var length = chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Length}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Imports} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Tokens.For("fund-officer")}\r\n"
            + $"Content-Type: application/json\r\n{length}\r\n\r\n"));
        var block = new byte[MiB];
        for (var sent = 0; sent < Length; sent += MiB)
        {
            if (chunked)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{MiB:x}\r\n"));
            }

            await stream.WriteAsync(block);
            if (chunked)
            {
                await stream.WriteAsync("\r\n"u8.ToArray());
            }
        }

        var answer = new byte[100];
        await stream.ReadAtLeastAsync(answer, 20);

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_sends_its_headers_drop_by_drop_is_let_go()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(platform.Gateway.Address).Port);
        var stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(25));

        var answer = new byte[20];
        var read = await stream.ReadAsync(answer, patience.Token);

        Assert.True(read == 0 || Encoding.ASCII.GetString(answer).StartsWith("HTTP/1.1 408", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_or_too_long_headers_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', 40 << 10));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await platform.Anonymous.SendAsync(request)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string type, int length, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Imports);
        request.Content = new ByteArrayContent(new byte[length]);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TransferEncodingChunked = chunked;
        return await platform.Officer.SendAsync(request);
    }
}
