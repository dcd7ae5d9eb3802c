using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using Npgsql;

namespace ChildPlatform.Benchmarks;

/// <summary>Median over the rounds at one number of clients.</summary>
internal sealed record GiftRow(int Clients, double Gifts, double Naive, double GiftLatency, double NaiveLatency, double GiftP99)
{
    public double Ratio => Gifts / Naive;
}

/// <summary>
/// Gifts through gateway, token, fund and back, each durable before its answer, against the naive transaction on a copy of the
/// same database on the same server. Both run by turns, so that a slow minute of the machine hits both.
/// </summary>
internal sealed class GiftBenchmark(Platform platform, int seconds, int rounds, int[] levels)
{
    private const int Donors = 500;

    private long _recorded;

    /// <summary>The longest that reporting was behind after a run.</summary>
    public TimeSpan LongestLag { get; private set; }

    public async Task<IReadOnlyList<GiftRow>> RunAsync()
    {
        var token = await platform.TokenAsync("fund-officer");
        var request = Request(platform.Local.Public, token);
        Say("warming up the fund");
        await GiftsAsync(request, 8, 2);
        var (naive, donor) = await CopyDatabaseAsync();

        // The compiler works in the background for the first seconds of a process, on the same cores.
        await GiftsAsync(request, 64, 10);
        await GiftsAsync(request, 1, 4);

        var rows = new List<GiftRow>();
        foreach (var clients in levels)
        {
            var (gifts, naives) = (new List<LoadResult>(), new List<LoadResult>());
            for (var round = 1; round <= rounds; round++)
            {
                naives.Add(await Pgbench.RunAsync(naive, donor, clients, seconds, platform.Folder));
                gifts.Add(await GiftsAsync(request, clients, seconds));
                Say($"{clients} clients, round {round}: naive {naives[^1].PerSecond:0}/s, gifts {gifts[^1].PerSecond:0}/s");
            }

            rows.Add(new GiftRow(
                clients, Median(gifts, g => g.PerSecond), Median(naives, n => n.PerSecond), Median(gifts, g => g.Median),
                Median(naives, n => n.Median), Median(gifts, g => g.Percentile(0.99))));
        }

        return rows;
    }

    /// <summary>What must be true after any number of gifts; each line is a check and its figures.</summary>
    public async Task<IReadOnlyList<(string Check, bool Ok)>> VerifyAsync()
    {
        var checks = new List<(string, bool)>();
        await using var fund = new NpgsqlConnection(platform.Local.ServiceDatabases["fund"].Reader);
        await fund.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select (select count(*) from donations), (select count(distinct number) from donations),
                   (select last_number from number_counters where book = 'PT' and year = 2024),
                   (select max(number) from donations), (select sum(amount)::bigint from donations),
                   (select balance from accounts where code = 'MONEY'),
                   (select sum(balance)::bigint from accounts where code like 'FUND:%'),
                   (select sequence from journal_head)
            """, fund);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (count, distinct, last, highest) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3));
        var (sum, money, funds, head) = (reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7));
        checks.Add(($"every acknowledged gift is there once ({_recorded:N0} acknowledged, {count:N0} stored)", count == _recorded));
        checks.Add(($"numbers without gap (1 to {last:N0}, highest {highest})",
            distinct == count && last == count && highest == $"PT-2024-{count.ToString("000000", CultureInfo.InvariantCulture)}"));
        checks.Add(($"sum of gifts {sum:N0} ₫ = money held = balances of the funds", sum == money && sum == funds));

        var journal = await platform.GetAsync("auditor", "/api/v1/fund/journal/verification");
        checks.Add(($"journal verification: {journal["count"]} entries", (bool)journal["ok"]! && (long)journal["count"]! == head && head == count));
        checks.Add(await ReportingAgreesAsync(sum));
        return checks;
    }

    private async Task<(string, bool)> ReportingAgreesAsync(long sum)
    {
        JsonNode? target = null;
        for (var tries = 0; tries < 120; tries++)
        {
            var targets = await platform.GetAsync("leader", "/api/v1/reporting/plans/2024/targets");
            target = targets["items"]!.AsArray().FirstOrDefault(t => (string?)t!["code"] == "II.6");
            if ((decimal?)target?["value"] == sum)
            {
                return ($"target II.6 in reporting = {sum:N0} ₫, {tries} s after the last gift", true);
            }

            await Task.Delay(1000);
        }

        return ($"target II.6 in reporting is {target?["value"]}, the fund has {sum:N0}", false);
    }

    private async Task<LoadResult> GiftsAsync(Func<byte[], int> request, int clients, int time)
    {
        var result = await Load.RunAsync(platform.Local.Public, clients, TimeSpan.FromSeconds(time), 201, request);
        _recorded += result.Requests;
        await SettleAsync();
        return result.Unexpected.Count == 0
            ? result
            : throw new InvalidOperationException($"Answers other than 201: {string.Join(", ", result.Unexpected.Select(u => $"{u.Value} × {u.Key}"))}");
    }

    /// <summary>What the gifts have left to do for relay, broker and reporting must not slow down the naive run that follows.</summary>
    private async Task SettleAsync()
    {
        var clock = Stopwatch.StartNew();
        await using var reporting = new NpgsqlConnection(platform.Local.ServiceDatabases["reporting"].Reader);
        await reporting.OpenAsync();
        await using var command = new NpgsqlCommand("select coalesce(sum(gift_count), 0)::bigint from gift_months", reporting);
        while ((long)(await command.ExecuteScalarAsync())! < _recorded)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("Reporting does not catch up.");
            }

            await Task.Delay(50);
        }

        LongestLag = clock.Elapsed > LongestLag ? clock.Elapsed : LongestLag;
    }

    /// <summary>A copy has the same tables, indexes, constraints, triggers and rights, and the first gifts in them.</summary>
    private async Task<(string ConnectionString, Guid Donor)> CopyDatabaseAsync()
    {
        await platform.Local.StopAsync("fund");
        NpgsqlConnection.ClearAllPools();
        var secrets = new Secrets(platform.Folder);
        await using (var server = new NpgsqlConnection(platform.Administrator))
        {
            await server.OpenAsync();
            await using var others = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'fund'", server);
            await others.ExecuteNonQueryAsync();
        }

        var copy = await Databases.EnsureAsync(platform.Administrator, "fund", secrets.For, default, database: "fund_naive", template: "fund");
        await platform.Local.StartAgainAsync("fund", default);

        // The service's own role may connect and write, as in the original.
        await using var connection = new NpgsqlConnection(copy.App);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select id from donors limit 1", connection);
        return (copy.App, (Guid)(await command.ExecuteScalarAsync())!);
    }

    private static Func<byte[], int> Request(Uri target, string token)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/v1/fund/donations HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: {new AuthenticationHeaderValue("Bearer", token)}\r\n"
            + "Content-Type: application/json\r\nAccept: application/json\r\nIdempotency-Key: ");
        return buffer =>
        {
            var (donor, amount) = (Random.Shared.Next(Donors), 1000 * Random.Shared.Next(10, 10_000));
            var body = Encoding.UTF8.GetBytes($$"""
                {"donor":{"name":"Nhà hảo tâm {{donor}}","kind":"person"},"amount":{{amount}},"method":"transfer","receivedOn":"2024-05-20",
                "sourceKind":"DOANH_NGHIEP_TO_CHUC"}
                """);
            head.CopyTo(buffer, 0);
            var at = head.Length;
            Utf8Formatter.TryFormat(Guid.NewGuid(), buffer.AsSpan(at), out var written);
            at += written;
            at += Encoding.ASCII.GetBytes($"\r\nContent-Length: {body.Length}\r\n\r\n", buffer.AsSpan(at));
            body.CopyTo(buffer, at);
            return at + body.Length;
        };
    }

    private static double Median(IEnumerable<LoadResult> results, Func<LoadResult, double> of)
    {
        var sorted = results.Select(of).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
