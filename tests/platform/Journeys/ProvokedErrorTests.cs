using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>
/// Every way to be wrong that a caller may stumble into, through the gateway: the documented status and code, in the
/// language that was asked for, and never a fault of the platform.
/// </summary>
[Collection("platform")]
public class ProvokedErrorTests(Testing.Platform platform)
{
    private const string Fund = "/api/v1/fund";
    private const string Json = "application/json";

    /// <summary>One wrong request, and what is promised for it.</summary>
    private sealed record Wrong(
        int Status, string Code, Func<Testing.Platform, Task<HttpRequestMessage>> Request, string? Pointer = null, string? Field = null);

    private static readonly Dictionary<string, Wrong> All = new()
    {
        ["broken JSON"] = new(400, "malformed-json", p => Gift(p, """{ "donor": """)),
        ["no body"] = new(400, "malformed-json", p => Gift(p, "")),
        ["text instead of an object"] = Invalid("", "wrong-type", "\"gift\""),
        ["a fraction of a đồng"] = Invalid("/amount", "wrong-type", With("amount", "1000.5")),
        ["an amount as text"] = Invalid("/amount", "wrong-type", With("amount", "\"1000\"")),
        ["a negative amount"] = Invalid("/amount", "amount-out-of-range", With("amount", "-1")),
        ["an amount of nothing"] = Invalid("/amount", "amount-out-of-range", With("amount", "0")),
        ["an amount too large"] = Invalid("/amount", "amount-out-of-range", With("amount", "10000000000000000")),
        ["an amount beyond 64 bits"] = Invalid("/amount", "wrong-type", With("amount", "1e30")),
        ["no amount"] = Invalid("/amount", "required", With("amount", "null")),
        ["an unknown member"] = new(422, "unknown-member", p => Gift(p, With("colour", "\"red\"")), "/colour", "unknown-member"),
        ["a member twice"] = Invalid("/amount", "duplicate-member", With("method", "\"transfer\", \"amount\": 2")),
        ["no donor"] = Invalid("/donor", "required", With("donor", "null")),
        ["a donor without a name"] = Invalid("/donor/name", "required", With("donor", """{ "name": " ", "kind": "person" }""")),
        ["an unknown kind of donor"] = Invalid("/donor/kind", "invalid-value", With("donor", """{ "name": "A", "kind": "robot" }""")),
        ["a wrong tax code"] = Invalid("/donor/taxCode", "invalid-tax-code",
            With("donor", """{ "name": "A", "kind": "enterprise", "taxCode": "12" }""")),
        ["an unknown donor"] = Invalid("/donor/id", "unknown-donor", With("donor", $$"""{ "id": "{{Guid.Empty}}" }""")),
        ["an unknown method"] = Invalid("/method", "invalid-value", With("method", "\"barter\"")),
        ["an unknown source"] = Invalid("/sourceKind", "not-in-catalogue", With("sourceKind", "\"TREASURE\"")),
        ["an unknown programme"] = Invalid("/restriction/programme", "not-in-catalogue",
            With("restriction", """{ "kind": "programme", "programme": "DANCING" }""")),
        ["a programme that is not wanted"] = Invalid("/restriction/programme", "restriction-without-programme",
            With("restriction", """{ "kind": "none", "programme": "HOC_BONG" }""")),
        ["a day to come"] = Invalid("/receivedOn", "date-in-future", With("receivedOn", "\"2099-01-01\"")),
        ["a day too long ago"] = Invalid("/receivedOn", "date-too-old", With("receivedOn", "\"1975-04-30\"")),
        ["a day that does not exist"] = Invalid("/receivedOn", "invalid-date", With("receivedOn", "\"2024-02-30\"")),
        ["a day as people write it"] = Invalid("/receivedOn", "invalid-date", With("receivedOn", "\"20/05/2024\"")),
        ["a note too long"] = Invalid("/note", "too-long", With("note", $"\"{new string('x', 1001)}\"")),
        ["fifty megabytes"] = new(413, "payload-too-large", p => Gift(p, new string(' ', 50 << 20))),
        ["plain text"] = new(415, "unsupported-media-type", p => Gift(p, "10 triệu", type: "text/plain")),
        ["no token"] = new(401, "unauthenticated", p => Gift(p, Good, token: null)),
        ["a token that is none"] = new(401, "unauthenticated", p => Gift(p, Good, token: "hello")),
        ["a token of a stranger"] = new(401, "unauthenticated", p => Gift(p, Good, token: Tokens.Forged("fund-officer"))),
        ["an expired token"] = new(401, "unauthenticated", async p => await Gift(p, Good, token: await SignedAsync(p, d =>
            (d.IssuedAt, d.NotBefore, d.Expires) = (Ago(60), Ago(60), Ago(10))))),
        ["a token for somebody else"] = new(401, "unauthenticated", async p => await Gift(p, Good, token: await SignedAsync(p, d =>
            d.Audience = "another-api"))),
        ["a token of another issuer"] = new(401, "unauthenticated", async p => await Gift(p, Good, token: await SignedAsync(p, d =>
            d.Issuer = "https://example.org/"))),
        ["another role"] = new(403, "forbidden", p => Gift(p, Good, user: "leader")),
        ["another scope"] = new(403, "forbidden", p => Send(p, HttpMethod.Get, $"{Fund}/donations", user: "hotline-111")),
        ["a machine that signs"] = new(403, "forbidden", p => Act(p, "approve", user: "integrator")),
        ["no key"] = new(428, "idempotency-key-required", p => Gift(p, Good, key: null)),
        ["a key too long"] = new(422, "idempotency-key-invalid", p => Gift(p, Good, key: new string('k', 256))),
        ["a key for another body"] = new(422, "idempotency-key-reused", async p =>
        {
            var key = Guid.NewGuid().ToString();
            using var first = await (await p.AsAsync("fund-officer")).SendAsync(await Gift(p, Good, key: key));
            return await Gift(p, With("amount", "2000"), key: key);
        }),
        ["no version"] = new(428, "if-match-required", p => Act(p, "submit", etag: null)),
        ["an old version"] = new(412, "version-mismatch", p => Act(p, "submit", etag: "\"7\"")),
        ["a wrong cursor"] = Invalid("/cursor", "invalid-cursor", HttpMethod.Get, $"{Fund}/donations?cursor=hello"),
        ["a limit of nothing"] = Invalid("/limit", "out-of-range", HttpMethod.Get, $"{Fund}/donations?limit=0"),
        ["a limit too large"] = Invalid("/limit", "out-of-range", HttpMethod.Get, $"{Fund}/donors?limit=501"),
        ["an unknown order"] = Invalid("/sort", "invalid-value", HttpMethod.Get, $"{Fund}/donations?sort=-colour"),
        ["an unknown state"] = Invalid("/state", "invalid-value", HttpMethod.Get, $"{Fund}/donations?state=lost"),
        ["a filter that is no day"] = Invalid("/from", "invalid-value", HttpMethod.Get, $"{Fund}/donations?from=yesterday"),
        ["a year out of range"] = Invalid("/year", "out-of-range", HttpMethod.Get, "/api/v1/public/fund/summary?year=1900", user: null),
        ["a year without a plan"] = new(404, "plan-year-unknown", p => Send(p, HttpMethod.Get, "/api/v1/reporting/plans/1999/targets", user: "auditor")),
        ["an unknown unit"] = Invalid("/beneficiaries/0/unitCode", "unknown-unit", HttpMethod.Post, $"{Fund}/disbursements",
            Request(r => r["beneficiaries"]![0]!["unitCode"] = "99999")),
        ["an unknown group"] = Invalid("/beneficiaries/0/group", "not-in-catalogue", HttpMethod.Post, $"{Fund}/disbursements",
            Request(r => r["beneficiaries"]![0]!["group"] = "HCDB99")),
        ["nobody to help"] = Invalid("/beneficiaries", "required", HttpMethod.Post, $"{Fund}/disbursements",
            Request(r => r["beneficiaries"] = new JsonArray())),
        ["a step too early"] = new(409, "wrong-state", p => Act(p, "appraise", user: "fund-accountant")),
        ["somebody else's request"] = new(409, "only-the-requester", p => Act(p, "cancel", user: "fund-director", body: """{ "reason": "Trùng đợt" }""")),
        ["no reason"] = new(422, "invalid-input", p => Act(p, "cancel", body: "{}"), "/reason", "required"),
        ["a voucher before the payment"] = new(409, "voucher-not-yet", async p =>
            await Send(p, HttpMethod.Get, $"{Fund}/disbursements/{await DraftAsync(p)}/voucher")),
        ["an unknown gift"] = new(404, "not-found", p => Send(p, HttpMethod.Get, $"{Fund}/donations/{Guid.Empty}")),
        ["an id that is none"] = new(404, "not-found", p => Send(p, HttpMethod.Get, $"{Fund}/donations/seven")),
        ["an unknown address of the fund"] = new(404, "not-found", p => Send(p, HttpMethod.Get, $"{Fund}/nonsense")),
        ["an unknown service"] = new(404, "not-found", p => Send(p, HttpMethod.Get, "/api/v1/weather")),
        ["a wrong method"] = new(405, "method-not-allowed", p => Send(p, HttpMethod.Delete, $"{Fund}/donations/{Guid.Empty}")),
        ["a sheet that is none"] = new(415, "sheet-unknown-format", p => Sheet(p, "%PDF-1.7 hello"u8.ToArray(), "danh-sach.xlsx")),
        ["a sheet without a header"] = new(422, "list-no-header", p => Sheet(p, "một,hai\n1,2\n"u8.ToArray(), "danh-sach.csv")),
        ["a user name that is taken"] = new(409, "user-name-taken", p => Send(p, HttpMethod.Post, "/api/v1/identity/users", User("fund-officer"), "administrator")),
        ["a user of an unknown unit"] = Invalid("/unitCode", "not-in-catalogue", HttpMethod.Post, "/api/v1/identity/users",
            User("can-bo-moi").Replace("20341", "99999", StringComparison.Ordinal), "administrator"),
        ["units of a day that is none"] = Invalid("/asOf", "invalid-value", HttpMethod.Get, "/api/v1/identity/units?asOf=today"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_answered_as_documented_in_both_languages(string wrong)
    {
        await platform.HealthyAsync();
        var expected = All[wrong];
        var vietnamese = await AskAsync(expected, "vi");
        var english = await AskAsync(expected, "en");

        foreach (var text in (string[])["title", "detail"])
        {
            Assert.NotEqual((string?)vietnamese[text], (string?)english[text]);
        }

        Assert.Equal((string?)vietnamese["type"], (string?)english["type"]);
        if (expected.Pointer is not null)
        {
            var (vi, en) = (ErrorOf(vietnamese, expected), ErrorOf(english, expected));
            Assert.NotEqual((string?)vi["message"], (string?)en["message"]);
        }
    }

    [Fact]
    public async Task A_token_that_is_made_as_the_expired_one_but_valid_is_taken()
    {
        await platform.HealthyAsync();
        using var request = await Send(platform, HttpMethod.Get, $"{Fund}/donations", user: null);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await SignedAsync(platform, _ => { }));

        using var answer = await platform.Anonymous().SendAsync(request);

        await answer.ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<JsonObject> AskAsync(Wrong wrong, string language)
    {
        using var request = await wrong.Request(platform);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await platform.Anonymous().SendAsync(request);

        var problem = await answer.ShouldBeProblemAsync((HttpStatusCode)wrong.Status, wrong.Code);
        Assert.Equal(wrong.Status, (int)problem["status"]!);
        Assert.Equal([language], answer.Content.Headers.ContentLanguage);
        Assert.Matches("^[0-9a-f]{32}$", (string)problem["traceId"]!);
        Assert.EndsWith(wrong.Code, (string)problem["type"]!, StringComparison.Ordinal);
        Assert.True(ErrorCatalogue.Has(wrong.Code, wrong.Status), $"docs/errors.md does not have {wrong.Code} as {wrong.Status}.");
        foreach (var error in problem["errors"]?.AsArray() ?? [])
        {
            Assert.True(ErrorCatalogue.HasField((string)error!["code"]!), $"docs/errors.md does not have the field's code {error["code"]}.");
        }

        return problem;
    }

    private static JsonNode ErrorOf(JsonObject problem, Wrong wrong)
    {
        var error = Assert.Single(problem["errors"]!.AsArray());
        Assert.Equal((wrong.Pointer, wrong.Field), ((string?)error!["pointer"], (string?)error["code"]));
        return error;
    }

    private static string Good => With("note", "null");

    private static Wrong Invalid(string pointer, string field, string body) => new(422, "invalid-input", p => Gift(p, body), pointer, field);

    private static Wrong Invalid(string pointer, string field, HttpMethod method, string path, string? body = null, string? user = "fund-officer") =>
        new(422, "invalid-input", p => Send(p, method, path, body, user), pointer, field);

    /// <summary>A good gift in which one member has another value, written as JSON.</summary>
    private static string With(string member, string value)
    {
        var gift = Requests.Gift(1_000);
        gift.Remove(member);
        return $"{gift.ToJsonString()[..^1]}, \"{member}\": {value} }}";
    }

    private static string Request(Action<JsonObject> change)
    {
        var request = Requests.Disbursement(1_000);
        change(request);
        return request.ToJsonString();
    }

    private static string User(string userName) =>
        $$"""{ "userName": "{{userName}}", "name": "Cán bộ", "password": "Mat-khau-2024", "roles": ["fund-officer"], "unitCode": "20341" }""";

    private static async Task<HttpRequestMessage> Gift(
        Testing.Platform platform, string body, string? key = "", string user = "fund-officer", string? token = "", string type = Json)
    {
        var request = await Send(platform, HttpMethod.Post, $"{Fund}/donations", body, token == "" ? user : null, type);
        if (key is null)
        {
            request.Headers.Remove("Idempotency-Key");
        }
        else if (key.Length > 0)
        {
            request.Headers.Remove("Idempotency-Key");
            request.Headers.Add("Idempotency-Key", key);
        }

        if (token is { Length: > 0 })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    private static async Task<HttpRequestMessage> Act(
        Testing.Platform platform, string verb, string user = "fund-officer", string? etag = "\"1\"", string body = "{}")
    {
        var request = await Send(platform, HttpMethod.Post, $"{Fund}/disbursements/{await DraftAsync(platform)}/{verb}", body, user);
        if (etag is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        }

        return request;
    }

    private static async Task<HttpRequestMessage> Sheet(Testing.Platform platform, byte[] file, string name)
    {
        var request = await Send(platform, HttpMethod.Post, $"{Fund}/donations/imports?dryRun=true");
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        return request;
    }

    private static async Task<HttpRequestMessage> Send(
        Testing.Platform platform, HttpMethod method, string path, string? body = null, string? user = "fund-officer", string type = Json)
    {
        var request = new HttpRequestMessage(method, Requests.At(path));
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new StringContent(body ?? "", Encoding.UTF8, type);
        }

        if (user is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await platform.TokenAsync(user));
        }

        return request;
    }

    private static async Task<string> DraftAsync(Testing.Platform platform)
    {
        var officer = await platform.AsAsync("fund-officer");
        using var draft = await officer.PostAsync(Requests.Disbursements, Requests.Disbursement(1_000));
        return (string)(await draft.ShouldBeAsync(HttpStatusCode.Created))["id"]!;
    }

    private static DateTime Ago(int minutes) => DateTime.UtcNow.AddMinutes(-minutes);

    /// <summary>A token that identity's own key has signed, as only identity could: nothing but what is changed is wrong with it.</summary>
    private static async Task<string> SignedAsync(Testing.Platform platform, Action<SecurityTokenDescriptor> change)
    {
        var administrator = new NpgsqlConnectionStringBuilder(platform.Administrator) { Database = "identity", Pooling = false };
        await using var connection = new NpgsqlConnection(administrator.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, material FROM server_keys WHERE use = 'signing'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(reader.GetFieldValue<byte[]>(1), out _);
        var key = new RsaSecurityKey(rsa) { KeyId = reader.GetGuid(0).ToString("N") };

        return Tokens.For(Tokens.Users["fund-officer"], d =>
        {
            d.Issuer = platform.Gateway.AbsoluteUri;
            d.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
            change(d);
        });
    }
}
