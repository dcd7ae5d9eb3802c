using System.Globalization;
using ChildPlatform.LocalHost.Processes;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>Redis from the distribution's own program. It holds only what may be lost; a snapshot spares a sign-in after a restart.</summary>
public static class Redis
{
    /// <summary>The package that brings it.</summary>
    public const string Package = "redis-server";

    /// <summary>The program, or null when it is not installed.</summary>
    public static string? Find() => Programs.Find("redis-server");

    /// <summary>A server with its data in <paramref name="data"/>.</summary>
    public static Server In(string data, Ports ports)
    {
        var port = ports.For(ServerNames.Redis);
        var folder = Path.Combine(data, "redis");
        return new Server(ServerNames.Redis, $"127.0.0.1:{port}", $"127.0.0.1:{port}",
        [
            new Runnable
            {
                Name = ServerNames.Redis,
                File = Find() ?? throw new LaunchException("redis-server is not installed."),
                // A database number each is how tests on one server keep apart.
                Arguments =
                [
                    "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder,
                    "--daemonize", "no", "--databases", "1024", "--save", "300 1", "--appendonly", "no",
                ],
                Prepare = _ =>
                {
                    Directory.CreateDirectory(folder);
                    return Task.CompletedTask;
                },
                IsReady = ct => Probe.Redis(port, ct),
            },
        ]);
    }
}
