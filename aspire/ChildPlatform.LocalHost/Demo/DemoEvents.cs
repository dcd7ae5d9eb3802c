using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost.Demo;

/// <summary>
/// Three festivals of the year, each a programme of its template cloned to some communes: published when its day comes near,
/// closed when it is over, but for one closing form that is never sent; two of each ask the fund for their presents.
/// </summary>
internal sealed class DemoEvents(PlatformClient client, string key, int seed, DateOnly today)
{
    private const string Root = "/api/v1/events";
    private const string Organizer = "event-organizer";

    /// <summary>A programme is made public so many days before it.</summary>
    private const int PublishedBefore = 45;

    private static readonly (string Template, string Title, int Month, int Day)[] Festivals =
    [
        ("tet-nguyen-dan", "Tết sum vầy cho trẻ em", 1, 20),
        ("quoc-te-thieu-nhi", "Ngày hội thiếu nhi 1/6", 6, 1),
        ("trung-thu", "Đêm hội trăng rằm", 9, 17),
    ];

    private static readonly string[] Communes = ["20341", "20356", "20410", "20413", "20551", "20575", "20611", "20950"];

    /// <summary>Makes the programmes with their events and takes them as far as the day allows.</summary>
    /// <returns>How many events there are, and what two of each programme have asked the fund for.</returns>
    public async Task<(int Count, IReadOnlyList<DemoRequest> Requests)> LoadAsync(CancellationToken ct)
    {
        var random = new Random(seed);
        var count = 0;
        var requests = new List<DemoRequest>();
        foreach (var festival in Festivals)
        {
            var children = Communes.Select(_ => 60 + random.Next(120)).ToList();
            var events = await SeriesAsync(festival, ct);
            var asked = await Task.WhenAll(
                events.Select((row, n) => CarryAsync(row, n, children[n], last: n == events.Count - 1, ct)));
            requests.AddRange(asked.OfType<string>().Select((id, n) => new DemoRequest(id, n == 0 ? "paid" : "submitted")));
            count += events.Count;
        }

        return (count, requests);
    }

    /// <summary>The programme's events, planned in every commune, with a place, and public when it is time.</summary>
    private async Task<List<JsonObject>> SeriesAsync(
        (string Template, string Title, int Month, int Day) festival, CancellationToken ct)
    {
        var day = new DateOnly(today.Year, festival.Month, festival.Day);
        var own = $"{key}-event-{festival.Template}";
        var programme = await client.PostAsync(Organizer, $"{Root}/programmes", own, new JsonObject
        {
            ["template"] = festival.Template,
            ["title"] = $"{festival.Title} {today.Year} (dữ liệu minh họa)",
            ["unitCode"] = "49",
            ["startsAt"] = $"{day:yyyy-MM-dd}T15:00:00+07:00",
            ["endsAt"] = $"{day:yyyy-MM-dd}T18:00:00+07:00",
            ["plannedChildren"] = 120,
            ["budget"] = new JsonArray(
                new JsonObject { ["line"] = "Quà", ["amount"] = 3_000_000, ["source"] = "fund" },
                new JsonObject { ["line"] = "Tổ chức", ["amount"] = 2_000_000, ["source"] = "budget" }),
        }, null, ct);
        var path = $"{Root}/programmes/{programme["id"]}";
        var units = new JsonObject { ["units"] = new JsonArray([.. Communes.Select(c => (JsonNode)c)]) };
        await client.PostAsync(Organizer, $"{path}/clone", $"{own}-clone", units, null, ct);

        var events = await ListAsync(programme, ct);
        if (events.Exists(row => row["place"] is null))
        {
            await OfSeriesAsync("change-series", new JsonObject { ["place"] = "Nhà văn hóa trung tâm" });
        }

        if (today.AddDays(PublishedBefore) >= day && events.Exists(row => (string?)row["state"] == "draft"))
        {
            await OfSeriesAsync("publish", []);
        }

        return await ListAsync(programme, ct);

        async Task OfSeriesAsync(string verb, JsonObject body)
        {
            var now = await client.GetAsync(Organizer, path, ct);
            await client.PostAsync(Organizer, $"{path}/{verb}", $"{own}-{verb}-{now["version"]}", body, (int)now["version"]!, ct);
        }
    }

    /// <summary>The first two ask the fund; whatever is over is closed, but for the last.</summary>
    /// <returns>The id of what was asked for; null for nothing.</returns>
    private async Task<string?> CarryAsync(JsonObject row, int number, int children, bool last, CancellationToken ct)
    {
        var path = $"{Root}/{row["id"]}";
        row = await client.GetAsync(Organizer, path, ct);
        if (number < 2 && row["funding"]!.AsArray().Count == 0)
        {
            var ask = new JsonObject { ["programme"] = "QUA_TANG", ["amount"] = 3_000_000 };
            row = await client.PostAsync(
                Organizer, $"{path}/funding", $"{key}-event-{row["number"]}-funding", ask, (int)row["version"]!, ct);
        }

        var request = (string?)row["funding"]!.AsArray().LastOrDefault()?["requestId"];
        if (!last && row["actions"]!.AsArray().Any(action => (string?)action == "close"))
        {
            await client.PostAsync(
                Organizer, $"{path}/close", $"{key}-event-{row["number"]}-close", Closing(children), (int)row["version"]!, ct);
        }

        return request;
    }

    private async Task<List<JsonObject>> ListAsync(JsonObject programme, CancellationToken ct)
    {
        var page = await client.GetAsync(Organizer, $"{Root}?programme={programme["id"]}&limit=100", ct);

        return
        [
            .. page["items"]!.AsArray().Select(row => row!.AsObject())
                .OrderBy(row => (string)row["unitCode"]!, StringComparer.Ordinal),
        ];
    }

    private static JsonObject Closing(int children) => new()
    {
        ["children"] = new JsonObject
        {
            ["total"] = children,
            ["girls"] = children / 2,
            ["boys"] = children - (children / 2),
            ["ethnicMinority"] = children / 10,
            ["specialCircumstances"] = children / 8,
            ["age0To6"] = children / 3,
            ["age7To10"] = children / 3,
            ["age11To15"] = children - (2 * (children / 3)),
        },
        ["gifts"] = new JsonObject { ["count"] = children, ["value"] = children * 20_000L },
        ["scholarships"] = new JsonObject { ["count"] = 0, ["value"] = 0 },
        ["costs"] = new JsonArray(
            new JsonObject { ["line"] = "Quà", ["amount"] = children * 20_000L },
            new JsonObject { ["line"] = "Tổ chức", ["amount"] = 1_500_000L + (children * 2_000L) }),
        ["incidents"] = 0,
        ["lessons"] = $"Dữ liệu minh họa: {children} em tham gia, cần thêm người trông trẻ nhỏ",
    };
}
