using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChildPlatform.LocalHost;

/// <summary>
/// Which port each listener uses. A port once taken is kept in <c>ports.json</c>, so that addresses stay the same over
/// restarts; only one that somebody else holds by now is replaced.
/// </summary>
public sealed class Ports
{
    // Between the choice of a port and its listener lies the start of a process: until then nobody else may be given it.
    private static readonly ConcurrentDictionary<int, byte> Given = new();

    private readonly string path;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> kept;

    public Ports(string folder)
    {
        path = Path.Combine(folder, "ports.json");
        kept = JsonFile.Read<Dictionary<string, int>>(path) ?? [];
    }

    /// <summary>The port of a listener: the one kept, else the preferred one, else any free one.</summary>
    /// <param name="name">The listener, such as <c>fund.http</c>.</param>
    /// <param name="preferred">Tried first when none is kept; 0 for no preference.</param>
    public int For(string name, int preferred = 0)
    {
        lock (gate)
        {
            return Choose(name, preferred);
        }
    }

    private int Choose(string name, int preferred)
    {
        var candidates = new[] { kept.GetValueOrDefault(name), preferred };
        var port = candidates.FirstOrDefault(p => p != 0 && !TakenByAnother(name, p) && IsFree(p));
        port = port == 0 ? Free(p => TakenByAnother(name, p)) : port;
        if (kept.GetValueOrDefault(name) != port)
        {
            kept[name] = port;
            JsonFile.Write(path, kept);
        }

        return port;
    }

    /// <summary>Whether a listener on both loopback addresses could be opened now.</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && CanListen(IPAddress.IPv6Loopback, port);

    /// <summary>
    /// Any free port, below those that the system gives to outgoing connections: one of these could sit on the port
    /// in the moment in which a dead server is started again. None is given twice by one process.
    /// </summary>
    public static int Free(Func<int, bool>? refuse = null)
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (refuse?.Invoke(port) is not true && IsFree(port) && Given.TryAdd(port, 0))
            {
                return port;
            }
        }
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException)
        {
            // A machine without IPv6 has nobody listening there either.
            return true;
        }
    }

    private bool TakenByAnother(string name, int port) => kept.Any(k => k.Value == port && k.Key != name);
}
