namespace ChildPlatform.LocalHost.Processes;

/// <summary>How one process is started, known to be ready, and stopped.</summary>
public sealed record Runnable
{
    /// <summary>Its name in messages, log files and <c>endpoints.json</c>.</summary>
    public required string Name { get; init; }

    public required string File { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>True to start from an empty environment instead of the launcher's own.</summary>
    public bool CleanEnvironment { get; init; }

    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Runs before each start, also before a restart: folders, stale files.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Asked again and again until it says true.</summary>
    public required Func<CancellationToken, Task<bool>> IsReady { get; init; }

    /// <summary>The signal that asks for an orderly end.</summary>
    public int StopSignal { get; init; } = Signals.Terminate;

    /// <summary>How long an orderly end may take before the process is killed.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the first start may take.</summary>
    public TimeSpan ReadyPatience { get; init; } = TimeSpan.FromSeconds(120);
}
