using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The way of a report: from facts and an agency's words to the province's paper, with the service killed on the way.</summary>
[Collection("platform")]
public class ReportJourneyTests(Testing.Platform platform)
{
    private const string Reporting = "/api/v1/reporting";

    [Fact]
    public Task Agencies_report_the_coordinator_returns_and_accepts_and_the_paper_says_what_the_facts_say() =>
        GoesAsync(stop: true);

    /// <summary>The journey, in a round of its own, with the service stopped on the way or not.</summary>
    internal async Task GoesAsync(bool stop)
    {
        await platform.HealthyAsync();
        var coordinator = await platform.AsAsync("coordinator");
        var school = await platform.AsAsync("reporter-gddt");
        var round = await RoundAsync(coordinator);
        var own = await OpenAsync(coordinator, round, "LDTBXH");
        var before = Raised(own);
        using var given = await (await platform.AsAsync("fund-officer")).PostAsync(Requests.Donations, Requests.Gift(7 * Requests.Million));
        await given.ShouldBeAsync(HttpStatusCode.Created);
        await Eventually.Value(async () => Raised(await ReadAsync(coordinator, own)), raised => raised == before + (7 * Requests.Million));

        var report = await OpenAsync(school, round, "GDDT");
        await FillAsync(school, report);
        report = await ActAsync(school, await ReadAsync(school, report), "submit", []);
        if (stop)
        {
            await platform.StopAsync("reporting");
            await platform.StartAsync("reporting");
            await platform.HealthyAsync();
        }

        report = await ActAsync(coordinator, await ReadAsync(coordinator, report), "return", new JsonObject
        {
            ["cells"] = new JsonArray(new JsonObject { ["cell"] = "V.2.c.2", ["text"] = "Nêu rõ số học sinh bỏ học" }),
        });
        Assert.Equal("V.2.c.2", (string?)(await ReadAsync(school, report))["comments"]![0]!["cell"]);
        await PutAsync(school, report, "V.2.c.2", new JsonObject { ["value"] = 12 }, 2);
        report = await ActAsync(school, await ReadAsync(school, report), "submit", []);
        Assert.Equal(2, (int)report["number"]!);
        await ActAsync(coordinator, report, "accept", []);
        await FillAsync(coordinator, own);
        own = await ActAsync(coordinator, await ReadAsync(coordinator, own), "submit", []);
        await ActAsync(coordinator, own, "accept", []);

        using var frozen = await coordinator.PostAsync($"{Reporting}/rounds/{round}/synthesis", new JsonObject
        {
            ["number"] = "112/BC-SLĐTBXH",
            ["signerName"] = "Nguyễn Quý Nhân",
            ["absent"] = new JsonArray(new JsonObject { ["agency"] = "H02", ["note"] = "Đã đôn đốc, chưa gửi" }),
        });
        var synthesis = await frozen.ShouldBeAsync(HttpStatusCode.Created);
        Assert.Equal(Raised(own), (long)synthesis["content"]!["targets"]!.AsArray().Single(t => (string?)t!["code"] == "II.6")!["value"]!);
        foreach (var file in synthesis["files"]!.AsArray())
        {
            var bytes = await coordinator.GetByteArrayAsync(Requests.At($"{Reporting}/rounds/{round}/synthesis?format={file!["format"]}"));
            Assert.Equal((string?)file["hash"], Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        var completeness = await coordinator.ReadAsync($"{Reporting}/completeness?round={round}");
        Assert.Equal(
            (3, 2, "H02"),
            ((int)completeness["expected"]!, (int)completeness["received"]!, (string?)completeness["missing"]![0]!["code"]));
    }

    /// <summary>A round of its own, so that the seeded ones stay as they are for others; its cut-off has not come.</summary>
    private static async Task<string> RoundAsync(HttpClient coordinator)
    {
        using var added = await coordinator.PostAsync(Reporting + "/rounds", new JsonObject
        {
            ["name"] = "Báo cáo 06 tháng về thực hiện công tác trẻ em",
            ["dueBefore"] = "2030-05-20",
            ["synthesisDueBefore"] = "2030-05-25",
            ["periodFrom"] = "2024-01-01",
            ["periodTo"] = "2024-12-31",
            ["cutOff"] = "2030-04-30",
            ["expected"] = new JsonArray("GDDT", "LDTBXH", "H02"),
        });

        return (string)(await added.ShouldBeAsync(HttpStatusCode.Created))["id"]!;
    }

    private static long Raised(JsonObject report) => (long)report["cells"]!.AsArray()
        .Single(cell => (string?)cell!["code"] == "II.6")!["figures"]!.AsArray()
        .Single(figure => (string?)figure!["code"] == "fund.raised")!["value"]!;

    private static async Task<JsonObject> OpenAsync(HttpClient user, string round, string agency)
    {
        using var opened = await user.PostAsync($"{Reporting}/rounds/{round}/reports", new JsonObject { ["agency"] = agency });

        return await opened.ShouldBeAsync(HttpStatusCode.Created);
    }

    private static Task<JsonObject> ReadAsync(HttpClient user, JsonObject report) => user.ReadAsync($"{Reporting}/reports/{report["id"]}");

    private static async Task FillAsync(HttpClient user, JsonObject report)
    {
        foreach (var cell in report["cells"]!.AsArray().Where(cell => !(bool)cell!["filled"]!))
        {
            await PutAsync(user, report, (string)cell!["code"]!, new JsonObject { ["text"] = "Đã thực hiện" }, (int)cell["version"]!);
        }
    }

    private static async Task PutAsync(HttpClient user, JsonObject report, string cell, JsonObject body, int version)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put, Requests.At($"{Reporting}/reports/{report["id"]}/cells/{Uri.EscapeDataString(cell)}"))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await user.SendAsync(request);
        await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static async Task<JsonObject> ActAsync(HttpClient user, JsonObject report, string action, JsonObject body)
    {
        using var answer = await user.PostAsync($"{Reporting}/reports/{report["id"]}/{action}", body, etag: $"\"{report["version"]}\"");

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }
}
