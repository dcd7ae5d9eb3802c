using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ChildPlatform.LocalHost.Processes;

/// <summary>
/// Starts processes, starts them again with back-off when they die, and ends them. Each runs in a session of its own, so
/// that Ctrl-C in a terminal reaches only the launcher, and writes to its own file under <c>logs</c>, so that it can
/// go on writing when the launcher is gone.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);
    private const int StartsBeforeGivingUp = 3;
    private const int LongestLine = 400;

    private readonly string folder;
    private readonly string logs;
    private readonly PidFile pids;
    private readonly Action<string> say;
    private readonly ConcurrentDictionary<string, Kept> all = new();

    public Supervisor(string folder, PidFile pids, Action<string> say)
    {
        this.folder = folder;
        this.pids = pids;
        this.say = say;
        logs = Path.Combine(folder, "logs");
        Directory.CreateDirectory(logs);
    }

    /// <summary>Raised after any process was started or has ended.</summary>
    public event Action? Changed;

    /// <summary>The process number, or null while it does not run.</summary>
    public int? PidOf(string name) =>
        all.GetValueOrDefault(name)?.Pid is { } pid && ProcessIdentity.Of(pid) is not null ? pid : null;

    /// <summary>Where the process writes.</summary>
    public string LogOf(string name) => Path.Combine(logs, $"{name}.log");

    /// <summary>Starts the process and returns when it says that it is ready.</summary>
    /// <exception cref="LaunchException">It keeps dying, or is not ready in time; the message ends with its last words.</exception>
    public async Task StartAsync(Runnable what, CancellationToken ct)
    {
        var kept = new Kept(what);
        if (!all.TryAdd(what.Name, kept))
        {
            throw new InvalidOperationException($"{what.Name} is started already.");
        }

        if (File.Exists(LogOf(what.Name)))
        {
            File.Move(LogOf(what.Name), Path.Combine(logs, $"{what.Name}.previous.log"), overwrite: true);
        }

        kept.Keeping = KeepAsync(kept);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(what.ReadyPatience);
        try
        {
            await kept.FirstReady.Task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LaunchException($"{what.Name} was not ready within {what.ReadyPatience.TotalSeconds:0} s. {LastWords(what.Name)}");
        }
    }

    /// <summary>Ends the process in order and keeps it down.</summary>
    public async Task StopAsync(string name)
    {
        if (!all.TryRemove(name, out var kept))
        {
            return;
        }

        await kept.Stopping.CancelAsync();
        await kept.Keeping;
        if (kept.Process is { HasExited: false } process && ProcessIdentity.Of(process.Id) is { } identity)
        {
            await identity.EndAsync(kept.What.StopSignal, kept.What.StopPatience);
            await process.WaitForExitAsync();
        }

        pids.Remove(name);
        kept.Dispose();
        Changed?.Invoke();
    }

    /// <summary>Sends a signal to the process, as a drill would; it is then started again like after any other death.</summary>
    public void Signal(string name, int signal)
    {
        if (PidOf(name) is not { } pid || !Signals.Send(pid, signal))
        {
            throw new InvalidOperationException($"{name} does not run.");
        }
    }

    /// <summary>Ends everything that is still up.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(all.Keys.Select(StopAsync));

    private async Task KeepAsync(Kept kept)
    {
        var name = kept.What.Name;
        var stop = kept.Stopping.Token;
        var delay = FirstDelay;
        try
        {
            for (var starts = 1; ; starts++)
            {
                var clock = Stopwatch.StartNew();
                await SpawnAsync(kept, stop);
                var ready = WatchReadinessAsync(kept, clock, starts, stop);
                await kept.Process!.WaitForExitAsync(stop);

                pids.Remove(name);
                Changed?.Invoke();
                if (!kept.FirstReady.Task.IsCompleted && starts == StartsBeforeGivingUp)
                {
                    var reason = $"{name} ended {starts} times before it was ready, at last with code {kept.Process.ExitCode}.";
                    kept.FirstReady.TrySetException(new LaunchException($"{reason} {LastWords(name)}"));
                    return;
                }

                delay = clock.Elapsed > Settled ? FirstDelay : delay;
                var seconds = delay.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture);
                say($"{name} ended with code {kept.Process.ExitCode}; it is started again in {seconds} s");
                await Task.Delay(delay, stop);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
                await ready;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            kept.FirstReady.TrySetCanceled(stop);
        }
        catch (Exception e)
        {
            kept.FirstReady.TrySetException(new LaunchException($"{name} cannot be started: {e.Message}"));
            say($"{name} cannot be started: {e.Message}");
        }
    }

    private async Task SpawnAsync(Kept kept, CancellationToken stop)
    {
        var what = kept.What;
        if (what.Prepare is not null)
        {
            await what.Prepare(stop);
        }

        stop.ThrowIfCancellationRequested();

        // The shell only redirects and is then replaced, so the number of the child is that of the program itself.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = what.WorkingDirectory };
        foreach (var argument in new[] { "-c", "exec setsid \"$@\" >>\"$0\" 2>&1 </dev/null", LogOf(what.Name), what.File })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in what.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (what.CleanEnvironment)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        }

        // A process gets the connection strings that are meant for it, never the administrator's.
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in what.Environment)
        {
            start.Environment[key] = value;
        }

        start.Environment[PidFile.Mark] = folder;
        kept.Process?.Dispose();
        kept.Process = Process.Start(start)!;
        kept.Pid = kept.Process.Id;
        if (ProcessIdentity.Of(kept.Process.Id) is { } identity)
        {
            pids.Add(what.Name, identity, what.StopSignal);
        }

        Changed?.Invoke();
    }

    private async Task WatchReadinessAsync(Kept kept, Stopwatch clock, int starts, CancellationToken stop)
    {
        var process = kept.Process!;
        try
        {
            while (!process.HasExited)
            {
                if (await kept.What.IsReady(stop))
                {
                    kept.FirstReady.TrySetResult();
                    if (starts > 1)
                    {
                        var seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
                        say($"{kept.What.Name} is ready again after {seconds} s, process {process.Id}");
                    }

                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being stopped while not ready yet is an ordinary end.
        }
        catch (LaunchException e)
        {
            kept.FirstReady.TrySetException(e);
        }
    }

    private string LastWords(string name)
    {
        try
        {
            var lines = File.ReadLines(LogOf(name)).TakeLast(15).Select(l => l.Length > LongestLine ? l[..LongestLine] + "…" : l).ToList();
            return lines.Count == 0
                ? $"It said nothing ({LogOf(name)})."
                : $"Its last words ({LogOf(name)}):\n  {string.Join("\n  ", lines)}";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private sealed class Kept(Runnable what) : IDisposable
    {
        public Runnable What { get; } = what;

        public CancellationTokenSource Stopping { get; } = new();

        public TaskCompletionSource FirstReady { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Touched only by the loop that keeps it, which disposes of each process that has ended.</summary>
        public Process? Process { get; set; }

        /// <summary>The number of the latest process, for whoever asks from outside the loop.</summary>
        public int? Pid { get; set; }

        public Task Keeping { get; set; } = Task.CompletedTask;

        public void Dispose()
        {
            Stopping.Dispose();
            Process?.Dispose();
        }
    }
}
