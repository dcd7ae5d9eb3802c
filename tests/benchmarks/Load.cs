using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ChildPlatform.Benchmarks;

/// <summary>What a run of clients reached. Latencies are in microseconds, sorted.</summary>
internal sealed record LoadResult(long Requests, double Seconds, double[] Latencies, IReadOnlyDictionary<int, long> Unexpected)
{
    public double PerSecond => Requests / Seconds;

    public double Median => Percentile(0.5);

    public double Percentile(double share) => Latencies.Length == 0 ? double.NaN : Latencies[(int)(share * (Latencies.Length - 1))];
}

/// <summary>
/// Clients that each send a request, wait for its answer and send the next, over one kept connection. Plain sockets: the load
/// shares two cores with what it measures, and a full HTTP client would take the larger part of them.
/// </summary>
internal static class Load
{
    /// <param name="target">Scheme, host and port.</param>
    /// <param name="clients">How many at once.</param>
    /// <param name="time">How long new requests are begun; those on their way are waited for.</param>
    /// <param name="expected">The status that counts.</param>
    /// <param name="request">Writes the next request of a client into the buffer and returns its length.</param>
    public static async Task<LoadResult> RunAsync(Uri target, int clients, TimeSpan time, int expected, Func<byte[], int> request)
    {
        var unexpected = new SortedDictionary<int, long>();
        var latencies = new List<double>[clients];
        var connections = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Connection.OpenAsync(target)));
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(connections.Select((connection, i) => Task.Run(async () =>
        {
            using (connection)
            {
                var own = latencies[i] = [];
                while (Stopwatch.GetTimestamp() is var begun && begun < end)
                {
                    var status = await connection.SendAsync(request);
                    if (status == expected)
                    {
                        own.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
                        continue;
                    }

                    lock (unexpected)
                    {
                        unexpected[status] = unexpected.GetValueOrDefault(status) + 1;
                    }
                }
            }
        })));
        var all = latencies.SelectMany(l => l).ToArray();
        Array.Sort(all);
        return new LoadResult(all.Length, Stopwatch.GetElapsedTime(start).TotalSeconds, all, unexpected);
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _out = new byte[16 << 10];
        private readonly byte[] _in = new byte[64 << 10];

        public static async Task<Connection> OpenAsync(Uri target)
        {
            var connection = new Connection();
            await connection._socket.ConnectAsync(target.Host, target.Port);
            return connection;
        }

        public void Dispose() => _socket.Dispose();

        public async ValueTask<int> SendAsync(Func<byte[], int> request)
        {
            await _socket.SendAsync(_out.AsMemory(0, request(_out)));
            var filled = 0;
            while (true)
            {
                var read = await _socket.ReceiveAsync(_in.AsMemory(filled));
                if (read == 0)
                {
                    throw new IOException("The server closed the connection.");
                }

                filled += read;
                if (IsWhole(_in.AsSpan(0, filled)))
                {
                    return int.Parse(Encoding.ASCII.GetString(_in, 9, 3), CultureInfo.InvariantCulture);
                }
            }
        }

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var headers = answer.IndexOf("\r\n\r\n"u8);
            if (headers < 0)
            {
                return false;
            }

            var mark = answer[..headers].IndexOf("\r\nContent-Length: "u8);
            if (mark < 0)
            {
                return answer.EndsWith("\r\n0\r\n\r\n"u8); // Chunked.
            }

            var digits = answer[(mark + 18)..];
            var length = int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
            return answer.Length >= headers + 4 + length;
        }
    }
}
