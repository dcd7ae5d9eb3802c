using ChildPlatform.LocalHost.Processes;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>What differs between the servers of <c>./run</c>, of tests and of drills.</summary>
public sealed record LocalServersOptions
{
    /// <summary>The variable by which tests learn how many virtual hosts a server has that they were given.</summary>
    public const string RabbitHostsVariable = "CHILDPLATFORM_RABBIT_HOSTS";

    /// <summary>Look for connection strings in the environment first.</summary>
    public bool UseGiven { get; init; } = true;

    /// <summary>Virtual hosts of RabbitMQ besides the ordinary one, for tests.</summary>
    public int ExtraRabbitHosts { get; init; }
}

/// <summary>PostgreSQL, RabbitMQ and Redis in one folder, started when they are asked for.</summary>
public sealed class LocalServers : IAsyncDisposable
{
    private readonly IReadOnlyList<Server> servers;
    private readonly bool ownsSupervisor;

    private LocalServers(IReadOnlyList<Server> servers, Supervisor supervisor, bool ownsSupervisor)
    {
        this.servers = servers;
        this.ownsSupervisor = ownsSupervisor;
        Supervisor = supervisor;
    }

    public Supervisor Supervisor { get; }

    /// <summary>All of them, started or not.</summary>
    public IReadOnlyList<Server> All => servers;

    /// <summary>Servers in a folder of their own: what an earlier owner left running there is ended first.</summary>
    public static async Task<LocalServers> OpenAsync(
        string folder, LocalServersOptions options, Action<string> say, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var pids = new PidFile(folder);
        await pids.EndLeftoversAsync();
        var supervisor = new Supervisor(folder, pids, say);
        return await OpenAsync(folder, new Secrets(folder), new Ports(folder), supervisor, options, say, ct, ownsSupervisor: true);
    }

    /// <summary>Servers that a larger whole keeps together with its processes.</summary>
    internal static async Task<LocalServers> OpenAsync(
        string folder, Secrets secrets, Ports ports, Supervisor supervisor, LocalServersOptions options, Action<string> say,
        CancellationToken ct, bool ownsSupervisor = false)
    {
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        var servers = await ServerSet.ChooseAsync(data, ports, secrets, options.UseGiven, options.ExtraRabbitHosts, say, ct);
        return new LocalServers(servers, supervisor, ownsSupervisor);
    }

    /// <summary>Starts one of <see cref="ServerNames"/> and returns it when it answers.</summary>
    public async Task<Server> StartAsync(string name, CancellationToken ct)
    {
        var server = servers.Single(s => s.Name == name);
        foreach (var runnable in server.Runnables)
        {
            await Supervisor.StartAsync(runnable, ct);
        }

        if (name == ServerNames.Postgres && server.Runnables.Count > 0)
        {
            await Databases.CloseOthersAsync(server.ConnectionString, ct);
        }

        return server;
    }

    /// <summary>Starts all three beside each other.</summary>
    public Task StartAllAsync(CancellationToken ct) => Task.WhenAll(servers.Select(s => StartAsync(s.Name, ct)));

    /// <summary>Stops what was started, port mapper last.</summary>
    public async Task StopAllAsync()
    {
        await Task.WhenAll(ServerNames.All.Where(n => n != ServerNames.Epmd).Select(Supervisor.StopAsync));
        await Supervisor.StopAsync(ServerNames.Epmd);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        if (ownsSupervisor)
        {
            await Supervisor.DisposeAsync();
        }
    }
}
