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
        var number = await RecordGiftAsync(before.Gateway);
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
        Assert.Equal(number, await RecordGiftAsync(after.Gateway));

        var running = PidsOf(after).Select(pid => ProcessIdentity.Of(pid)!).Concat(
            new PidFile(folder).Read()!.Started.Values.Select(e => e.Process)).ToList();
        Signals.Send(second.Id, Signals.Terminate);
        await second.WaitForExitAsync();
        Assert.Equal(0, second.ExitCode);
        Assert.All(running, p => Assert.False(p.IsAlive));
        Assert.Null(Endpoints.Read(folder));
    }

    private static IEnumerable<int> PidsOf(Endpoints endpoints) =>
        endpoints.Processes.Select(p => p.Pid!.Value).Concat(endpoints.Servers.Select(s => s.Pid!.Value));

    /// <summary>The same key each time: what was recorded once is answered again.</summary>
    private static async Task<string> RecordGiftAsync(string gateway)
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
        var answer = await client.PostAsync("fund-officer", "/api/v1/fund/donations", "launcher-test", gift, null, CancellationToken.None);
        return (string)answer["number"]!;
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalPlatform).Assembly.Location, "--folder", folder]);
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
