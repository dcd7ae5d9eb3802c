using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Requests to the fund as an integrator writes them, all through the gateway.</summary>
internal static class Requests
{
    public const string Donations = "/api/v1/fund/donations";
    public const string Disbursements = "/api/v1/fund/disbursements";
    public const string Programme = "HOC_BONG";
    public const long Million = 1_000_000;

    /// <summary>A gift of an enterprise, for the year of the plan unless said otherwise.</summary>
    public static JsonObject Gift(
        long amount, string donor = "Công ty TNHH Hòa Bình", string receivedOn = "2024-05-20", string? programme = null, string? reference = null) =>
        new()
        {
            ["donor"] = new JsonObject { ["name"] = donor, ["kind"] = "enterprise" },
            ["amount"] = amount,
            ["method"] = "transfer",
            ["receivedOn"] = receivedOn,
            ["sourceKind"] = "DOANH_NGHIEP_TO_CHUC",
            ["restriction"] = programme is null
                ? new JsonObject { ["kind"] = "none" }
                : new JsonObject { ["kind"] = "programme", ["programme"] = programme },
            ["reference"] = reference,
        };

    /// <summary>A request for money for pupils of one commune.</summary>
    public static JsonObject Disbursement(long amount, string programme = Programme) => new()
    {
        ["programme"] = programme,
        ["purpose"] = "Học bổng học sinh vượt khó",
        ["amount"] = amount,
        ["beneficiaries"] = new JsonArray(new JsonObject { ["unitCode"] = "20950", ["count"] = 20 }),
        ["payee"] = new JsonObject { ["name"] = "UBND xã Trà Linh", ["account"] = "3761.0.1234567", ["bank"] = "KBNN Nam Trà My" },
    };

    public static Uri At(string path) => new(path, UriKind.Relative);

    public static async Task<HttpResponseMessage> PostAsync(
        this HttpClient client, string path, JsonObject body, string? key = null, string? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (etag is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        }

        return await client.SendAsync(request);
    }

    public static async Task<JsonObject> ReadAsync(this HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonObject>(At(path)))!;

    public static async Task<JsonObject> BodyAsync(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    /// <summary>The answer's body, which must be one of success.</summary>
    public static async Task<JsonObject> ShouldBeAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.True(answer.StatusCode == status,
            $"{(int)status} expected, {(int)answer.StatusCode} came: {await answer.Content.ReadAsStringAsync()}");
        return await answer.BodyAsync();
    }

    /// <summary>The problem document, which must say this.</summary>
    public static async Task<JsonObject> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var problem = await answer.ShouldBeAsync(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (string?)problem["code"]);
        return problem;
    }
}
