using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>A holiday that the administrator adds reaches the clocks that run, through identity, the broker and cases.</summary>
[Collection("platform")]
public class CalendarJourneyTests(Testing.Platform platform)
{
    private readonly CaseWork cases = new(platform);

    [Fact]
    public async Task A_new_holiday_moves_the_last_day_of_a_running_plan_clock_and_the_history_says_from_when_to_when()
    {
        await platform.HealthyAsync();
        var row = await cases.AssessedAsync();
        var due = DueOf(row);
        var lastDay = VietnamTime.DateOf(due.AddTicks(-1));
        var before = await YearAsync(lastDay.Year);
        var days = before.Body["days"]!.AsArray();

        var changed = days.DeepClone().AsArray();
        changed.Add(new JsonObject { ["date"] = $"{lastDay:yyyy-MM-dd}", ["kind"] = "holiday", ["name"] = "Nghỉ theo quyết định của tỉnh" });
        await DecideAsync(lastDay.Year, changed, before.Tag);
        try
        {
            var moved = await Eventually.Value(async () => DueOf(await cases.ReadAsync(row)), at => at > due, TimeSpan.FromSeconds(30));
            Assert.True(moved - due <= TimeSpan.FromDays(5), $"From {due:O} to {moved:O}.");
            var history = (await (await platform.AsAsync("case-worker-tamky")).ReadAsync($"{CaseWork.Cases}/{row["id"]}/history"))["items"]!.AsArray();
            var told = Assert.Single(history, step => (string?)step!["action"] == "calendar");
            Assert.Equal($"S7 {VietnamTime.ToLocal(due):O} {VietnamTime.ToLocal(moved):O}", (string?)told!["details"]);
        }
        finally
        {
            // The year is the whole platform's; other tests count by it too.
            await DecideAsync(lastDay.Year, days, (await YearAsync(lastDay.Year)).Tag);
        }

        await Eventually.Value(async () => DueOf(await cases.ReadAsync(row)), at => at == due, TimeSpan.FromSeconds(30));
    }

    private static DateTimeOffset DueOf(JsonObject row) => DateTimeOffset.Parse(
        (string)row["clocks"]!.AsArray().Single(clock => (string?)clock!["step"] == "S7")!["dueAt"]!, CultureInfo.InvariantCulture);

    private async Task<(JsonObject Body, string Tag)> YearAsync(int year)
    {
        using var answer = await (await platform.AsAsync("administrator")).GetAsync(Requests.At($"/api/v1/identity/calendar/{year}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        return (await answer.BodyAsync(), answer.Headers.ETag!.ToString());
    }

    private async Task DecideAsync(int year, JsonArray days, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Requests.At($"/api/v1/identity/calendar/{year}"))
        {
            Content = JsonContent.Create(new JsonObject { ["days"] = days.DeepClone(), ["basis"] = "12/QĐ-UBND" }),
        };
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));
        using var answer = await (await platform.AsAsync("administrator")).SendAsync(request);
        await answer.ShouldBeAsync(HttpStatusCode.OK);
    }
}
