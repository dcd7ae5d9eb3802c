using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace ChildPlatform.LocalHost;

/// <summary>
/// <c>verify</c>: asks the running platform whether its books are right. Prints JSON; the exit code is 0 when all is well.
/// </summary>
internal static class VerifyCommand
{
    private const int FirstYear = 2024;

    /// <summary>Messages on their way are no fault; what has not left by then is stuck.</summary>
    private static readonly TimeSpan OutboxPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Which rows of a service name a file.</summary>
    private static readonly Dictionary<string, string> FileRows = new()
    {
        ["cases"] = "SELECT id FROM case_attachments",
        ["fund"] = "SELECT id FROM disbursement_evidence",
        ["reporting"] = "SELECT id FROM evidence_files",
    };

    public static Command Create()
    {
        var folder = RunCommand.FolderOption();
        var verify = new Command(
            "verify", "Checks journal, outboxes, reporting, files and clocks of the running platform; prints JSON, ends with 0 or 1")
        {
            folder,
        };
        verify.SetAction((parsed, ct) => RunAsync(parsed.GetValue(folder)!, ct));
        return verify;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken ct)
    {
        var endpoints = Endpoints.Read(folder);
        if (endpoints is not { Started: true })
        {
            Console.WriteLine(new JsonObject { ["ok"] = false, ["error"] = "The platform does not run: start it with ./run." });
            return 1;
        }

        using var client = new PlatformClient(new Uri(endpoints.Gateway));
        var checks = new Dictionary<string, Func<Task<(bool Ok, JsonNode? Details)>>>
        {
            ["journal"] = () => JournalAsync(client, ct),
            ["outboxes"] = () => OutboxesAsync(endpoints, ct),
            ["reporting"] = () => ReportingAsync(client, endpoints, ct),
            ["files"] = () => FilesAsync(endpoints, folder, ct),
            ["clocks"] = () => ClocksAsync(endpoints, ct),
        };

        var report = new JsonObject { ["ok"] = true };
        foreach (var (name, check) in checks)
        {
            var (ok, details) = await TryAsync(check);
            report[name] = new JsonObject { ["ok"] = ok, ["details"] = details };
            report["ok"] = (bool)report["ok"]! && ok;
        }

        Console.WriteLine(report.ToJsonString(JsonFile.Options));
        return (bool)report["ok"]! ? 0 : 1;
    }

    private static async Task<(bool Ok, JsonNode? Details)> TryAsync(Func<Task<(bool Ok, JsonNode? Details)>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception e) when (e is LaunchException or HttpRequestException or NpgsqlException or TaskCanceledException or JsonException)
        {
            return (false, new JsonObject { ["error"] = e.Message });
        }
    }

    private static async Task<(bool Ok, JsonNode? Details)> JournalAsync(PlatformClient client, CancellationToken ct)
    {
        var answer = await client.GetAsync("auditor", "/api/v1/fund/journal/verification", ct);
        return ((bool?)answer["ok"] is true, answer);
    }

    private static async Task<(bool Ok, JsonNode? Details)> OutboxesAsync(Endpoints endpoints, CancellationToken ct)
    {
        var depths = new JsonObject();
        var ok = true;
        var clock = Stopwatch.StartNew();
        foreach (var (service, reader) in endpoints.Readers)
        {
            await using var connection = new NpgsqlConnection(reader);
            await connection.OpenAsync(ct);
            // A row that waits for a later redelivery is where it should be.
            await using var waiting = new NpgsqlCommand(
                "SELECT count(*) FROM outbox_messages WHERE parked_at IS NULL AND (not_before IS NULL OR not_before <= now())", connection);
            await using var parked = new NpgsqlCommand(
                "SELECT (SELECT count(*) FROM outbox_messages WHERE parked_at IS NOT NULL) + (SELECT count(*) FROM parked_messages)", connection);
            long depth;
            while ((depth = (long)(await waiting.ExecuteScalarAsync(ct))!) > 0 && clock.Elapsed < OutboxPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            }

            var given = (long)(await parked.ExecuteScalarAsync(ct))!;
            depths[service] = new JsonObject { ["waiting"] = depth, ["parked"] = given };
            ok &= depth == 0 && given == 0;
        }

        return (ok, depths);
    }

    private static async Task<(bool Ok, JsonNode? Details)> ReportingAsync(PlatformClient client, Endpoints endpoints, CancellationToken ct)
    {
        var offset = TimeSpan.Parse(endpoints.ClockOffset, CultureInfo.InvariantCulture);
        var thisYear = (DateTimeOffset.UtcNow + offset).ToOffset(TimeSpan.FromHours(7)).Year;
        var years = new JsonArray();
        for (var year = Math.Min(FirstYear, thisYear); year <= thisYear; year++)
        {
            var answer = await client.GetAsync("auditor", $"/api/v1/reporting/reconciliation?year={year}", ct);
            var differences = (answer["lines"] as JsonArray ?? []).Where(l => (decimal?)l!["difference"] != 0).Select(l => l!.DeepClone());
            years.Add(new JsonObject
            {
                ["year"] = year,
                ["result"] = (string?)answer["result"],
                ["differences"] = new JsonArray([.. differences]),
            });
        }

        return (years.All(y => (string?)y!["result"] == "equal"), years);
    }

    /// <summary>
    /// Every row that names a file has it. A file that no row names is no fault: it was put just now, or will be swept.
    /// </summary>
    private static async Task<(bool Ok, JsonNode? Details)> FilesAsync(Endpoints endpoints, string folder, CancellationToken ct)
    {
        var details = new JsonObject();
        var ok = true;
        foreach (var (service, ids) in FileRows)
        {
            var kept = Directory.EnumerateFiles(Path.Combine(folder, "data", "files", service), "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName).ToHashSet();
            await using var connection = new NpgsqlConnection(endpoints.Readers[service]);
            await connection.OpenAsync(ct);
#pragma warning disable CA2100 // One of the texts above.
            await using var command = new NpgsqlCommand(ids, connection);
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(ct);
            int named = 0, missing = 0;
            while (await rows.ReadAsync(ct))
            {
                named++;
                missing += kept.Contains(rows.GetGuid(0).ToString("N")) ? 0 : 1;
            }

            details[service] = new JsonObject { ["rows"] = named, ["missing"] = missing };
            ok &= missing == 0;
        }

        return (ok, details);
    }

    private static async Task<(bool Ok, JsonNode? Details)> ClocksAsync(Endpoints endpoints, CancellationToken ct)
    {
        var details = new JsonObject { ["offset"] = endpoints.ClockOffset };
        var ok = true;
        foreach (var process in endpoints.Processes)
        {
            var offset = OffsetOf(process.Pid);
            var expected = TimeSpan.Parse(endpoints.ClockOffset, CultureInfo.InvariantCulture);
            details[process.Name] = offset?.ToString("c") ?? "unknown";
            ok &= offset == expected;
        }

        foreach (var (service, reader) in endpoints.Readers)
        {
            await using var connection = new NpgsqlConnection(reader);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var apart = (DateTime)(await command.ExecuteScalarAsync(ct))! - DateTime.UtcNow;
            details[$"database {service}"] = $"{apart.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms apart";
            ok &= apart.Duration() < ClockTolerance;
        }

        return (ok, details);
    }

    /// <summary>The offset that a process was really started with.</summary>
    private static TimeSpan? OffsetOf(int? pid)
    {
        const string name = "Clock__Offset=";
        try
        {
            var variables = File.ReadAllText($"/proc/{pid}/environ").Split('\0');
            var text = variables.FirstOrDefault(v => v.StartsWith(name, StringComparison.Ordinal));
            return text is null ? TimeSpan.Zero : TimeSpan.Parse(text[name.Length..], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
