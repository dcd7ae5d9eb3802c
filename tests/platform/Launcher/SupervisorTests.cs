using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Processes;
using ChildPlatform.LocalHost.Servers;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Launcher;

/// <summary>Keeping processes, shown with ones that cost nothing.</summary>
public sealed class SupervisorTests : IAsyncLifetime
{
    private string folder = "";
    private PidFile pids = null!;
    private Supervisor supervisor = null!;

    public async ValueTask InitializeAsync()
    {
        folder = await TemporaryFolder.CreateAsync("supervisor");
        pids = new PidFile(folder);
        supervisor = new Supervisor(folder, pids, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        await supervisor.DisposeAsync();
        await TemporaryFolder.DeleteAsync(folder);
    }

    [Fact]
    public async Task A_process_that_dies_is_started_again()
    {
        await supervisor.StartAsync(Sleeper("one"), CancellationToken.None);
        var first = supervisor.PidOf("one");

        supervisor.Signal("one", Signals.Kill);

        await Eventually.Until(() => supervisor.PidOf("one") is { } pid && pid != first);
        await Eventually.Until(() => pids.Read()?.Started.GetValueOrDefault("one")?.Process is { IsAlive: true } again && again.Pid != first);
    }

    [Fact]
    public async Task Whoever_asks_for_its_number_at_the_very_moment_it_is_started_again_gets_one_or_none()
    {
        await supervisor.StartAsync(Sleeper("restless"), CancellationToken.None);

        for (var death = 0; death < 3; death++)
        {
            var ended = supervisor.PidOf("restless");
            supervisor.Signal("restless", Signals.Kill);
            while (supervisor.PidOf("restless") is not { } pid || pid == ended)
            {
            }
        }
    }

    [Fact]
    public async Task A_process_that_is_stopped_stays_down_and_leaves_the_list()
    {
        await supervisor.StartAsync(Sleeper("two"), CancellationToken.None);
        var process = pids.Read()!.Started["two"].Process;

        await supervisor.StopAsync("two");

        Assert.False(process.IsAlive);
        Assert.Null(supervisor.PidOf("two"));
        Assert.Empty(pids.Read()!.Started);
    }

    [Fact]
    public async Task A_process_that_cannot_start_says_its_last_words()
    {
        var broken = Sleeper("three") with { Arguments = ["-c", "echo no such setting; exit 3"], IsReady = _ => Task.FromResult(false) };

        var refusal = await Assert.ThrowsAsync<LaunchException>(() => supervisor.StartAsync(broken, CancellationToken.None));

        Assert.Contains("code 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no such setting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_ignores_a_polite_end_is_killed()
    {
        var stubborn = Sleeper("four") with
        {
            Arguments = ["-c", "trap '' TERM; while true; do sleep 0.1; done"],
            StopPatience = TimeSpan.FromMilliseconds(300),
        };
        await supervisor.StartAsync(stubborn, CancellationToken.None);
        var process = pids.Read()!.Started["four"].Process;

        await supervisor.StopAsync("four");

        Assert.False(process.IsAlive);
    }

    [Fact]
    public async Task An_administrators_connection_string_is_not_passed_on()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__somebody", "secret");
        var seen = Path.Combine(folder, "seen");
        var nosy = Sleeper("five") with
        {
            Arguments = ["-c", $"env > {seen}; exec sleep 1000"],
            IsReady = _ => Task.FromResult(File.Exists(seen)),
            Environment = new Dictionary<string, string> { ["ConnectionStrings__own"] = "mine" },
        };

        await supervisor.StartAsync(nosy, CancellationToken.None);

        await Eventually.Until(() => File.ReadAllText(seen).Contains("ConnectionStrings__own=mine", StringComparison.Ordinal));
        Assert.DoesNotContain("ConnectionStrings__somebody", await File.ReadAllTextAsync(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_launcher_left_running_is_ended_and_a_stranger_under_its_number_is_not()
    {
        await supervisor.StartAsync(Sleeper("left"), CancellationToken.None);
        await supervisor.StartAsync(Sleeper("stranger") with { Environment = new Dictionary<string, string>() }, CancellationToken.None);
        var started = pids.Read()!.Started;
        var (left, stranger) = (started["left"], started["stranger"]);
        var other = await TemporaryFolder.CreateAsync("left");
        JsonFile.Write(Path.Combine(other, "pids.json"), new PidFile.Content(new ProcessIdentity(2, 1), new Dictionary<string, PidFile.Entry>
        {
            ["left"] = left,
            ["stranger"] = stranger with { Process = stranger.Process with { StartTicks = stranger.Process.StartTicks - 1 } },
        }));

        var ended = await new PidFile(other).EndLeftoversAsync();

        Assert.Equal(["left"], ended);
        Assert.False(left.Process.IsAlive);
        Assert.True(stranger.Process.IsAlive);
        await TemporaryFolder.DeleteAsync(other);
    }

    private static Runnable Sleeper(string name) => new()
    {
        Name = name,
        File = "/bin/sh",
        Arguments = ["-c", "exec sleep 1000"],
        IsReady = _ => Task.FromResult(true),
    };
}
