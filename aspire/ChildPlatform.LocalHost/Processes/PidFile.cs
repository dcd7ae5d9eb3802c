namespace ChildPlatform.LocalHost.Processes;

/// <summary>
/// <c>pids.json</c>: who started what. Written at every start and end of a process, so that a launcher that was killed
/// leaves a list by which the next one can tidy up.
/// </summary>
public sealed class PidFile(string folder)
{
    /// <summary>Marks every process of a folder in its environment, for the moment between its start and its row here.</summary>
    public const string Mark = "CHILDPLATFORM_LOCAL";

    private readonly string path = Path.Combine(folder, "pids.json");
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];

    /// <summary>One process: its identity and the signal that ends it in order.</summary>
    public sealed record Entry(ProcessIdentity Process, int StopSignal);

    /// <summary>The whole file.</summary>
    public sealed record Content(ProcessIdentity Owner, IReadOnlyDictionary<string, Entry> Started);

    /// <summary>Notes that a process was started.</summary>
    public void Add(string name, ProcessIdentity process, int stopSignal)
    {
        lock (gate)
        {
            entries[name] = new Entry(process, stopSignal);
            Save();
        }
    }

    /// <summary>Notes that a process has ended.</summary>
    public void Remove(string name)
    {
        lock (gate)
        {
            entries.Remove(name);
            Save();
        }
    }

    /// <summary>The file as an earlier launcher left it, or null.</summary>
    public Content? Read() => JsonFile.Read<Content>(path);

    /// <summary>
    /// Ends what a launcher that no longer runs has left behind in this folder.
    /// </summary>
    /// <returns>The names of what was ended.</returns>
    public async Task<IReadOnlyList<string>> EndLeftoversAsync()
    {
        var ended = new List<string>();
        var left = Read();
        if (left is not null && left.Owner != ProcessIdentity.Current)
        {
            // The processes first, then what they lean on; a dead owner's processes still drain and close properly.
            var alive = left.Started.Where(e => e.Value.Process.IsAlive).ToList();
            ended.AddRange(alive.Select(e => e.Key));
            var servers = alive.Where(e => ServerNames.All.Contains(e.Key)).ToList();
            await Task.WhenAll(alive.Except(servers).Select(End));
            await Task.WhenAll(servers.Where(e => e.Key != ServerNames.Epmd).Select(End));
            await Task.WhenAll(servers.Where(e => e.Key == ServerNames.Epmd).Select(End));
        }

        foreach (var pid in MarkedProcesses())
        {
            if (ProcessIdentity.Of(pid) is { } marked)
            {
                ended.Add($"pid {pid}");
                await marked.EndAsync(Signals.Terminate, TimeSpan.FromSeconds(5));
            }
        }

        return ended;

        static Task End(KeyValuePair<string, Entry> e) => e.Value.Process.EndAsync(e.Value.StopSignal, TimeSpan.FromSeconds(15));
    }

    private void Save() =>
        JsonFile.Write(path, new Content(ProcessIdentity.Current, new Dictionary<string, Entry>(entries)));

    private IEnumerable<int> MarkedProcesses()
    {
        var mark = $"{Mark}={folder}";
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), out var pid) || pid == Environment.ProcessId)
            {
                continue;
            }

            string environment;
            try
            {
                environment = File.ReadAllText(Path.Combine(entry, "environ"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (environment.Split('\0').Contains(mark))
            {
                yield return pid;
            }
        }
    }
}
