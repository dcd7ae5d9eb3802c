using System.Globalization;
using Npgsql;

namespace ChildPlatform.Benchmarks;

/// <summary>Runs the benchmarks and writes what came out; the exit code is 1 when an invariant is broken.</summary>
internal static class Report
{
    public static async Task<int> RunAsync(int seconds, int rounds, int[] clients, string? only, CancellationToken ct)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await using var platform = await Platform.StartAsync(ct);
        var proxies = only is "gifts" ? [] : await new GatewayBenchmark(platform, seconds, rounds).RunAsync();
        var gifts = new GiftBenchmark(platform, seconds, rounds, clients);
        var rows = only is "gateway" ? [] : await gifts.RunAsync();
        var checks = only is "gateway" ? [] : await gifts.VerifyAsync();

        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine()}. Medians of {rounds} runs of {seconds} s, by turns; "
            + $"load generator on the same cores; rate limits raised to {Platform.RaisedLimit:N0} a second.");
        if (rows.Count > 0)
        {
            Console.WriteLine($"PostgreSQL: {await ServerSettingsAsync(platform.Administrator)}, for both.\n");
            WriteGifts(rows, proxies);
        }

        if (proxies.Count > 0)
        {
            WriteProxies(proxies);
        }

        if (rows.Count > 0)
        {
            Console.WriteLine($"Reporting had taken in every gift at most {gifts.LongestLag.TotalSeconds:0.0} s after a run.\n");
        }

        foreach (var (check, ok) in checks)
        {
            Console.WriteLine($"- {(ok ? "ok" : "**BROKEN**")}: {check}");
        }

        return checks.All(c => c.Ok) ? 0 : 1;
    }

    private static void WriteGifts(IReadOnlyList<GiftRow> rows, IReadOnlyList<ProxyRow> proxies)
    {
        Console.WriteLine("""
            | clients | gifts/s through the gateway | naive transactions/s (pgbench) | ratio | p50 gift | p99 gift | p50 naive |
            |---:|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var row in rows)
        {
            Console.WriteLine($"| {row.Clients} | {row.Gifts:N0} | {row.Naive:N0} | **{row.Ratio:0.0}×** | {Ms(row.GiftLatency)} | {Ms(row.GiftP99)} | {Ms(row.NaiveLatency)} |");
        }

        if (rows[0] is not { Clients: 1 } lone)
        {
            return;
        }

        var hop = proxies.FirstOrDefault(p => p.Name == "gateway")?.LoneLatency;
        Console.WriteLine($"\nA lone gift takes {lone.GiftLatency / lone.NaiveLatency:0.00}× the naive transaction"
            + (hop is { } h ? $"; without one hop through the gateway ({Ms(h)}) {(lone.GiftLatency - h) / lone.NaiveLatency:0.00}×." : ".") + "\n");
    }

    private static void WriteProxies(IReadOnlyList<ProxyRow> rows)
    {
        Console.WriteLine("""
            | 32 clients, small JSON answer | CPU of the process a request | requests/s | p50 alone |
            |---|---:|---:|---:|
            """);
        foreach (var row in rows)
        {
            Console.WriteLine($"| {row.Name} | {row.Cpu:0.0} µs | {row.PerSecond:N0} | {row.LoneLatency:0} µs |");
        }

        var (bare, gateway) = (rows.Single(r => r.Name == "bare YARP"), rows.Single(r => r.Name == "gateway"));
        Console.WriteLine($"\nThe gateway spends **{gateway.Cpu / bare.Cpu:0.00}×** the CPU of a bare YARP.\n");
    }

    private static string Machine()
    {
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024 / 1024;
        return $"{Environment.ProcessorCount} cores, {memory + 1} GiB";
    }

    private static async Task<string> ServerSettingsAsync(string administrator)
    {
        await using var connection = new NpgsqlConnection(administrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select 'version ' || current_setting('server_version_num')::int / 10000 || ', fsync ' || current_setting('fsync')
                   || ', synchronous_commit ' || current_setting('synchronous_commit') || ', shared_buffers ' || current_setting('shared_buffers')
            """, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string Ms(double microseconds) => $"{microseconds / 1000:0.00} ms";
}
