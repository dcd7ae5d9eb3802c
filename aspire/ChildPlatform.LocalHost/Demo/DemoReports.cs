using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost.Demo;

/// <summary>
/// What the plan's agencies that have a demo user say: how far their tasks are, and their reports in the half-year round and in
/// a short round of each quarter that has begun. Rounds whose day has gone get their reports late, since nobody signs for a day
/// that is past; in the running quarter they are on time, and one is not sent yet.
/// </summary>
internal sealed class DemoReports(PlatformClient client, string key, int seed, DateOnly today)
{
    private const string Root = "/api/v1/reporting";
    private const string Coordinator = "coordinator";

    private static readonly (string User, string Agency)[] Reporters =
        [(Coordinator, "LDTBXH"), ("reporter-gddt", "GDDT"), ("reporter-hoian", "H02")];

    private static readonly string[] Results =
    [
        "Đã ban hành văn bản triển khai đến các đơn vị trực thuộc",
        "Đã lồng ghép vào kế hoạch năm, các đơn vị đang thực hiện",
        "Đã tổ chức tập huấn và tuyên truyền, sẽ tiếp tục trong quý sau",
        "Đã kiểm tra tại cơ sở, nhắc nhở và hướng dẫn khắc phục",
    ];

    /// <summary>States how far tasks are: each agency's, one after another; agencies at once.</summary>
    /// <returns>How many tasks have a statement.</returns>
    public async Task<int> ProgressAsync(CancellationToken ct)
    {
        var counts = await Task.WhenAll(Reporters.Select(async (reporter, n) =>
        {
            var random = new Random(unchecked(seed + n));
            var page = await client.GetAsync(reporter.User, $"{Root}/tasks?agency={reporter.Agency}", ct);
            var count = 0;
            foreach (var task in page["items"]!.AsArray())
            {
                // Drawn for each, told or not: what is left out must not change what comes after it.
                var statement = Statement(random);
                if (statement is not null && (int)task!["version"]! == 1)
                {
                    await client.PostAsync(
                        reporter.User, $"{Root}/tasks/{task["id"]}/progress", $"{key}-task-{task["id"]}", statement, 1, ct);
                }

                count += statement is null ? 0 : 1;
            }

            return count;
        }));

        return counts.Sum();
    }

    /// <summary>Opens the rounds, fills the reports and takes each to its state.</summary>
    /// <returns>How many reports there are.</returns>
    public async Task<int> LoadAsync(CancellationToken ct)
    {
        var rounds = await client.GetAsync(Coordinator, Root + "/rounds", ct);
        var half = rounds["items"]!.AsArray().Single(round => (string?)round!["kind"] == "half-year")!;
        var plan = new List<(string Round, string Agency, Ending Ending)>
        {
            ((string)half["id"]!, "LDTBXH", Ending.Submitted),
            ((string)half["id"]!, "GDDT", Ending.Accepted),
            ((string)half["id"]!, "H02", Ending.Returned),
        };
        for (var quarter = 1; quarter <= (today.Month + 2) / 3; quarter++)
        {
            var round = await QuarterAsync(quarter, ct);
            var running = quarter == (today.Month + 2) / 3;
            plan.Add((round, "LDTBXH", running ? Ending.Draft : Ending.Accepted));
            plan.Add((round, "GDDT", Ending.Accepted));
            if (running)
            {
                plan.Add((round, "H02", Ending.Submitted));
            }
        }

        // Each agency writes its own, one after another; agencies at once.
        await Task.WhenAll(plan.GroupBy(one => one.Agency).Select(async own =>
        {
            foreach (var (round, agency, ending) in own)
            {
                await ReportAsync(round, agency, ending, ct);
            }
        }));

        return plan.Count;
    }

    /// <summary>A round that the coordinator asks for: each quarter, due before the 26th of its last month.</summary>
    private async Task<string> QuarterAsync(int quarter, CancellationToken ct)
    {
        var round = await client.PostAsync(Coordinator, Root + "/rounds", $"{key}-round-{quarter}", new JsonObject
        {
            ["name"] = $"Báo cáo nhanh quý {quarter}/{today.Year} về phòng, chống đuối nước trẻ em (dữ liệu minh họa)",
            ["dueBefore"] = $"{new DateOnly(today.Year, quarter * 3, 26):yyyy-MM-dd}",
            ["expected"] = new JsonArray([.. Reporters.Select(reporter => (JsonNode)reporter.Agency)]),
        }, null, ct);

        return (string)round["id"]!;
    }

    private async Task ReportAsync(string round, string agency, Ending ending, CancellationToken ct)
    {
        var user = Reporters.Single(reporter => reporter.Agency == agency).User;
        var own = $"{key}-report-{round}-{agency}";
        var known = await client.GetAsync(Coordinator, $"{Root}/rounds/{round}/reports", ct);
        var id = (string?)known["items"]!.AsArray().Single(row => (string?)row!["agency"] == agency)!["reportId"];
        var report = id is null
            ? await client.PostAsync(
                user, $"{Root}/rounds/{round}/reports", own, new JsonObject { ["agency"] = agency }, null, ct)
            : await client.GetAsync(user, $"{Root}/reports/{id}", ct);
        if ((string?)report["state"] == "draft")
        {
            report = await FillAsync(user, report, leaveOne: ending is Ending.Draft, ct);
        }

        while (Next((string)report["state"]!, (int)report["number"]!, ending) is { } verb)
        {
            var comment = new JsonObject { ["cell"] = LastDuty(report), ["text"] = "Nêu rõ số liệu và nguồn" };
            JsonObject body = verb == "return" ? new() { ["cells"] = new JsonArray(comment) } : [];
            report = await client.PostAsync(
                verb == "submit" ? user : Coordinator, $"{Root}/reports/{report["id"]}/{verb}",
                $"{own}-{verb}-{report["version"]}", body, (int)report["version"]!, ct);
        }
    }

    /// <summary>Fills what facts have not filled: a text, a figure, or why there is none.</summary>
    private async Task<JsonObject> FillAsync(string user, JsonObject report, bool leaveOne, CancellationToken ct)
    {
        var random = new Random(seed);
        var empty = report["cells"]!.AsArray().Where(cell => (bool)cell!["compulsory"]! && !(bool)cell["filled"]!).ToList();
        foreach (var cell in empty.SkipLast(leaveOne ? 1 : 0))
        {
            JsonObject said = random.Next(5) switch
            {
                0 => new() { ["absence"] = "not-yet-due" },
                1 => new() { ["value"] = random.Next(40), ["text"] = Results[random.Next(Results.Length)] },
                _ => new() { ["text"] = Results[random.Next(Results.Length)], ["progress"] = 10 * random.Next(1, 10) },
            };
            var code = Uri.EscapeDataString((string)cell!["code"]!);
            await client.PutAsync(user, $"{Root}/reports/{report["id"]}/cells/{code}", said, (int)cell["version"]!, ct);
        }

        return await client.GetAsync(user, $"{Root}/reports/{report["id"]}", ct);
    }

    private static string LastDuty(JsonObject report) =>
        (string)report["cells"]!.AsArray().Last(cell => (bool)cell!["compulsory"]!)!["code"]!;

    /// <summary>What is done next on the way to the ending; an accepted report was returned once before.</summary>
    private static string? Next(string state, int number, Ending ending) => (state, ending) switch
    {
        ("draft", not Ending.Draft) => "submit",
        ("returned", Ending.Accepted) => "submit",
        ("submitted", Ending.Returned) => "return",
        ("submitted", Ending.Accepted) => number == 1 ? "return" : "accept",
        _ => null,
    };

    /// <summary>How far a task is; null for one that nobody has touched.</summary>
    private JsonObject? Statement(Random random)
    {
        var (kind, tens) = (random.Next(10), random.Next(1, 10));
        return kind switch
        {
            < 3 => null,
            < 7 => new() { ["percent"] = 10 * tens, ["status"] = "in-progress", ["note"] = Results[tens % Results.Length] },
            < 9 => new()
            {
                ["percent"] = 100,
                ["status"] = "done",
                ["evidence"] = new JsonArray(new JsonObject
                {
                    ["kind"] = "document",
                    ["title"] = "Báo cáo kết quả (dữ liệu minh họa)",
                    ["number"] = $"{10 + tens}/BC-MH",
                    ["issuedOn"] = $"{today.Year - 1}-12-28",
                }),
            },
            _ => new() { ["percent"] = 0, ["status"] = "not-done", ["reason"] = "Chờ hướng dẫn của cấp trên" },
        };
    }

    private enum Ending
    {
        Draft,
        Submitted,
        Returned,
        Accepted,
    }
}
