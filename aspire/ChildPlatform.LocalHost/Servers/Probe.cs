using System.Net.Sockets;
using System.Text;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>Short questions over TCP by which a server shows that it answers.</summary>
internal static class Probe
{
    /// <summary>Sends the question and tells whether the answer begins as expected.</summary>
    public static async Task<bool> AnswersAsync(int port, byte[] question, Func<byte[], bool> expected, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, patience.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync(question, patience.Token);
            var answer = new byte[64];
            var length = await stream.ReadAsync(answer, patience.Token);
            return expected(answer[..length]);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Redis answers PONG.</summary>
    public static Task<bool> Redis(int port, CancellationToken ct) =>
        AnswersAsync(port, "PING\r\n"u8.ToArray(), a => Encoding.ASCII.GetString(a).StartsWith("+PONG", StringComparison.Ordinal), ct);

    /// <summary>RabbitMQ answers the protocol header with its first frame, a method on channel 0.</summary>
    public static Task<bool> Amqp(int port, CancellationToken ct) =>
        AnswersAsync(port, [.. "AMQP"u8, 0, 0, 9, 1], a => a is [1, 0, 0, ..], ct);

    /// <summary>Erlang's port mapper takes connections.</summary>
    public static async Task<bool> Listens(int port, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
