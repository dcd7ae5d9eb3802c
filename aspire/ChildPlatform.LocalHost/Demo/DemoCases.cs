using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost.Demo;

/// <summary>
/// Cases of child protection at every stage, of children that are plainly made up: they are called by a number, and nothing
/// about them can be taken for somebody's. Clocks run from now, since nobody signs for a day that is past; two cases were
/// received in the first days of the year, so that a missed clock is seen as soon as the year is older than that.
/// </summary>
internal sealed class DemoCases(PlatformClient client, string key, int seed, DateOnly today)
{
    private const string Root = "/api/v1/cases";
    private const string AnMy = "20341";
    private const string AnPhu = "20356";
    private const string Worker = "case-worker-tamky";
    private const string Chair = "case-chair-tamky";

    /// <summary>How far each case is taken; what stays where it was received lies in the other ward as well.</summary>
    private static readonly Stage[] Stages =
    [
        Stage.Received, Stage.Received, Stage.Received, Stage.Late, Stage.LateAssessed, Stage.Urgent, Stage.Assessed,
        Stage.Assessed,
        Stage.Referred, Stage.ReferralAccepted, Stage.ReferralDone, Stage.Planned, Stage.Planned, Stage.Returned,
        Stage.Helped, Stage.Helped, Stage.Helped, Stage.Helped, Stage.Helped, Stage.Helped,
    ];

    private static readonly string[] Channels =
        ["hotline-111", "hotline-18001581", "commune", "police", "school", "health", "in-person"];

    /// <summary>Those that the law has an assessment of risk for.</summary>
    private static readonly string[] Kinds = ["abuse", "at-risk"];

    private static readonly string[] Reports =
    [
        "Nhà trường báo học sinh nghỉ học nhiều ngày, gia đình gặp khó khăn",
        "Hàng xóm nghe tiếng la mắng, trẻ ít ra khỏi nhà",
        "Trẻ sống với ông bà già yếu, cần được khám và điều trị",
        "Trạm y tế báo trẻ bị tai nạn, gia đình không đủ tiền điều trị",
        "Trẻ đi bán vé số ban đêm, không có người lớn đi cùng",
    ];

    private static readonly string[] Levels = ["low", "medium"];

    /// <summary>What becomes of a request in the fund, in the order of the cases that ask.</summary>
    private static readonly string[] FundStates = ["paid", "paid", "approved", "rejected", "appraised", "submitted"];

    private enum Stage
    {
        Received,
        Late,
        LateAssessed,
        Urgent,
        Assessed,
        Referred,
        ReferralAccepted,
        ReferralDone,
        Planned,
        Returned,
        Helped,
    }

    /// <summary>Takes the cases in and carries each to its stage; a report of the public comes with them.</summary>
    /// <returns>How many cases there are, and what they ask the fund for, with the state that each request shall have.</returns>
    public async Task<(int Count, IReadOnlyList<DemoRequest> Requests)> LoadAsync(CancellationToken ct)
    {
        var random = new Random(seed);
        var drawn = Stages.Select((stage, n) => Draw(random, stage, n)).ToList();
        var due = drawn.Where(one => one.ReceivedOn is not { } day || day.AddDays(2) < today).ToList();

        // One after another, so that the same case has the same number each time.
        var cases = new List<(DemoCase Drawn, JsonObject Row)>();
        foreach (var one in due)
        {
            cases.Add((one, await client.PostAsync("hotline-111", Root, KeyOf(one, "intake"), one.Intake, null, ct)));
        }

        await client.PostAsync(null, "/api/v1/public/cases/reports", $"{key}-case-public", new JsonObject
        {
            ["what"] = "Dữ liệu minh họa: thấy một em nhỏ thường đứng một mình ở chợ vào buổi tối",
            ["placeUnitCode"] = AnMy,
        }, null, ct);

        var asked = await Task.WhenAll(cases.Select(one => CarryAsync(one.Drawn, one.Row, ct)));
        var requests = asked.OfType<string>().Select((id, n) => new DemoRequest(id, FundStates[n % FundStates.Length]));

        return (cases.Count + 1, [.. requests]);
    }

    /// <summary>Takes a case as far as its stage.</summary>
    /// <returns>The id of what its plan asks the fund for; null for nothing.</returns>
    private async Task<string?> CarryAsync(DemoCase one, JsonObject row, CancellationToken ct)
    {
        if (one.Stage is Stage.Received or Stage.Late)
        {
            return null;
        }

        row = await ActAsync(Worker, one, row, "assess", one.Assessment, ct);
        switch (one.Stage)
        {
            case Stage.Referred or Stage.ReferralAccepted or Stage.ReferralDone:
                await ReferAsync(one, row, ct);
                return null;
            case Stage.Planned or Stage.Returned or Stage.Helped:
                row = await ActAsync(Worker, one, row, "plan", one.Plan, ct);
                break;
            default:
                return null;
        }

        if (one.Stage is Stage.Returned)
        {
            var comment = new JsonObject { ["comment"] = "Nêu rõ ai theo dõi việc học của trẻ" };
            await ActAsync(Chair, one, row, "return", comment, ct);
        }

        return one.Stage is Stage.Helped
            ? (string)(await ActAsync(Chair, one, row, "approve", [], ct))["plan"]!["support"]!["id"]!
            : null;
    }

    /// <summary>The health department is asked for a service, takes it on and gives it.</summary>
    private async Task ReferAsync(DemoCase one, JsonObject row, CancellationToken ct)
    {
        var referral = await ActAsync(Worker, one, row, "refer", new JsonObject
        {
            ["agency"] = "YT",
            ["service"] = "health",
            ["need"] = "Khám sức khỏe và tư vấn cho trẻ",
        }, ct);
        if (one.Stage is not Stage.Referred)
        {
            referral = await AnswerAsync(one, referral, "accept", [], ct);
        }

        if (one.Stage is Stage.ReferralDone)
        {
            await AnswerAsync(one, referral, "done", new JsonObject { ["note"] = "Đã khám, hẹn tái khám sau một tháng" }, ct);
        }
    }

    private Task<JsonObject> ActAsync(
        string user, DemoCase one, JsonObject row, string verb, JsonObject body, CancellationToken ct) =>
        client.PostAsync(user, $"{Root}/{row["id"]}/{verb}", KeyOf(one, verb), body, (int)row["version"]!, ct);

    private Task<JsonObject> AnswerAsync(DemoCase one, JsonObject referral, string verb, JsonObject body, CancellationToken ct) =>
        client.PostAsync(
            "referral-yt", $"{Root}/referrals/{referral["id"]}/{verb}", KeyOf(one, $"referral-{verb}"), body,
            (int)referral["version"]!, ct);

    private string KeyOf(DemoCase one, string step) => $"{key}-case-{one.Number}-{step}";

    private DemoCase Draw(Random random, Stage stage, int number)
    {
        var what = Reports[random.Next(Reports.Length)];
        var intake = new JsonObject
        {
            ["channel"] = Channels[random.Next(Channels.Length)],
            ["urgent"] = stage is Stage.Urgent or Stage.Late,
            ["kind"] = Kinds[random.Next(Kinds.Length)],
            ["what"] = $"Dữ liệu minh họa: {what}",
            ["placeUnitCode"] = stage is Stage.Received && number % 2 == 1 ? AnPhu : AnMy,
            ["child"] = new JsonObject
            {
                ["name"] = $"Trẻ minh họa số {number + 1:00}",
                ["sex"] = random.Next(2) == 0 ? "female" : "male",
                ["estimatedAge"] = 3 + random.Next(12),
            },
        };
        DateOnly? receivedOn = stage is Stage.Late or Stage.LateAssessed ? new DateOnly(today.Year, 1, 3 + random.Next(5)) : null;
        if (receivedOn is { } day)
        {
            intake["receivedAt"] = $"{day:yyyy-MM-dd}T09:00:00+07:00";
        }

        var assessment = new JsonObject
        {
            ["harmNow"] = stage is Stage.Urgent ? "high" : Levels[random.Next(2)],
            ["furtherHarm"] = Levels[random.Next(2)],
            ["selfProtection"] = Levels[random.Next(2)],
            ["support"] = Levels[random.Next(2)],
            ["conclusion"] = stage is Stage.Urgent ? "urgent" : "plan-needed",
            ["note"] = "Dữ liệu minh họa: đã đến nhà, gia đình hợp tác",
        };
        var plan = new JsonObject
        {
            ["goals"] = "Trẻ an toàn, được chăm sóc và đi học đều",
            ["measures"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "health",
                    ["description"] = "Khám và điều trị",
                    ["executor"] = "Trung tâm y tế",
                    ["dueOn"] = $"{today.Year}-12-31",
                },
                new JsonObject
                {
                    ["kind"] = "education",
                    ["description"] = "Giúp trẻ trở lại lớp",
                    ["executor"] = "Nhà trường",
                    ["dueOn"] = $"{today.Year}-12-31",
                }),
        };
        var amount = 1_000_000L + (random.Next(9) * 500_000L);
        if (stage is Stage.Helped)
        {
            plan["support"] = new JsonObject { ["programme"] = "QUA_TANG", ["amount"] = amount, ["group"] = "HCDB13" };
        }

        return new DemoCase(number, stage, receivedOn, intake, assessment, plan);
    }

    private sealed record DemoCase(
        int Number, Stage Stage, DateOnly? ReceivedOn, JsonObject Intake, JsonObject Assessment, JsonObject Plan);
}
