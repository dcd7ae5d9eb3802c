using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost.Processes;
using ChildPlatform.LocalHost.Servers;

namespace ChildPlatform.LocalHost;

/// <summary>What may differ from one start to the next.</summary>
public sealed record LocalPlatformOptions
{
    /// <summary>Where data, secrets and logs lie.</summary>
    public string Folder { get; init; } = Path.Combine(Repository.Root, ".local");

    /// <summary>Deletes what is there and starts afresh.</summary>
    public bool Reset { get; init; }

    /// <summary>The gateway's port, which must be free; null for the usual one, or any other when it is taken.</summary>
    public int? Port { get; init; }

    /// <summary>False for a second platform beside the first: it takes free ports only.</summary>
    public bool UsualPorts { get; init; } = true;

    /// <summary>False to look past servers that the environment names.</summary>
    public bool UseGivenServers { get; init; } = true;

    /// <summary>How far the clock of the domain is from the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Settings of a process besides those of <see cref="Topology"/>, by the process's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();
}

/// <summary>The whole platform as processes of this machine: servers, databases, migrations, services, gateway.</summary>
public sealed class LocalPlatform : IAsyncDisposable
{
    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(30);

    private readonly LocalPlatformOptions options;
    private readonly Progress progress;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Lock writing = new();
    private readonly Dictionary<string, ProcessAddress> addresses = [];
    private readonly Dictionary<string, ServiceDatabase> databases = [];

    private FolderLock? folderLock;
    private Secrets? secrets;
    private LocalServers? servers;
    private bool started;

    public LocalPlatform(LocalPlatformOptions options, Action<string> say)
    {
        this.options = options;
        progress = new Progress(say);
    }

    /// <summary>Keeps the processes; drills reach them by name.</summary>
    public Supervisor Supervisor { get; private set; } = null!;

    /// <summary>The gateway, as browsers see it.</summary>
    public Uri Public => addresses[Topology.Gateway].Http;

    /// <summary>Where each process listens.</summary>
    public IReadOnlyDictionary<string, ProcessAddress> Addresses => addresses;

    /// <summary>Connection strings of each service's database.</summary>
    public IReadOnlyDictionary<string, ServiceDatabase> ServiceDatabases => databases;

    /// <summary>The servers.</summary>
    public IReadOnlyList<Server> Servers => servers!.All;

    /// <summary>Starts everything and returns when the gateway says that all of it is healthy.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.Folder);
        folderLock = FolderLock.Take(options.Folder);
        var pids = new PidFile(options.Folder);
        var left = await pids.EndLeftoversAsync();
        if (left.Count > 0)
        {
            progress.Say($"ended what an earlier start had left running: {string.Join(", ", left)}");
        }

        DeleteOld();
        secrets = new Secrets(options.Folder);
        var ports = new Ports(options.Folder);
        ChooseAddresses(ports);
        Supervisor = new Supervisor(options.Folder, pids, progress.Say);
        Supervisor.Changed += WriteEndpoints;
        var serverOptions = new LocalServersOptions { UseGiven = options.UseGivenServers };
        servers = await LocalServers.OpenAsync(options.Folder, secrets, ports, Supervisor, serverOptions, progress.Say, ct);
        await progress.WhileAsync(StartAllAsync(ct));
        started = true;
        WriteEndpoints();
    }

    /// <summary>Stops a process or server and keeps it down until <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync(string name) => Supervisor.StopAsync(name);

    /// <summary>Starts what <see cref="StopAsync"/> has stopped.</summary>
    public Task StartAgainAsync(string name, CancellationToken ct) =>
        servers!.All.SelectMany(s => s.Runnables).FirstOrDefault(r => r.Name == name) is { } server
            ? Supervisor.StartAsync(server, ct)
            : Supervisor.StartAsync(RunnableOf(Topology.Process(name)), ct);

    /// <summary>What the gateway says of the whole platform; null while it does not answer.</summary>
    public async Task<string?> HealthAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Public, "/health/ready"), ct);
            // A refusal is a problem document, in which "status" is a number.
            return answer.IsSuccessStatusCode
                ? (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(ct))?["status"] ?? "healthy"
                : "unhealthy";
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Stops everything in order; nothing is left running.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Supervisor is not null)
        {
            Supervisor.Changed -= WriteEndpoints;
            File.Delete(Path.Combine(options.Folder, Endpoints.FileName));
            await Task.WhenAll(Topology.Processes.Select(p => Supervisor.StopAsync(p.Name)));
            if (servers is not null)
            {
                await servers.StopAllAsync();
            }

            await Supervisor.DisposeAsync();
        }

        folderLock?.Dispose();
        http.Dispose();
    }

    private async Task StartAllAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);

        // RabbitMQ takes longest and nobody needs it to start: databases are made and migrated beside it.
        var starting = servers!.All.ToDictionary(s => s.Name, s => s.Runnables.Count == 0
            ? Task.CompletedTask
            : progress.StepAsync(s.Name, "ready", () => servers.StartAsync(s.Name, stop.Token)));
        var processes = Topology.Processes.Select(async process =>
        {
            if (process.HasDatabase)
            {
                await starting[ServerNames.Postgres];
                await MakeDatabaseAsync(process.Name, stop.Token);
                await MigrateAsync(process, stop.Token);
            }

            await progress.StepAsync(process.Name, "ready", () => Supervisor.StartAsync(RunnableOf(process), stop.Token));
        });

        var all = starting.Values.Concat(processes).ToList();
        await foreach (var task in Task.WhenEach(all))
        {
            if (task.IsFaulted)
            {
                await stop.CancelAsync();
            }
        }

        // The first failure is the reason; those that follow were only called off.
        if (all.Find(t => t.IsFaulted) is { } failed)
        {
            await failed;
        }

        await Task.WhenAll(all);
        await progress.StepAsync("platform", "healthy", () => WaitForHealthAsync(ct));
    }

    private async Task WaitForHealthAsync(CancellationToken ct)
    {
        var until = DateTimeOffset.UtcNow + HealthPatience;
        string? health;
        while ((health = await HealthAsync(ct)) != "healthy")
        {
            if (DateTimeOffset.UtcNow > until)
            {
                throw new LaunchException($"The platform is {health ?? "silent"}: see {Public}health/ready and {options.Folder}/logs.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    private void DeleteOld()
    {
        File.Delete(Path.Combine(options.Folder, Endpoints.FileName));
        if (options.Reset)
        {
            foreach (var entry in new DirectoryInfo(options.Folder).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo folder)
                {
                    folder.Delete(recursive: true);
                }
                else if (!entry.Name.EndsWith(".lock", StringComparison.Ordinal) && !entry.Name.EndsWith(".stamp", StringComparison.Ordinal))
                {
                    entry.Delete();
                }
            }
        }
    }

    private void ChooseAddresses(Ports ports)
    {
        foreach (var process in Topology.Processes)
        {
            if (process.Name != Topology.Gateway)
            {
                addresses[process.Name] = new ProcessAddress(
                    Loopback(ports.For($"{process.Name}.http", Usual(process.Http))),
                    process.Grpc is { } grpc ? Loopback(ports.For($"{process.Name}.grpc", Usual(grpc))) : null);
                continue;
            }

            if (options.Port is { } asked && !Ports.IsFree(asked))
            {
                throw new LaunchException($"Port {asked} is taken. Name another with --port, or leave it out to get a free one.");
            }

            var usual = options.Port ?? Usual(process.Http);
            var port = usual != 0 && Ports.IsFree(usual) ? usual : ports.For("gateway.http");
            // Browsers go to "localhost" in any case, and cookies and redirect addresses must agree with what they show.
            addresses[process.Name] = new ProcessAddress(
                new Uri($"http://localhost:{port}"),
                new Uri($"http://localhost:{(Ports.IsFree(port + 1) ? port + 1 : ports.For("gateway.grpc"))}"),
                Loopback(ports.For("gateway.metrics", Usual(process.Metrics!.Value))));
        }

        int Usual(int port) => options.UsualPorts ? port : 0;
        static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");
    }

    private async Task MakeDatabaseAsync(string service, CancellationToken ct)
    {
        var administrator = servers!.All.Single(s => s.Name == ServerNames.Postgres).ConnectionString;
        var database = await Databases.EnsureAsync(administrator, service, role => secrets!.For(role), ct);
        lock (writing)
        {
            databases[service] = database;
        }

        WriteEndpoints();
    }

    /// <summary>Migrates, seeds and grants, unless this very build has done so already.</summary>
    private async Task MigrateAsync(ProcessSpec process, CancellationToken ct)
    {
        var program = Repository.ProgramOf(process.Project);
        var administrator = servers!.All.Single(s => s.Name == ServerNames.Postgres).ConnectionString;
        var build = await BuildOfAsync(program, ct);
        if (await Databases.MigratedByAsync(administrator, process.Name, ct) != build)
        {
            await progress.StepAsync(process.Name, "migrated", () => RunMigrationAsync(process, program, ct));
            await Databases.NoteMigrationAsync(administrator, process.Name, build, ct);
        }
    }

    private async Task RunMigrationAsync(ProcessSpec process, string program, CancellationToken ct)
    {
        var variables = EnvironmentOf(process, owner: true);
        variables[PidFile.Mark] = options.Folder;
        var (code, output) = await Programs.RunAsync(DotNet, [program, "migrate"], ct, variables);
        var log = Path.Combine(options.Folder, "logs", $"{process.Name}-migrate.log");
        await File.WriteAllTextAsync(log, output, ct);
        if (code != 0)
        {
            var lastWords = output.TrimEnd().Split('\n').TakeLast(15);
            throw new LaunchException($"The migration of {process.Name} failed ({log}):\n  {string.Join("\n  ", lastWords)}");
        }
    }

    /// <summary>A build is its own libraries: migrations, seed and rights are all in there.</summary>
    private static async Task<string> BuildOfAsync(string program, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var library in Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "ChildPlatform.*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(await File.ReadAllBytesAsync(library, ct));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string DotNet => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    private Runnable RunnableOf(ProcessSpec process) => new()
    {
        Name = process.Name,
        File = DotNet,
        Arguments = [Repository.ProgramOf(process.Project)],
        Environment = EnvironmentOf(process, owner: false),
        WorkingDirectory = Repository.FolderOf(process.Project),
        IsReady = ct => AnswersAsync(process, ct),
    };

    private async Task<bool> AnswersAsync(ProcessSpec process, CancellationToken ct)
    {
        // The gateway's readiness is that of the whole; its own is that it answers at all.
        var path = process.Name == Topology.Gateway ? "/health/live" : "/health/ready";
        try
        {
            using var answer = await http.GetAsync(new Uri(addresses[process.Name].Http, path), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private Dictionary<string, string> EnvironmentOf(ProcessSpec process, bool owner)
    {
        var variables = ProcessEnvironment.Of(process, new Wiring
        {
            Public = Public,
            Address = name => addresses[name],
            ConnectionString = name => name is ServerNames.Rabbit or ServerNames.Redis
                ? servers!.All.Single(s => s.Name == name).ConnectionString
                : owner ? databases[name].Owner : databases[name].App,
            Secret = secrets!.For,
            ClockOffset = options.ClockOffset,
            DataFolder = Path.Combine(options.Folder, "data"),
        });
        foreach (var (key, value) in options.Settings.GetValueOrDefault(process.Name) ?? new Dictionary<string, string>())
        {
            variables[key] = value;
        }

        // A service never makes its folder itself: elsewhere that would hide a volume that was not mounted.
        if (variables.TryGetValue("Files__Folder", out var files))
        {
            Directory.CreateDirectory(files);
        }

        return variables;
    }

    private void WriteEndpoints()
    {
        lock (writing)
        {
            if (servers is null)
            {
                return;
            }

            var gateway = addresses[Topology.Gateway];
            JsonFile.Write(Path.Combine(options.Folder, Endpoints.FileName), new Endpoints
            {
                Launcher = Environment.ProcessId,
                Started = started,
                Gateway = ProcessEnvironment.Text(gateway.Http),
                GatewayGrpc = ProcessEnvironment.Text(gateway.Grpc!),
                ClockOffset = options.ClockOffset.ToString("c", CultureInfo.InvariantCulture),
                Processes = [.. Topology.Processes.Select(p => new ProcessEndpoint(p.Name, Supervisor.PidOf(p.Name),
                    ProcessEnvironment.Text(addresses[p.Name].Http),
                    addresses[p.Name].Grpc is { } grpc ? ProcessEnvironment.Text(grpc) : null,
                    ProcessEnvironment.Text(addresses[p.Name].Metrics ?? addresses[p.Name].Http) + "/metrics"))],
                Servers = [.. servers.All.Select(s => new ServerEndpoint(s.Name, Supervisor.PidOf(s.Name), s.Address))],
                Readers = databases.ToDictionary(d => d.Key, d => d.Value.Reader),
            });
        }
    }
}
