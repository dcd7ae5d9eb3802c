using System.Globalization;
using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost.Demo;

/// <summary>
/// A synthetic year, the same for the same seed and year: gifts of every source and restriction, disbursements in every state of
/// their life, cases, events, progress and reports. The year is the one that the domain's clock shows, since nobody signs for a
/// day that is past: requests are approved and paid today, so gifts of another year would leave a year without payments beside
/// one without gifts. It goes through the gateway like everybody's; the keys <c>demo-seed-year-n</c> make a repetition find its
/// effects already there.
/// </summary>
internal static class DemoYear
{
    private const int Gifts = 360;
    private const int Requests = 40;
    private const int AtOnce = 8;

    private static readonly string[] FamilyNames = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"];
    private static readonly string[] MiddleNames = ["Thị", "Văn", "Minh", "Ngọc", "Quốc", "Thanh", "Hữu", "Kim"];
    private static readonly string[] GivenNames = ["An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khôi", "Lan", "Mai", "Phúc", "Thu", "Yến"];
    private static readonly string[] Trades = ["May mặc", "Xây dựng", "Thủy sản", "Du lịch", "Vận tải", "Gốm sứ", "Dược", "Cơ khí"];
    private static readonly string[] Places = ["Tam Kỳ", "Hội An", "Điện Bàn", "Núi Thành", "Đại Lộc", "Thăng Bình", "Duy Xuyên", "Quế Sơn"];
    private static readonly string[] Offices = ["Sở Y tế", "Sở Giáo dục và Đào tạo", "Công an tỉnh", "UBND huyện Núi Thành", "Kho bạc tỉnh"];
    private static readonly string[] Programmes = ["HOC_BONG", "QUA_TANG", "PHAU_THUAT", "BUA_AN", "AO_AM", "CONG_TRINH", "BOI", "ME_DO_DAU", "KHAN_CAP"];

    /// <summary>Communes of the seed, with the office that receives the money.</summary>
    private static readonly (string Code, string Payee)[] Communes =
        [("20341", "UBND phường An Mỹ"), ("20356", "UBND phường An Phú"), ("20950", "UBND xã Trà Linh")];

    private static readonly (int Weight, string Kind, string Source, long Least, long Most, long Step)[] Givers =
    [
        (50, "person", "CA_NHAN", 100_000, 5_000_000, 50_000),
        (25, "enterprise", "DOANH_NGHIEP_TO_CHUC", 5_000_000, 60_000_000, 1_000_000),
        (12, "agency", "CAN_BO_LAO_DONG", 2_000_000, 20_000_000, 500_000),
        (5, "charity", "DOANH_NGHIEP_TO_CHUC", 10_000_000, 80_000_000, 1_000_000),
        (3, "religious", "TON_GIAO", 2_000_000, 20_000_000, 500_000),
        (3, "overseas", "NGUOI_VIET_NUOC_NGOAI", 2_000_000, 30_000_000, 500_000),
        (1, "national-fund", "QUY_VIET_NAM", 100_000_000, 250_000_000, 50_000_000),
        (1, "state-budget", "NGAN_SACH_TINH", 100_000_000, 250_000_000, 50_000_000),
    ];

    /// <summary>
    /// Loads the year as far as it has gone: gifts up to the domain's today and the same share of the requests, festivals as near
    /// or over as they are, a round for each quarter that has begun. A later repetition adds the rest.
    /// </summary>
    /// <returns>What is there now.</returns>
    public static async Task<DemoFigures> LoadAsync(
        PlatformClient client, int seed, DateOnly today, Action<string> say, CancellationToken ct)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"demo-{seed}-{today.Year}");
        say(string.Create(CultureInfo.InvariantCulture, $"  the year {today.Year} up to {today:yyyy-MM-dd}, by the domain's clock"));
        var reports = new DemoReports(client, key, seed, today);

        // Rooms that do not wait for each other; what they ask the fund for comes after its own, so that the money goes the same
        // way each time.
        var money = MoneyAsync(client, seed, today, key, say, ct);
        var caseWork = new DemoCases(client, key, seed, today).LoadAsync(ct);
        var festivals = new DemoEvents(client, key, seed, today).LoadAsync(ct);
        var progress = reports.ProgressAsync(ct);
        await Task.WhenAll(money, caseWork, festivals, progress);

        var (gifts, disbursements) = await money;
        var (cases, ofCases) = await caseWork;
        var (events, ofEvents) = await festivals;
        var asked = await new DemoFund(client, key).CarryAsync([.. ofCases, .. ofEvents], ct);
        var figures = new DemoFigures(gifts, disbursements, cases, events, asked, await progress, await reports.LoadAsync(ct));
        say($"  {figures.Cases} cases, {figures.Events} events; {figures.Asked} requests of theirs to the fund");
        say($"  {figures.Progress} statements of progress, {figures.Reports} reports");

        return figures;
    }

    /// <summary>The fund's own year: gifts, and what was asked for by its officer.</summary>
    private static async Task<(int Gifts, int Disbursements)> MoneyAsync(
        PlatformClient client, int seed, DateOnly today, string key, Action<string> say, CancellationToken ct)
    {
        // Everything is drawn before anything is sent: what is left out must not change what comes after it.
        var (random, year) = (new Random(seed), today.Year);
        var gifts = Enumerable.Range(0, Gifts).Select(n => Gift(random, year, n)).ToList();
        var requests = Enumerable.Range(0, Requests).Select(_ => Request(random)).ToList();

        var due = gifts.Index().Where(g => g.Item.ReceivedOn <= today).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(due, options, async (gift, stop) => await client.PostAsync(
            "fund-officer", "/api/v1/fund/donations", $"{key}-gift-{gift.Index}", gift.Item.Body, null, stop));
        say(string.Create(CultureInfo.InvariantCulture,
            $"  {due.Count} of {Gifts} gifts, {due.Sum(gift => (long)gift.Item.Body["amount"]!):N0} đồng"));

        // One after another: which request finds the money must not depend on which was faster.
        var sent = requests.Take(Requests * today.DayOfYear / (DateTime.IsLeapYear(year) ? 366 : 365)).ToList();
        var ends = new List<string>();
        foreach (var (index, (body, steps)) in sent.Index())
        {
            ends.Add(await CarryAsync(client, $"{key}-disbursement-{index}", body, steps, ct));
        }

        var states = string.Join(", ",
            ends.CountBy(state => state).OrderBy(state => state.Key).Select(state => $"{state.Value} {state.Key}"));
        say($"  {sent.Count} of {Requests} disbursements{(states.Length == 0 ? "" : ": " + states)}");
        if (sent.Count < Requests)
        {
            say("  the rest of the year waits: load it again with a later --clock");
        }

        return (due.Count, sent.Count);
    }

    /// <summary>Takes a request through its steps; one that the programme has no money for waits for its signature.</summary>
    /// <returns>The state that it ends in.</returns>
    private static async Task<string> CarryAsync(
        PlatformClient client, string key, JsonObject body, IReadOnlyList<(string User, string Verb)> steps, CancellationToken ct)
    {
        const string path = "/api/v1/fund/disbursements";
        var state = await client.PostAsync("fund-officer", path, key, body, null, ct);
        foreach (var (index, (user, verb)) in steps.Index())
        {
            if (verb == "approve" && !await DemoFund.HasMoneyAsync(client, (string)state["id"]!, ct))
            {
                break;
            }

            JsonObject act = verb is "reject" or "cancel" ? new() { ["reason"] = "Trùng với đợt hỗ trợ trước" } : [];
            state = await client.PostAsync(user, $"{path}/{state["id"]}/{verb}", $"{key}-{index}", act, (int)state["version"]!, ct);
        }

        return (string)state["state"]!;
    }

    private static (DateOnly ReceivedOn, JsonObject Body) Gift(Random random, int year, int number)
    {
        var giver = Weighted(random);
        var steps = (giver.Most - giver.Least) / giver.Step;
        var receivedOn = new DateOnly(year, 1, 1).AddDays(random.Next(DateTime.IsLeapYear(year) ? 366 : 365));
        var restricted = random.Next(10) < 3;
        var programme = Pick(random, Programmes);
        var method = giver.Kind is "national-fund" or "state-budget" ? "treasury" : random.Next(4) == 0 ? "cash" : "transfer";
        var gift = new JsonObject
        {
            ["donor"] = new JsonObject { ["name"] = NameOf(random, giver.Kind), ["kind"] = giver.Kind },
            ["amount"] = giver.Least + (random.NextInt64(steps + 1) * giver.Step),
            ["method"] = method,
            ["receivedOn"] = receivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["sourceKind"] = giver.Source,
            ["anonymous"] = giver.Kind == "person" && random.Next(20) == 0,
            ["reference"] = string.Create(CultureInfo.InvariantCulture, $"DEMO{number:0000}"),
        };
        var bound = new JsonObject { ["kind"] = "programme", ["programme"] = programme };

        // Some are for a ward of the town, and some are split: most of it for a programme and the rest free.
        switch (number % 12)
        {
            case 5:
                gift["lines"] = new JsonArray(
                    new JsonObject { ["percent"] = 60, ["restriction"] = bound },
                    new JsonObject { ["percent"] = 40, ["restriction"] = new JsonObject { ["kind"] = "none" } });
                break;
            case 9:
                gift["restriction"] = new JsonObject { ["kind"] = "area", ["area"] = Communes[number / 12 % 2].Code };
                break;
            default:
                gift["restriction"] = restricted ? bound : new JsonObject { ["kind"] = "none" };
                break;
        }

        return (receivedOn, gift);
    }

    private static (JsonObject Body, IReadOnlyList<(string User, string Verb)> Steps) Request(Random random)
    {
        var programme = Pick(random, Programmes);
        var commune = Communes[random.Next(Communes.Length)];
        var amount = 2_000_000L + (random.Next(60) * 1_000_000L);
        var body = new JsonObject
        {
            ["programme"] = programme,
            ["purpose"] = $"Hỗ trợ trẻ em có hoàn cảnh khó khăn, {commune.Payee["UBND ".Length..]}",
            ["amount"] = amount,
            ["beneficiaries"] = new JsonArray(new JsonObject { ["unitCode"] = commune.Code, ["count"] = 1 + random.Next(40) }),
            ["payee"] = new JsonObject { ["name"] = commune.Payee, ["account"] = "3761.0.1234567", ["bank"] = "KBNN Quảng Nam" },
        };

        // Most requests are carried to their payment; the others stop on the way, so that every queue shows something.
        (string User, string Verb)[] life =
        [
            ("fund-officer", "submit"), ("fund-accountant", "appraise"), ("fund-director", "approve"),
            .. amount > 50_000_000 ? [("fund-council", "approve")] : Array.Empty<(string, string)>(),
            ("fund-cashier", "pay"),
        ];
        return (body, random.Next(10) switch
        {
            0 => [],
            1 => life[..1],
            2 => life[..2],
            3 => [.. life[..1], ("fund-accountant", "reject")],
            4 => life[..^1],
            _ => life,
        });
    }

    private static string NameOf(Random random, string kind)
    {
        var place = Pick(random, Places);
        return kind switch
        {
            "enterprise" => $"Công ty TNHH {Pick(random, Trades)} {place}",
            "agency" => Pick(random, Offices),
            "charity" => $"Nhóm thiện nguyện {place}",
            "religious" => $"Chùa Phước Lâm, {place}",
            "national-fund" => "Quỹ Bảo trợ trẻ em Việt Nam",
            "state-budget" => "Ngân sách tỉnh Quảng Nam",
            _ => $"{Pick(random, FamilyNames)} {Pick(random, MiddleNames)} {Pick(random, GivenNames)}",
        };
    }

    private static (int Weight, string Kind, string Source, long Least, long Most, long Step) Weighted(Random random)
    {
        var point = random.Next(Givers.Sum(g => g.Weight));
        return Givers.First(g => (point -= g.Weight) < 0);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}

/// <summary>What a loaded year consists of.</summary>
/// <param name="Gifts">Gifts recorded.</param>
/// <param name="Disbursements">Disbursements that the fund's officer has asked for.</param>
/// <param name="Cases">Cases, that of the public report among them.</param>
/// <param name="Events">Events of its programmes.</param>
/// <param name="Asked">What cases and events have asked the fund for.</param>
/// <param name="Progress">Tasks with a statement of progress.</param>
/// <param name="Reports">Reports in rounds.</param>
internal sealed record DemoFigures(int Gifts, int Disbursements, int Cases, int Events, int Asked, int Progress, int Reports);
