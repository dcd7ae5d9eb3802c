using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.LocalHost.Processes;
using Npgsql;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>
/// The servers as containers, where neither addresses nor programs are there but a Docker engine answers. The client
/// <c>docker run</c> stays in the foreground and passes signals on, so a container is kept like any other process.
/// </summary>
internal static class Container
{
    private const string User = "childplatform";

    /// <summary>Whether there is a Docker client and an engine behind it.</summary>
    public static async Task<bool> EngineAnswersAsync(CancellationToken ct) =>
        Programs.Find("docker") is { } docker
        && (await Programs.RunAsync(docker, ["version", "--format", "{{.Server.Version}}"], ct)).ExitCode == 0;

    public static Server Postgres(string data, Ports ports, Secrets secrets)
    {
        var port = ports.For(ServerNames.Postgres);
        var password = secrets.For("postgres");
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
            Database = "postgres",
            Timeout = 5,
        }.ConnectionString;
        var environment = new Dictionary<string, string>
        {
            ["POSTGRES_USER"] = User,
            ["POSTGRES_PASSWORD"] = password,
            ["POSTGRES_DB"] = "postgres",
        };
        var run = Run(data, ServerNames.Postgres, "postgres:15", port, 5432, "/var/lib/postgresql/data", environment,
            ["-c", "max_connections=300", "-c", "shared_buffers=256MB"]);
        return new Server(ServerNames.Postgres, $"127.0.0.1:{port}", connection,
            [run with { StopSignal = Signals.Interrupt, IsReady = ct => Servers.Postgres.AnswersAsync(connection, ct) }]);
    }

    public static Server Rabbit(string data, Ports ports, Secrets secrets)
    {
        var port = ports.For(ServerNames.Rabbit);
        var password = secrets.For("rabbitmq");
        var environment = new Dictionary<string, string>
        {
            ["RABBITMQ_DEFAULT_USER"] = User,
            ["RABBITMQ_DEFAULT_PASS"] = password,
            // The data belong to the node's name, which otherwise changes with every container.
            ["RABBITMQ_NODENAME"] = "childplatform@localhost",
        };
        var run = Run(data, ServerNames.Rabbit, "rabbitmq:3.13", port, 5672, "/var/lib/rabbitmq", environment, []);
        return new Server(ServerNames.Rabbit, $"127.0.0.1:{port}", $"amqp://{User}:{password}@127.0.0.1:{port}/",
            [run with { IsReady = ct => Probe.Amqp(port, ct) }]);
    }

    public static Server Redis(string data, Ports ports)
    {
        var port = ports.For(ServerNames.Redis);
        var run = Run(data, ServerNames.Redis, "redis:7", port, 6379, "/data", [], ["redis-server", "--databases", "1024"]);
        return new Server(ServerNames.Redis, $"127.0.0.1:{port}", $"127.0.0.1:{port}", [run with { IsReady = ct => Probe.Redis(port, ct) }]);
    }

    private static Runnable Run(
        string data, string name, string image, int port, int inside, string volume, Dictionary<string, string> environment,
        string[] command)
    {
        var docker = Programs.Find("docker") ?? throw new LaunchException("docker is not installed.");
        // One name per data folder: two clones on one machine must not take each other's containers.
        var folder = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..12];
        var container = $"childplatform-{folder}-{name}";
        string[] arguments =
        [
            "run", "--rm", "--name", container, "-p", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}:{inside}",
            "-v", $"{container}:{volume}",
            // Only the names: the values travel in the environment of the client, which other users cannot list.
            .. environment.Keys.SelectMany(k => new[] { "-e", k }), image, .. command,
        ];
        return new Runnable
        {
            Name = name,
            File = docker,
            Arguments = arguments,
            Environment = environment,
            Prepare = ct => Programs.RunAsync(docker, ["rm", "-f", container], ct),
            IsReady = _ => Task.FromResult(false),
            StopPatience = TimeSpan.FromSeconds(30),
            // The first start may have to fetch the image.
            ReadyPatience = TimeSpan.FromMinutes(10),
        };
    }
}
