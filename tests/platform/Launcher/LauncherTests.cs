using System.Diagnostics;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Processes;
using ChildPlatform.LocalHost.Servers;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Launcher;

/// <summary>The launcher as people use it: a process that is started, killed, started again and told to stop.</summary>
[Collection("platform")] // For the turn, not for the platform: two starts at once would fight over two cores.
public sealed class LauncherTests : IAsyncLifetime
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(4);

    private readonly List<Process> launchers = [];
    private string folder = "";

    public async ValueTask InitializeAsync() => folder = await TemporaryFolder.CreateAsync("launcher");

    public async ValueTask DisposeAsync()
    {
        foreach (var launcher in launchers)
        {
            if (!launcher.HasExited)
            {
                Signals.Send(launcher.Id, Signals.Terminate);
                await launcher.WaitForExitAsync();
            }

            launcher.Dispose();
        }

        await new PidFile(folder).EndLeftoversAsync();
        await TemporaryFolder.DeleteAsync(folder);
    }

    [Fact]
    public async Task Killed_it_is_started_again_with_its_data_and_stopped_it_leaves_nothing()
    {
        var first = Launch();
        var before = await StartedAsync(first);
        await RecordGiftAsync(before.Gateway, "first gift");
        var number = await RecordGiftAsync(before.Gateway, "second gift");
        var processes = PidsOf(before).Select(pid => ProcessIdentity.Of(pid)!).ToList();
        Assert.All(processes, p => Assert.True(p.IsAlive));

        var rival = Launch();
        await rival.WaitForExitAsync();
        Assert.Equal(1, rival.ExitCode);
        Assert.True(processes.TrueForAll(p => p.IsAlive), "The rival has ended what was not its own.");

        Signals.Send(first.Id, Signals.Kill);
        await first.WaitForExitAsync();
        Assert.All(processes, p => Assert.True(p.IsAlive));

        var second = Launch();
        var after = await StartedAsync(second);
        Assert.All(processes, p => Assert.False(p.IsAlive));
        Assert.Equal(before.Servers.Select(s => s.Address), after.Servers.Select(s => s.Address));
        Assert.Equal(number, await RecordGiftAsync(after.Gateway, "second gift"));
        await EndsAsync(second, Signals.Interrupt);

        // Ctrl-C may come before anything is ready, also in the middle of making new databases.
        var secret = new Secrets(folder).For("portal");
        var old = Path.Combine(folder, "data", "old");
        await File.WriteAllTextAsync(old, "");
        var third = Launch("--reset");
        await Eventually.Until(() => Started().ContainsKey(ServerNames.Epmd), StartPatience);
        Assert.False(File.Exists(old));
        Assert.NotEqual(secret, new Secrets(folder).For("portal"));
        await EndsAsync(third, Signals.Interrupt);
    }

    /// <summary>An orderly end: all of it, and nothing else than the data stays.</summary>
    private async Task EndsAsync(Process launcher, int signal)
    {
        var running = Started().Values.Select(e => e.Process).ToList();
        Assert.Contains(running, p => p.IsAlive);

        Signals.Send(launcher.Id, signal);
        await launcher.WaitForExitAsync();

        Assert.Equal(0, launcher.ExitCode);
        Assert.All(running, p => Assert.False(p.IsAlive));
        Assert.Empty(Started());
        Assert.Empty(await new PidFile(folder).EndLeftoversAsync());
        Assert.Null(Endpoints.Read(folder));
    }

    private IReadOnlyDictionary<string, PidFile.Entry> Started() =>
        new PidFile(folder).Read()?.Started ?? new Dictionary<string, PidFile.Entry>();

    private static IEnumerable<int> PidsOf(Endpoints endpoints) =>
        endpoints.Processes.Select(p => p.Pid!.Value).Concat(endpoints.Servers.Select(s => s.Pid!.Value));

    /// <summary>What was recorded under a key is answered again.</summary>
    private static async Task<string> RecordGiftAsync(string gateway, string key)
    {
        using var client = new PlatformClient(new Uri(gateway));
        var gift = new JsonObject
        {
            ["donor"] = new JsonObject { ["name"] = "Nguyễn Thị An", ["kind"] = "person" },
            ["amount"] = 250_000,
            ["method"] = "transfer",
            ["receivedOn"] = "2024-05-20",
            ["sourceKind"] = "CA_NHAN",
        };
        var answer = await client.PostAsync("fund-officer", "/api/v1/fund/donations", key, gift, null, CancellationToken.None);
        return (string)answer["number"]!;
    }

    private Process Launch(params string[] options)
    {
        // As ./run does, which must hear SIGINT also where it was started in the background.
        string[] command = ["--default-signal=INT", "dotnet", typeof(LocalPlatform).Assembly.Location, "--folder", folder, .. options];
        var start = new ProcessStartInfo("env", command);
        // Its own servers, also when these tests were given some.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start)!;
        launchers.Add(process);
        return process;
    }

    private async Task<Endpoints> StartedAsync(Process launcher)
    {
        await Eventually.Until(
            () => launcher.HasExited || Endpoints.Read(folder) is { Started: true } e && e.Launcher == launcher.Id, StartPatience);
        return Endpoints.Read(folder) ?? throw new InvalidOperationException($"The launcher has ended with code {launcher.ExitCode}.");
    }
}
