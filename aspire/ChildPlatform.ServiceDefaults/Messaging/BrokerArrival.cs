using System.Net.Sockets;

namespace ChildPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Lets a try to connect wait until the broker listens. A try that fails is followed by a pause, with the library longer each
/// time up to half a minute, and reports would lag that long behind a broker that is back already.
/// </summary>
internal static class BrokerArrival
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Returns when something listens at the broker's address, or throws when the process stops.</summary>
    public static async Task WaitAsync(Uri broker, CancellationToken stopping)
    {
        while (!await ListensAsync(broker, stopping))
        {
            await Task.Delay(Pause, stopping);
        }
    }

    private static async Task<bool> ListensAsync(Uri broker, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(broker.Host, broker.Port > 0 ? broker.Port : broker.Scheme == "amqps" ? 5671 : 5672, limit.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
