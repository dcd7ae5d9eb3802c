using System.CommandLine;
using System.Diagnostics;
using ChildPlatform.LocalHost.Servers;

namespace ChildPlatform.LocalHost;

/// <summary>
/// <c>servers -- command …</c>: starts the three servers in a temporary folder, runs the command with their addresses in
/// its environment, stops them, and ends with the command's exit code.
/// </summary>
internal static class ServersCommand
{
    /// <summary>Enough for every host that a whole run of tests starts.</summary>
    private const int RabbitHosts = 192;

    public static Command Create()
    {
        var command = new Argument<string[]>("command")
        {
            Description = "What to run, with its arguments",
            Arity = ArgumentArity.OneOrMore,
        };
        var servers = new Command("servers", "Starts PostgreSQL, RabbitMQ and Redis for one command, then stops them") { command };
        servers.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(command)));
        return servers;
    }

    private static async Task<int> RunAsync(string[] command)
    {
        using var shutdown = new Shutdown();
        var folder = await TemporaryFolder.CreateAsync("servers");
        try
        {
            var options = new LocalServersOptions { ExtraRabbitHosts = RabbitHosts };
            await using var servers = await LocalServers.OpenAsync(folder, options, Console.Error.WriteLine, shutdown.Token);
            await servers.StartAllAsync(shutdown.Token);

            var start = new ProcessStartInfo(command[0], command[1..]);
            foreach (var server in servers.All)
            {
                start.Environment[$"ConnectionStrings__{server.Name}"] = server.ConnectionString;
                if (server is { Name: ServerNames.Rabbit, Runnables.Count: > 0 })
                {
                    start.Environment[LocalServersOptions.RabbitHostsVariable] = $"{RabbitHosts}";
                }
            }

            using var process = Process.Start(start) ?? throw new LaunchException($"{command[0]} did not start.");
            try
            {
                await process.WaitForExitAsync(shutdown.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            return process.ExitCode;
        }
        catch (LaunchException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        finally
        {
            await TemporaryFolder.DeleteAsync(folder);
        }
    }
}
