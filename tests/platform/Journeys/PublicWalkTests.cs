using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Anybody may walk wherever no sign-in is asked for, and finds no child there.</summary>
[Collection("platform")]
public partial class PublicWalkTests(Testing.Platform platform)
{
    private static readonly string[] Private =
        [CaseWork.ChildName, "Ánh Dương", "hẻm 12", "Trần Văn Lớn", "0905111222", "bị đánh nhiều lần"];

    private readonly CaseWork cases = new(platform);

    [Fact]
    public async Task No_public_page_or_payload_tells_who_a_child_is()
    {
        await platform.HealthyAsync();
        await cases.ApproveAsync(await cases.PlannedAsync(Requests.Million, "HOC_BONG"));
        using var visitor = platform.Anonymous();
        using var report = await visitor.PostAsync("/api/v1/public/cases/reports", new JsonObject
        {
            ["what"] = $"Cháu {CaseWork.ChildName} ở hẻm 12 bị đánh nhiều lần",
            ["placeUnitCode"] = CaseWork.AnMy,
            ["informant"] = new JsonObject { ["name"] = "Trần Văn Lớn", ["phone"] = "0905111222" },
        });
        var code = (string)(await report.ShouldBeAsync(HttpStatusCode.Created))["trackingCode"]!;

        var payloads = await PublicPathsAsync(visitor);
        Assert.Contains("/api/v1/public/cases/reports/{trackingCode}", payloads);
        foreach (var path in payloads)
        {
            var address = path.Replace("{trackingCode}", code, StringComparison.Ordinal);
            using var answer = await visitor.GetAsync(Requests.At(NeedsYear().IsMatch(address) ? address + "?year=2024" : address));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
            TellsNothing(address, await answer.Content.ReadAsStringAsync());
        }

        var pages = new Queue<string>(["/cong-khai", "/cong-khai/bao-tin/tra-cuu"]);
        var seen = new HashSet<string>(pages);
        while (pages.TryDequeue(out var page))
        {
            var html = await visitor.GetStringAsync(Requests.At(page));
            TellsNothing(page, html);
            foreach (var link in Link().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(seen.Add))
            {
                pages.Enqueue(link);
            }
        }

        Assert.True(seen.Count >= 4, $"Only {string.Join(", ", seen)} were found.");
    }

    private static void TellsNothing(string where, string text)
    {
        foreach (var word in Private)
        {
            Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{where} tells \"{word}\".");
        }
    }

    private static async Task<IReadOnlyList<string>> PublicPathsAsync(HttpClient visitor)
    {
        using var document = JsonDocument.Parse(await visitor.GetStringAsync(Requests.At("/openapi/v1.json")));

        return
        [
            .. document.RootElement.GetProperty("paths").EnumerateObject()
                .Where(path => path.Name.StartsWith("/api/v1/public/", StringComparison.Ordinal) && path.Value.TryGetProperty("get", out _))
                .Select(path => path.Name),
        ];
    }

    [GeneratedRegex("^/api/v1/public/(fund|reporting)/")]
    private static partial Regex NeedsYear();

    // Links within the public part; what follows a question mark is the same page in another light.
    [GeneratedRegex("href=\"/?(/cong-khai[^\"?#]*)")]
    private static partial Regex Link();
}
