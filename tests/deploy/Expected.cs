using ChildPlatform.LocalHost;

namespace ChildPlatform.Deploy.Tests;

/// <summary>
/// What each process must be told, in every way to run: made from <see cref="Topology"/> by the code that `./run` uses, filled
/// with the addresses of the way in question. The tests compare with this and nothing else.
/// </summary>
internal static class Expected
{
    /// <summary>Set where processes share one machine with others.</summary>
    private static readonly string[] OfOneMachine = ["DOTNET_ENVIRONMENT", "DOTNET_gcServer", "DOTNET_SHUTDOWNTIMEOUTSECONDS"];

    public static IReadOnlyList<ProcessSpec> WithDatabase { get; } = [.. Topology.Processes.Where(p => p.HasDatabase)];

    /// <summary>Roles of a service's database, as ./run makes them.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["owner", "app", "reader"];

    /// <summary>Variables of a process in a cluster, secrets written as <c>secret:name/key</c>.</summary>
    public static Dictionary<string, string> InCluster(ProcessSpec process, string publicAddress, string environment)
    {
        var variables = ProcessEnvironment.Of(process, new Wiring
        {
            Public = new Uri(publicAddress),
            Address = name => AddressOf(name, name),
            ConnectionString = name => name switch
            {
                ServerNames.Rabbit => "amqp://$(RABBITMQ_USERNAME):$(RABBITMQ_PASSWORD)@rabbitmq:5672/",
                ServerNames.Redis => "$(REDIS_ADDRESS),password=$(REDIS_PASSWORD)",
                _ => Database(name, "app"),
            },
            Secret = name => $"secret:{name}/secret",
            DataFolder = "/tmp",
        });
        variables["ASPNETCORE_ENVIRONMENT"] = environment;
        variables["DOTNET_SHUTDOWNTIMEOUTSECONDS"] = "30";
        variables.Remove("DOTNET_ENVIRONMENT");
        if (FilesOf(process) is { } files)
        {
            variables["Files__Folder"] = files;
        }

        // It listens on whatever address its pod has.
        foreach (var endpoint in new[] { "Http", "Grpc", "Metrics" })
        {
            var key = $"Kestrel__Endpoints__{endpoint}__Url";
            if (variables.TryGetValue(key, out var url))
            {
                variables[key] = url.Replace($"//{process.Name}:", "//*:", StringComparison.Ordinal);
            }
        }

        // Demo users have a published password.
        if (environment != "Development" && variables.ContainsKey("Identity__SeedDemo"))
        {
            variables["Identity__SeedDemo"] = "false";
        }

        return variables;
    }

    /// <summary>Where the volume for a process's files is, in a cluster; null for a process that keeps none.</summary>
    public static string? FilesOf(ProcessSpec? process) =>
        process?.Settings.ContainsKey("Files__Folder") is true ? $"/files/{process.Name}" : null;

    /// <summary>Variables of a process on a developer's machine, secrets and servers written as <c>{name}</c>.</summary>
    public static Dictionary<string, string> OnOneMachine(ProcessSpec process)
    {
        var variables = ProcessEnvironment.Of(process, new Wiring
        {
            Public = new Uri($"http://localhost:{Topology.Process(Topology.Gateway).Http}"),
            Address = name => AddressOf(name, "localhost"),
            ConnectionString = name => $"{{{name}}}",
            Secret = name => $"{{{name}}}",
            DataFolder = "{data}",
        });
        return variables.Where(v => !OfOneMachine.Contains(v.Key)).ToDictionary();
    }

    /// <summary>The login of one role at its service's database, in a cluster.</summary>
    public static string Database(string service, string role) =>
        $"Host=postgres-rw;Port=5432;Database={service};Username={service}_{role};Password=$(POSTGRES_PASSWORD);"
        + "Maximum Pool Size=20";

    private static ProcessAddress AddressOf(string name, string host)
    {
        var process = Topology.Process(name);
        return new ProcessAddress(At(process.Http)!, At(process.Grpc), At(process.Metrics));

        Uri? At(int? port) => port is null ? null : new Uri($"http://{host}:{port}");
    }
}
