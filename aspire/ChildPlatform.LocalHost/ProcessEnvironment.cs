using System.Text.RegularExpressions;

namespace ChildPlatform.LocalHost;

/// <summary>Where a process listens; <c>Metrics</c> is null when these stand at its HTTP address.</summary>
public sealed record ProcessAddress(Uri Http, Uri? Grpc, Uri? Metrics = null);

/// <summary>What the settings of a process are filled from.</summary>
public sealed record Wiring
{
    /// <summary>The gateway as browsers see it, which is also the issuer of tokens.</summary>
    public required Uri Public { get; init; }

    /// <summary>Address of each process by name.</summary>
    public required Func<string, ProcessAddress> Address { get; init; }

    /// <summary>Connection string by name: a service's own database, <c>rabbitmq</c>, <c>redis</c>.</summary>
    public required Func<string, string> ConnectionString { get; init; }

    /// <summary>Secret by name.</summary>
    public required Func<string, string> Secret { get; init; }

    /// <summary>The folder whose files outlive a restart.</summary>
    public required string DataFolder { get; init; }

    /// <summary>How far the clock of the domain is from the machine's; the same for all.</summary>
    public TimeSpan ClockOffset { get; init; }
}

/// <summary>The environment variables of a process, made from its row in <see cref="Topology"/>.</summary>
public static partial class ProcessEnvironment
{
    /// <summary>The variables, and nothing that belongs to another process.</summary>
    public static Dictionary<string, string> Of(ProcessSpec process, Wiring wiring)
    {
        var own = wiring.Address(process.Name);
        var variables = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            // Many processes share this machine: one heap each is enough.
            ["DOTNET_gcServer"] = "0",
            // Open pages would hold up an orderly end for half a minute.
            ["DOTNET_SHUTDOWNTIMEOUTSECONDS"] = "5",
            ["Kestrel__Endpoints__Http__Url"] = Text(own.Http),
            ["Kestrel__Endpoints__Http__Protocols"] = "Http1",
        };
        if (own.Grpc is { } grpc)
        {
            variables["Kestrel__Endpoints__Grpc__Url"] = Text(grpc);
            variables["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
        }

        if (own.Metrics is { } metrics)
        {
            variables["Kestrel__Endpoints__Metrics__Url"] = Text(metrics);
            variables["Kestrel__Endpoints__Metrics__Protocols"] = "Http1";
        }

        if (process.HasDatabase)
        {
            variables[$"ConnectionStrings__{process.Name}"] = wiring.ConnectionString(process.Name);
        }

        if (process.UsesRabbit)
        {
            variables["ConnectionStrings__rabbitmq"] = wiring.ConnectionString(ServerNames.Rabbit);
        }

        if (process.UsesRedis)
        {
            variables["ConnectionStrings__redis"] = wiring.ConnectionString(ServerNames.Redis);
        }

        foreach (var peer in process.HttpPeers)
        {
            variables[$"Services__{peer}__http__0"] = Text(wiring.Address(peer).Http);
        }

        foreach (var peer in process.GrpcPeers)
        {
            variables[$"Services__{peer}__grpc__0"] = Text(wiring.Address(peer).Grpc
                ?? throw new InvalidOperationException($"{process.Name} asks {peer} over gRPC, which it does not speak."));
        }

        foreach (var (key, template) in process.Settings)
        {
            variables[key] = SecretToken().Replace(template, m => wiring.Secret(m.Groups["name"].Value))
                .Replace("{public}", Text(wiring.Public), StringComparison.Ordinal)
                .Replace("{data}", wiring.DataFolder, StringComparison.Ordinal);
        }

        if (wiring.ClockOffset != TimeSpan.Zero)
        {
            variables["Clock__Offset"] = wiring.ClockOffset.ToString("c");
        }

        return variables;
    }

    /// <summary>An address without the slash that <see cref="Uri"/> adds.</summary>
    public static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');

    [GeneratedRegex("\\{secret:(?<name>[^}]+)\\}")]
    private static partial Regex SecretToken();
}
