using System.Globalization;
using System.Text.RegularExpressions;
using ChildPlatform.LocalHost.Servers;
using Npgsql;

namespace ChildPlatform.Benchmarks;

/// <summary>PostgreSQL's own load generator, running the naive transaction.</summary>
internal static partial class Pgbench
{
    public static async Task<LoadResult> RunAsync(string connectionString, Guid donor, int clients, int seconds, string scratch)
    {
        var login = new NpgsqlConnectionStringBuilder(connectionString);
        var prefix = Path.Combine(scratch, $"pgbench-{Guid.NewGuid():N}");
        var (code, output) = await Programs.RunAsync(
            Path.Combine(Postgres.Find()!, "pgbench"),
            [
                "-n", "-M", "prepared", "-j", "2", "-c", Text(clients), "-T", Text(seconds), "-f", Path.Combine(AppContext.BaseDirectory, "naive.sql"),
                "-D", $"donor={donor}", "-D", "pool=FUND:POOL", "-l", $"--log-prefix={prefix}",
                "-h", login.Host!, "-p", Text(login.Port), "-U", login.Username!, login.Database!,
            ],
            CancellationToken.None,
            new Dictionary<string, string> { ["PGPASSWORD"] = login.Password!, ["LC_ALL"] = "C.UTF-8" });
        if (code != 0 || PerSecond().Match(output) is not { Success: true } rate)
        {
            throw new InvalidOperationException($"pgbench failed: {output}");
        }

        // One line a transaction: client, number, microseconds, …
        var latencies = Directory.EnumerateFiles(scratch, Path.GetFileName(prefix) + "*")
            .SelectMany(File.ReadLines)
            .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))
            .Order()
            .ToArray();
        var perSecond = double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        return new LoadResult(latencies.Length, latencies.Length / perSecond, latencies, new Dictionary<int, long>());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)")]
    private static partial Regex PerSecond();
}
