using System.Globalization;
using ChildPlatform.LocalHost.Processes;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>
/// RabbitMQ from the distribution's own program, started past the wrapper that would change user and folder. Erlang's
/// port mapper is a process of our own: the one that Erlang starts by itself stays for ever and listens to the world.
/// </summary>
public static class Rabbit
{
    /// <summary>The package that brings it.</summary>
    public const string Package = "rabbitmq-server";

    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string User = "childplatform";

    /// <summary>The program, or null when it or Erlang's port mapper is not installed.</summary>
    public static string? Find() => File.Exists(Program) && Programs.Find("epmd") is not null ? Program : null;

    /// <summary>
    /// A server with its data in <paramref name="data"/>, and as many virtual hosts <c>t0</c>, <c>t1</c>, … as asked for, for
    /// tests that must not see each other's messages.
    /// </summary>
    public static Server In(string data, Ports ports, Secrets secrets, int extraHosts = 0)
    {
        var port = ports.For(ServerNames.Rabbit);
        var mapperPort = ports.For("rabbitmq.epmd");
        var distributionPort = ports.For("rabbitmq.distribution");
        var password = secrets.For("rabbitmq");
        var folder = Path.Combine(data, "rabbitmq");
        var mapper = new Dictionary<string, string>
        {
            ["ERL_EPMD_PORT"] = mapperPort.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        return new Server(ServerNames.Rabbit, $"127.0.0.1:{port}", $"amqp://{User}:{password}@127.0.0.1:{port}/",
        [
            new Runnable
            {
                Name = ServerNames.Epmd,
                File = Programs.Find("epmd") ?? throw new LaunchException("epmd (package erlang-base) is not installed."),
                Environment = mapper,
                CleanEnvironment = true,
                IsReady = ct => Probe.Listens(mapperPort, ct),
            },
            new Runnable
            {
                Name = ServerNames.Rabbit,
                File = Find() ?? throw new LaunchException("rabbitmq-server is not installed."),
                CleanEnvironment = true,
                Environment = new Dictionary<string, string>(mapper)
                {
                    ["LANG"] = "C.UTF-8",
                    ["HOME"] = Path.Combine(folder, "home"),
                    // The start script then turns into the virtual machine instead of staying in front of it.
                    ["detached"] = "1",
                    ["RABBITMQ_NODENAME"] = "childplatform@localhost",
                    ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
                    ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
                    ["RABBITMQ_LOGS"] = "-",
                    ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
                    ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
                    ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
                    ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
                    // Idle schedulers would spin; two of them are enough.
                    ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                        "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none +S 2:2",
                },
                Prepare = async ct =>
                {
                    Directory.CreateDirectory(Path.Combine(folder, "home"));
                    var hosts = extraHosts == 0 ? "" : Definitions(folder, password, extraHosts);
                    await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n", ct);
                    await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), $"""
                        listeners.tcp.default = 127.0.0.1:{port}
                        default_user = {User}
                        default_pass = {password}
                        vm_memory_high_watermark.relative = 0.2
                        disk_free_limit.absolute = 100MB
                        log.console = true
                        log.file = false
                        {hosts}
                        """, ct);
                    File.SetUnixFileMode(Path.Combine(folder, "rabbitmq.conf"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
                },
                IsReady = ct => Probe.Amqp(port, ct),
                StopPatience = TimeSpan.FromSeconds(30),
            },
        ]);
    }

    private static string Definitions(string folder, string password, int extraHosts)
    {
        var hosts = Enumerable.Range(0, extraHosts).Select(n => $"t{n}").Prepend("/").ToList();
        var file = Path.Combine(folder, "definitions.json");
        JsonFile.Write(file, new
        {
            users = new[] { new { name = User, password, tags = "administrator" } },
            vhosts = hosts.Select(h => new { name = h }),
            permissions = hosts.Select(h => new { user = User, vhost = h, configure = ".*", write = ".*", read = ".*" }),
        });
        return $"load_definitions = {file}";
    }
}
