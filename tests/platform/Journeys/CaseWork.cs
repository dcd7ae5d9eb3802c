using System.Net;
using System.Text.Json.Nodes;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What those who handle cases do, through the gateway.</summary>
internal sealed class CaseWork(Testing.Platform platform)
{
    public const string Cases = "/api/v1/cases";
    public const string AnMy = "20341";

    /// <summary>The name of the child in each report; it must never be found where it has no business.</summary>
    public const string ChildName = "Nguyễn Thị Ánh Dương";

    /// <summary>A case that needs a plan, which is due within five working days.</summary>
    public async Task<JsonObject> AssessedAsync()
    {
        using var intake = await (await platform.AsAsync("hotline-111")).PostAsync(Cases, new JsonObject
        {
            ["channel"] = "hotline-111",
            ["kind"] = "abuse",
            ["what"] = "Hàng xóm nghe tiếng trẻ bị đánh nhiều lần",
            ["placeUnitCode"] = AnMy,
            ["child"] = new JsonObject { ["name"] = ChildName, ["sex"] = "female", ["estimatedAge"] = 9 },
        });
        var row = await intake.ShouldBeAsync(HttpStatusCode.Created);

        return await ActAsync("case-worker-tamky", row, "assess", new JsonObject
        {
            ["harmNow"] = "medium",
            ["furtherHarm"] = "medium",
            ["selfProtection"] = "low",
            ["support"] = "medium",
            ["conclusion"] = "plan-needed",
            ["note"] = "Cần hỗ trợ y tế",
        });
    }

    /// <summary>A case with a plan that asks the fund for money, waiting for the chairman.</summary>
    public async Task<JsonObject> PlannedAsync(long amount, string programme)
    {
        var row = await AssessedAsync();

        return await ActAsync("case-worker-tamky", row, "plan", new JsonObject
        {
            ["goals"] = "Trẻ được chữa trị và an toàn",
            ["measures"] = new JsonArray(new JsonObject
            {
                ["kind"] = "health",
                ["description"] = "Phẫu thuật tim",
                ["executor"] = "Bệnh viện Đa khoa tỉnh",
                ["dueOn"] = "2030-01-01",
            }),
            ["support"] = new JsonObject { ["programme"] = programme, ["amount"] = amount, ["group"] = "HCDB13" },
        });
    }

    /// <summary>The chairman approves the plan, and so asks for the money.</summary>
    public Task<JsonObject> ApproveAsync(JsonObject row) => ActAsync("case-chair-tamky", row, "approve", []);

    public async Task<JsonObject> ReadAsync(JsonObject row) =>
        await (await platform.AsAsync("case-worker-tamky")).ReadAsync($"{Cases}/{row["id"]}");

    /// <summary>Help in money as it stands on the case.</summary>
    public async Task<(string? State, string? Voucher)> SupportAsync(JsonObject row)
    {
        var support = (await ReadAsync(row))["plan"]!["support"]!;

        return ((string?)support["state"], (string?)support["voucher"]);
    }

    private async Task<JsonObject> ActAsync(string user, JsonObject row, string verb, JsonObject body)
    {
        using var answer = await (await platform.AsAsync(user)).PostAsync($"{Cases}/{row["id"]}/{verb}", body, etag: $"\"{row["version"]}\"");

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }
}
