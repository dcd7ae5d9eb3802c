using ChildPlatform.Testing;

namespace ChildPlatform.Chassis.Tests;

/// <summary>Lists: pages hold still while rows are added, and nobody sees another unit's rows.</summary>
public sealed class PagingTests(ThingFixture things) : IClassFixture<ThingFixture>
{
    private readonly ThingService _service = things.Service;

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_rows_that_were_there_while_others_are_added()
    {
        var client = _service.As(Tokens.Users["fund-officer"] with { Subject = "pager", UnitCodes = ["49", "504"] });
        var before = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            before.Add((await CreateAsync(client, $"row {i}"))!);
        }

        var seen = new List<string>();
        var next = $"{Call.Things}?limit=7&sort=-madeAt";
        while (next is not null)
        {
            var page = await ProblemTests.JsonOf(await client.GetAsync(new Uri(next, UriKind.Relative)));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
            Assert.True(next is null || (next.StartsWith("/api/v1/chassis/things?", StringComparison.Ordinal) && next.Contains("sort=-madeAt", StringComparison.Ordinal)));
            await CreateAsync(client, "added meanwhile");
        }

        Assert.Equal(before.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task The_default_is_fifty_and_the_last_page_has_no_next()
    {
        var client = _service.As(Tokens.Users["fund-officer"] with { Subject = "pager2", UnitCodes = ["49", "505"] });
        for (var i = 0; i < 51; i++)
        {
            await CreateAsync(client, $"row {i}");
        }

        var page = await ProblemTests.JsonOf(await client.GetAsync(new Uri(Call.Things, UriKind.Relative)));
        Assert.Equal(50, page.GetProperty("items").GetArrayLength());
        var rest = await ProblemTests.JsonOf(await client.GetAsync(new Uri(page.GetProperty("next").GetString()!, UriKind.Relative)));
        Assert.Equal(1, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Units_are_disjoint_the_province_sees_both_and_a_national_client_none()
    {
        var mine = await CreateAsync(_service.As("case-worker-tamky"), "mine");
        var theirs = await CreateAsync(_service.As("case-worker-anphu"), "theirs");

        Assert.Equal([mine], await IdsAsync(_service.As("case-worker-tamky")));
        Assert.Equal([theirs], await IdsAsync(_service.As("case-worker-anphu")));
        var province = await IdsAsync(_service.As("fund-officer"));
        Assert.Contains(mine, province);
        Assert.Contains(theirs, province);
        var national = new TestUser("national", "national", [], ["things.read"], []);
        Assert.Empty(await IdsAsync(_service.As(national)));
    }

    private static async Task<string?> CreateAsync(HttpClient client, string name) =>
        (await ProblemTests.JsonOf(await client.Post(Call.Things, $$"""{ "owner": { "name": "{{name}}" }, "amount": 1 }""", Call.NewKey())))
        .GetProperty("id").GetString();

    private static async Task<List<string?>> IdsAsync(HttpClient client)
    {
        var page = await ProblemTests.JsonOf(await client.GetAsync(new Uri(Call.Things + "?limit=500", UriKind.Relative)));
        return [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString())];
    }
}
