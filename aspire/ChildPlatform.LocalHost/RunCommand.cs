using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using ChildPlatform.LocalHost.Demo;

namespace ChildPlatform.LocalHost;

/// <summary>Starts the platform and keeps it until it is told to stop.</summary>
internal static class RunCommand
{
    private static readonly (string User, string What)[] DemoUsers =
    [
        ("fund-officer", "records gifts, asks for disbursements"),
        ("fund-accountant", "appraises"),
        ("fund-director", "approves"),
        ("fund-council", "second signature above the threshold"),
        ("fund-cashier", "pays"),
        ("case-worker-tamky", "takes in and plans cases of a ward"),
        ("case-chair-tamky", "approves plans there"),
        ("case-supervisor", "oversees cases"),
        ("referral-yt", "answers referrals to its agency"),
        ("privacy-officer", "reads who has opened which case"),
        ("event-organizer", "plans events"),
        ("reporter-gddt", "reports for an agency"),
        ("reporter-hoian", "reports for a district"),
        ("coordinator", "rounds, reports, synthesis"),
        ("leader", "reads totals"),
        ("auditor", "reads money, journal, audit trail"),
        ("administrator", "users, clients, working calendar"),
    ];

    public static Command Create()
    {
        var reset = new Option<bool>("--reset") { Description = "Delete all data and start afresh" };
        var port = new Option<int?>("--port")
        {
            HelpName = "N",
            CustomParser = result => Number(result, 1, 65_534),
            Description = $"Port of the gateway; an error when it is taken. Without it: {Topology.Process(Topology.Gateway).Http}, or a free one",
        };
        var demo = new Option<int?>("--demo")
        {
            Description = "Load the synthetic year of this seed; loading it again adds nothing",
            HelpName = "SEED",
            CustomParser = result => Number(result, 0, int.MaxValue),
        };
        var clock = new Option<DateTimeOffset?>("--clock")
        {
            Description = "Let the domain's time begin here and run on, for example 2024-05-19T23:58:00+07:00",
            HelpName = "ISO",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens.Single().Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    return time;
                }

                result.AddError("--clock takes an instant such as 2024-05-19T23:58:00+07:00.");
                return null;
            },
        };

        var folder = FolderOption();
        // Named as people type it; a root command would be named after its program.
        var root = new Command("./run", "Starts the platform on this machine: servers, migrations, processes. Ctrl-C stops everything.")
        {
            new HelpOption(), reset, port, demo, clock, folder, VerifyCommand.Create(), ServersCommand.Create(),
        };
        root.SetAction((parsed, _) =>
        {
            var options = new LocalPlatformOptions
            {
                Folder = parsed.GetValue(folder)!,
                Reset = parsed.GetValue(reset),
                Port = parsed.GetValue(port),
                ClockOffset = parsed.GetValue(clock) is { } time ? time - DateTimeOffset.UtcNow : TimeSpan.Zero,
            };
            return RunAsync(options, parsed.GetValue(demo));
        });
        return root;
    }

    /// <summary>A whole number in a range, or the error that says so in words.</summary>
    private static int? Number(ArgumentResult result, int least, int most)
    {
        if (int.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{result.Argument.Name} takes a number from {least} to {most}.");
        return null;
    }

    /// <summary>Where data, secrets and logs lie.</summary>
    public static Option<string> FolderOption() => new("--folder")
    {
        Description = "Where data, secrets and logs lie",
        HelpName = "PATH",
        DefaultValueFactory = _ => new LocalPlatformOptions().Folder,
        CustomParser = result => Path.GetFullPath(result.Tokens.Single().Value),
    };

    private static async Task<int> RunAsync(LocalPlatformOptions options, int? demo)
    {
        using var shutdown = new Shutdown();
        await using var platform = new LocalPlatform(options, Console.WriteLine);
        try
        {
            var progress = new Progress(Console.WriteLine);
            await platform.StartAsync(shutdown.Token);
            Welcome(platform, options, progress.Elapsed);
            if (demo is { } seed)
            {
                await LoadDemoAsync(platform, options, seed, shutdown.Token);
            }

            await Task.Delay(Timeout.Infinite, shutdown.Token);
            return 0;
        }
        catch (OperationCanceledException) when (shutdown.Token.IsCancellationRequested)
        {
            Console.WriteLine("stopping …");
            await platform.DisposeAsync();
            Console.WriteLine("stopped; the data stay for the next ./run");
            return 0;
        }
        catch (LaunchException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Welcome(LocalPlatform platform, LocalPlatformOptions options, TimeSpan elapsed)
    {
        Console.WriteLine($"started in {Progress.Seconds(elapsed)} s");
        if (options.ClockOffset != TimeSpan.Zero)
        {
            Console.WriteLine($"the domain's time is {(DateTimeOffset.UtcNow + options.ClockOffset).ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd HH:mm:ss zzz}");
        }

        var address = ProcessEnvironment.Text(platform.Public);
        Console.WriteLine($"""

            Portal         {address}
            Public page    {address}/cong-khai/quy
            API reference  {address}/docs

            Demo users, password Demo@2024 (clients of the same name, secret demo-secret):
            """);
        foreach (var (user, what) in DemoUsers)
        {
            Console.WriteLine($"  {user,-18} {what}");
        }

        Console.WriteLine("\nCtrl-C stops everything.");
    }

    private static async Task LoadDemoAsync(LocalPlatform platform, LocalPlatformOptions options, int seed, CancellationToken ct)
    {
        Console.WriteLine($"loading the demo year of seed {seed}");
        var today = DateOnly.FromDateTime((DateTimeOffset.UtcNow + options.ClockOffset).ToOffset(TimeSpan.FromHours(7)).DateTime);
        using var client = new PlatformClient(platform.Public);
        var progress = new Progress(Console.WriteLine);
        await DemoYear.LoadAsync(client, seed, today, Console.WriteLine, ct);
        Console.WriteLine($"the demo year is there after {Progress.Seconds(progress.Elapsed)} s");
    }
}
