using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Two officers of neighbouring communes: neither sees what the other has recorded.</summary>
[Collection("platform")]
public class ScopeTests(Testing.Platform platform)
{
    private const string Password = "Mat-khau-2024";
    private static readonly string[] Lists = [Requests.Donations, "/api/v1/fund/donors", Requests.Disbursements];

    [Fact]
    public async Task Officers_of_two_communes_see_disjoint_gifts_donors_and_requests()
    {
        await platform.HealthyAsync();
        var anMy = await OfficerAsync("20341");
        var anPhu = await OfficerAsync("20356");
        var mine = await FillAsync(anMy);
        var theirs = await FillAsync(anPhu);

        foreach (var (client, own, other) in new[] { (anMy, mine, theirs), (anPhu, theirs, mine) })
        {
            foreach (var list in Lists)
            {
                // Cases of a commune ask for money there too, so its list may hold more than what its officer has written.
                var seen = await SeenAsync(client, list);
                Assert.Contains(own[list], seen);
                Assert.Empty(seen.Intersect(await SeenAsync(client == anMy ? anPhu : anMy, list)));
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, $"{list}/{own[list]}"));
                await NotFoundAsync(client, $"{list}/{other[list]}");
            }

            await NotFoundAsync(client, $"{Requests.Donations}/{other[Requests.Donations]}/receipt");
            await NotFoundAsync(client, $"{Requests.Disbursements}/{other[Requests.Disbursements]}/voucher");
            await NobodysAsync(client, $"{Requests.Donations}?donor={other["/api/v1/fund/donors"]}");
            await RefusedAsync(client, $"{Requests.Donations}/{other[Requests.Donations]}/reverse", new JsonObject { ["reason"] = "Ghi nhầm" });
            await RefusedAsync(client, $"{Requests.Disbursements}/{other[Requests.Disbursements]}/submit", []);
            using var export = await client.GetAsync(Requests.At($"{Requests.Donations}/export?donor={other["/api/v1/fund/donors"]}"));
            Assert.Equal(HttpStatusCode.OK, export.StatusCode);

            var giftOfTheirDonor = Requests.Gift(1_000);
            giftOfTheirDonor["donor"] = new JsonObject { ["id"] = other["/api/v1/fund/donors"] };
            using var refused = await client.PostAsync(Requests.Donations, giftOfTheirDonor);
            var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-input");
            Assert.Equal("unknown-donor", (string)Assert.Single(problem["errors"]!.AsArray())!["code"]!);
        }

        // The province stands above both.
        var province = await platform.AsAsync("fund-officer");
        foreach (var list in Lists)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(province, $"{list}/{mine[list]}"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(province, $"{list}/{theirs[list]}"));
        }
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(HttpClient client, string list) =>
        [.. (await client.ReadAsync($"{list}?limit=500"))["items"]!.AsArray().Select(i => (string)i!["id"]!)];

    /// <summary>An administrator adds the person, who then signs in with a browser.</summary>
    private async Task<HttpClient> OfficerAsync(string unitCode)
    {
        var userName = $"can-bo-{unitCode}-{Guid.NewGuid():N}"[..40];
        using var created = await (await platform.AsAsync("administrator")).PostAsync("/api/v1/identity/users", new JsonObject
        {
            ["userName"] = userName,
            ["name"] = $"Cán bộ {unitCode}",
            ["password"] = Password,
            ["roles"] = new JsonArray("fund-officer"),
            ["unitCode"] = unitCode,
        });
        await created.ShouldBeAsync(HttpStatusCode.Created);

        using var person = new Visitor(platform);
        var client = platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await person.AccessTokenAsync(userName, Password));
        return client;
    }

    /// <summary>A gift, its donor and a request; both communes use the same donor's name.</summary>
    private static async Task<Dictionary<string, string>> FillAsync(HttpClient officer)
    {
        using var recorded = await officer.PostAsync(Requests.Donations, Requests.Gift(25_000, donor: "Quán cơm Bà Bảy"));
        var gift = await recorded.ShouldBeAsync(HttpStatusCode.Created);
        using var requested = await officer.PostAsync(Requests.Disbursements, Requests.Disbursement(1_000));
        var request = await requested.ShouldBeAsync(HttpStatusCode.Created);
        return new Dictionary<string, string>
        {
            [Requests.Donations] = (string)gift["id"]!,
            ["/api/v1/fund/donors"] = (string)gift["donor"]!["id"]!,
            [Requests.Disbursements] = (string)request["id"]!,
        };
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(Requests.At(path));
        return answer.StatusCode;
    }

    private static async Task NotFoundAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(Requests.At(path));
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task NobodysAsync(HttpClient client, string path) => Assert.Empty((await client.ReadAsync(path))["items"]!.AsArray());

    private static async Task RefusedAsync(HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.PostAsync(path, body, etag: "\"1\"");
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }
}
