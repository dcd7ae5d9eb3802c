using System.Globalization;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What the running platform says of its money, read through the gateway, and whether all of it fits together.</summary>
internal sealed class Books(Testing.Platform platform)
{
    private const int Year = 2024;

    /// <summary>Raised in the plan's year, as anyone may see it.</summary>
    public async Task<long> RaisedInPublicAsync() =>
        (long)(await platform.Anonymous().ReadAsync($"/api/v1/public/fund/summary?year={Year}"))["raised"]!;

    /// <summary>Target II.6 of the plan. The gateway may still remember for a moment that reporting was away.</summary>
    public async Task<JsonObject> TargetAsync()
    {
        var auditor = await platform.AsAsync("auditor");
        using var answer = await Eventually.Value(
            () => auditor.GetAsync(Requests.At($"/api/v1/reporting/plans/{Year}/targets")),
            response => response.IsSuccessStatusCode, TimeSpan.FromSeconds(30));
        return (await answer.BodyAsync())["items"]!.AsArray().Single(t => (string?)t!["code"] == "II.6")!.AsObject();
    }

    /// <summary>
    /// What is raised in the plan's year when reporting has heard of every gift of the fund: the point from which a trial
    /// counts, whatever the one before it has left on its way.
    /// </summary>
    public async Task<long> RaisedWhenSettledAsync()
    {
        await AgreeAsync($"{Year}");
        return await RaisedInReportingAsync();
    }

    /// <summary>Raised in the plan's year, as reporting knows it.</summary>
    public async Task<long> RaisedInReportingAsync() => (long?)(decimal?)(await TargetAsync())["value"] ?? 0;

    public async Task<JsonArray> BalancesAsync() =>
        (await (await platform.AsAsync("auditor")).ReadAsync("/api/v1/fund/balances"))["items"]!.AsArray();

    public async Task<JsonObject> VerificationAsync() =>
        await (await platform.AsAsync("auditor")).ReadAsync("/api/v1/fund/journal/verification");

    /// <summary>All pages of a list.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, string user = "auditor")
    {
        var reader = await platform.AsAsync(user);
        var items = new List<JsonObject>();
        for (var next = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500"; next is not null;)
        {
            var page = await reader.ReadAsync(next);
            items.AddRange(page["items"]!.AsArray().Select(i => i!.AsObject()));
            next = (string?)page["next"];
        }

        return items;
    }

    /// <summary>Each acknowledged gift of one donor is there, exactly once, as it was answered; nothing else is.</summary>
    public async Task HoldAsync(IReadOnlyCollection<JsonObject> acknowledged)
    {
        var donor = Assert.Single(acknowledged.Select(a => (string)a["donor"]!["id"]!).Distinct());
        var kept = await ListAsync($"{Requests.Donations}?donor={donor}");
        Assert.Equal(acknowledged.Select(Line).Order(), kept.Select(Line).Order());

        static string Line(JsonObject gift) => $"{gift["reference"]} {gift["number"]} {gift["id"]} {gift["amount"]}";
    }

    /// <summary>Numbers without a gap in each book and year, a chain that holds, and a reporting that says what the fund says.</summary>
    public async Task AreRightAsync()
    {
        var receipts = (await ListAsync(Requests.Donations)).Select(gift => (string)gift["number"]!);
        var vouchers = (await ListAsync(Requests.Disbursements)).Select(request => (string?)request["number"]).OfType<string>();
        var books = receipts.Concat(vouchers).GroupBy(number => number[..number.LastIndexOf('-')]).ToList();
        Assert.All(books, book => Assert.Equal(
            Enumerable.Range(1, book.Count()), book.Select(NumberOf).Order()));

        var verification = await VerificationAsync();
        Assert.True((bool)verification["ok"]!, verification.ToJsonString());

        foreach (var year in books.Select(book => book.Key[3..]).Distinct())
        {
            await AgreeAsync(year);
        }
    }

    private async Task AgreeAsync(string year)
    {
        var auditor = await platform.AsAsync("auditor");
        await Eventually.Value(
            async () => (await (await auditor.GetAsync(Requests.At($"/api/v1/reporting/reconciliation?year={year}"))).BodyAsync()).ToJsonString(),
            outcome => (string?)JsonNode.Parse(outcome)!["result"] == "equal", TimeSpan.FromSeconds(60), $"reporting equals the fund in {year}");
    }

    private static int NumberOf(string number) => int.Parse(number[(number.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
}
