using System.Net;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Npgsql;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The way of a festival: from its plan through the fund's money and the public calendar to what reporting counts.</summary>
[Collection("platform")]
public class FestivalJourneyTests(Testing.Platform platform)
{
    private const string Events = "/api/v1/events";
    private const string Programme = "QUA_TANG";
    private const long Gifts = 5 * Requests.Million;

    /// <summary>Over, so that it may be closed, and recent enough for the feed.</summary>
    private static readonly DateOnly Yesterday = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7)).AddDays(-1);

    private readonly Books books = new(platform);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_festival_is_paid_by_the_fund_shown_to_the_public_and_counted_when_it_is_closed(bool kill) => GoesAsync(kill);

    /// <summary>The journey, with a service killed after each of its steps or with none.</summary>
    internal async Task GoesAsync(bool kill)
    {
        await platform.HealthyAsync();
        await GiveAsync();
        var title = $"Đêm hội trăng rằm {Guid.NewGuid():N}";
        var row = await DraftAsync(title);
        var organizer = await platform.AsAsync("event-organizer");
        using var asking = await organizer.PostAsync(
            $"{Events}/{row["id"]}/funding", new JsonObject { ["programme"] = Programme, ["amount"] = Gifts }, etag: Tag(row));
        await asking.ShouldBeAsync(HttpStatusCode.OK);
        await KilledAsync(kill, "events");

        var request = await AskedAsync(row);
        Assert.Equal(("submitted", "events"), ((string?)request["state"], (string?)request["askedBy"]));
        request = await ActAsync("fund-accountant", request, "appraise");
        request = await ActAsync("fund-director", request, "approve");
        await KilledAsync(kill, "fund");
        request = await ActAsync("fund-cashier", request, "pay");
        row = await Eventually.Value(
            () => ReadAsync(row), now => (string?)now["funding"]!.AsArray().Last()!["voucher"] == (string?)request["number"], TimeSpan.FromSeconds(60));

        row = await ActOnEventAsync(row, "publish", []);
        using var visitor = platform.Anonymous();
        Assert.Contains(
            title, await visitor.GetStringAsync(Requests.At($"/api/v1/public/events/calendar?from={Yesterday:yyyy-MM-dd}&limit=500")),
            StringComparison.Ordinal);
        Assert.Contains((string)row["id"]!, await visitor.GetStringAsync(Requests.At("/api/v1/public/events/calendar.ics")), StringComparison.Ordinal);

        row = await ActOnEventAsync(row, "close", Closing());
        await KilledAsync(kill, "reporting");
        await Eventually.Value(() => CountedAsync(row), children => children == 140, TimeSpan.FromSeconds(60));
        await books.AreRightAsync();
    }

    private async Task<JsonObject> DraftAsync(string title)
    {
        using var answer = await (await platform.AsAsync("event-organizer")).PostAsync(Events, new JsonObject
        {
            ["template"] = "trung-thu",
            ["title"] = title,
            ["level"] = "commune",
            ["unitCode"] = CaseWork.AnMy,
            ["startsAt"] = $"{Yesterday:yyyy-MM-dd}T18:00:00+07:00",
            ["endsAt"] = $"{Yesterday:yyyy-MM-dd}T21:00:00+07:00",
            ["place"] = "Nhà văn hóa khối phố 3",
            ["plannedChildren"] = 150,
            ["budget"] = new JsonArray(new JsonObject { ["line"] = "Quà", ["amount"] = Gifts, ["source"] = "fund" }),
        });

        return await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    private static JsonObject Closing() => new()
    {
        ["children"] = new JsonObject
        {
            ["total"] = 140,
            ["girls"] = 80,
            ["boys"] = 60,
            ["ethnicMinority"] = 10,
            ["specialCircumstances"] = 12,
            ["age0To6"] = 40,
            ["age7To10"] = 50,
            ["age11To15"] = 50,
        },
        ["gifts"] = new JsonObject { ["count"] = 140, ["value"] = Gifts },
        ["scholarships"] = new JsonObject { ["count"] = 0, ["value"] = 0 },
        ["costs"] = new JsonArray(new JsonObject { ["line"] = "Quà", ["amount"] = Gifts }),
        ["incidents"] = 0,
    };

    private async Task KilledAsync(bool kill, string process)
    {
        if (kill)
        {
            var pid = platform.PidOf(process);
            platform.Kill(process);
            await Eventually.Until(() => platform.PidOf(process) is { } now && now != pid, TimeSpan.FromSeconds(60));
            await platform.HealthyAsync();
        }
    }

    private async Task<JsonObject> AskedAsync(JsonObject row)
    {
        var id = (string)(await ReadAsync(row))["funding"]!.AsArray().Last()!["requestId"]!;
        var accountant = await platform.AsAsync("fund-accountant");
        using var answer = await Eventually.Value(
            () => accountant.GetAsync(Requests.At($"{Requests.Disbursements}/{id}")), response => response.IsSuccessStatusCode,
            TimeSpan.FromSeconds(60));

        return await answer.BodyAsync();
    }

    /// <summary>Children at this event as reporting knows it; null while it has not heard of its end.</summary>
    private async Task<int?> CountedAsync(JsonObject row)
    {
        await using var source = NpgsqlDataSource.Create(platform.Databases["reporting"].Reader);
        await using var command = source.CreateCommand("select children from event_facts where event_id = $1 and standing = 'held'");
        command.Parameters.AddWithValue(Guid.Parse((string)row["id"]!));

        return (int?)await command.ExecuteScalarAsync();
    }

    /// <summary>A process that was killed may be away for a moment more than the gateway knows.</summary>
    private async Task<JsonObject> ReadAsync(JsonObject row)
    {
        var organizer = await platform.AsAsync("event-organizer");
        using var answer = await Eventually.Value(
            () => organizer.GetAsync(Requests.At($"{Events}/{row["id"]}")), response => response.IsSuccessStatusCode, TimeSpan.FromSeconds(60));

        return await answer.BodyAsync();
    }

    private async Task<JsonObject> ActOnEventAsync(JsonObject row, string verb, JsonObject body)
    {
        using var answer = await (await platform.AsAsync("event-organizer")).PostAsync($"{Events}/{row["id"]}/{verb}", body, etag: Tag(row));

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<JsonObject> ActAsync(string user, JsonObject request, string verb)
    {
        var client = await platform.AsAsync(user);
        var key = Guid.NewGuid().ToString();
        using var answer = await Eventually.Value(
            () => client.PostAsync($"{Requests.Disbursements}/{request["id"]}/{verb}", [], key, Tag(request)),
            response => response.StatusCode != HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(60));

        return await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task GiveAsync()
    {
        using var answer = await (await platform.AsAsync("fund-officer")).PostAsync(
            Requests.Donations, Requests.Gift(Gifts, programme: Programme));
        await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    private static string Tag(JsonObject row) => $"\"{row["version"]}\"";
}
