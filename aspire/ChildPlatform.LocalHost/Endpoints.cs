namespace ChildPlatform.LocalHost;

/// <summary>A running process and where it listens; <c>Pid</c> is null in the moment between its death and its next start.</summary>
public sealed record ProcessEndpoint(string Name, int? Pid, string Http, string? Grpc, string Metrics);

/// <summary>A server; one that was given in the environment has no process of ours.</summary>
public sealed record ServerEndpoint(string Name, int? Pid, string Address);

/// <summary>
/// <c>endpoints.json</c>, for tools and drills. Written whole at every start and end of a process; it is there only while
/// the platform runs.
/// </summary>
public sealed record Endpoints
{
    public const string FileName = "endpoints.json";

    /// <summary>The launcher.</summary>
    public required int Launcher { get; init; }

    /// <summary>False until everything has been ready once.</summary>
    public required bool Started { get; init; }

    /// <summary>The only address that is meant for the outside.</summary>
    public required string Gateway { get; init; }

    /// <summary>The same door for gRPC.</summary>
    public required string GatewayGrpc { get; init; }

    /// <summary>How far the clock of the domain is from the machine's.</summary>
    public required string ClockOffset { get; init; }

    public required IReadOnlyList<ProcessEndpoint> Processes { get; init; }

    public required IReadOnlyList<ServerEndpoint> Servers { get; init; }

    /// <summary>A read-only login to each service's database, for inspection.</summary>
    public required IReadOnlyDictionary<string, string> Readers { get; init; }

    /// <summary>The file of a folder, or null when nothing runs there.</summary>
    public static Endpoints? Read(string folder) => JsonFile.Read<Endpoints>(Path.Combine(folder, FileName));
}
