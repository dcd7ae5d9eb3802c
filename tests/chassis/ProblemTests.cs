using System.Net;
using System.Text.Json;
using ChildPlatform.Testing;

namespace ChildPlatform.Chassis.Tests;

/// <summary>Everything a caller can do wrong has one shape, a stable code and a sentence in both languages.</summary>
public sealed class ProblemTests(ThingFixture things) : IClassFixture<ThingFixture>
{
    private readonly TestDatabase _database = things.Database;
    private readonly ThingService _service = things.Service;

    [Theory]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, """, 400, "malformed-json", null, null)]
    [InlineData("", 400, "malformed-json", null, null)]
    [InlineData("\"\\ud800\"", 422, "invalid-input", "", "wrong-type")]
    [InlineData("[]", 422, "invalid-input", "", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "colour": "red" }""", 422, "unknown-member", "/colour", "unknown-member")]
    [InlineData("""{ "owner": { "name": "A", "age": 3 }, "amount": 1 }""", 422, "unknown-member", "/owner/age", "unknown-member")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1000.5 }""", 422, "invalid-input", "/amount", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": "1000" }""", 422, "invalid-input", "/amount", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 9223372036854775808 }""", 422, "invalid-input", "/amount", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 0 }""", 422, "invalid-input", "/amount", "amount-out-of-range")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": -5 }""", 422, "invalid-input", "/amount", "amount-out-of-range")]
    [InlineData("""{ "owner": { "name": "A" } }""", 422, "invalid-input", "/amount", "required")]
    [InlineData("""{ "amount": 1 }""", 422, "invalid-input", "/owner", "required")]
    [InlineData("""{ "owner": { "name": null }, "amount": 1 }""", 422, "invalid-input", "/owner/name", "required")]
    [InlineData("""{ "owner": { "name": 5 }, "amount": 1 }""", 422, "invalid-input", "/owner/name", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A\u0000B" }, "amount": 1 }""", 422, "invalid-input", "/owner/name", "invalid-value")]
    [InlineData("""{ "owner": { "name": "A", "phone": "123456789012345678901" }, "amount": 1 }""", 422, "invalid-input", "/owner/phone", "too-long")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "kind": "huge" }""", 422, "invalid-input", "/kind", "invalid-value")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "kind": 1 }""", 422, "invalid-input", "/kind", "invalid-value")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "on": "2024-02-30" }""", 422, "invalid-input", "/on", "invalid-date")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "at": "2024-02-03T10:00:00" }""", 422, "invalid-input", "/at", "invalid-instant")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "amount": 2 }""", 422, "invalid-input", "/amount", "duplicate-member")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "lines": [{ "count": 1 }, { "count": 0 }] }""", 422, "invalid-input", "/lines/1/count", "out-of-range")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "lines": [{ "count": "x" }] }""", 422, "invalid-input", "/lines/0/count", "wrong-type")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "lines": [{ "count": 1 }, { "count": 1 }, { "count": 1 }] }""", 422, "invalid-input", "/lines", "too-many")]
    [InlineData("""{ "owner": { "name": "A" }, "amount": 1, "words": ["a", null] }""", 422, "invalid-input", "/words/1", "required")]
    public async Task A_wrong_body_is_told_with_its_pointer(string body, int status, string code, string? pointer, string? fieldCode)
    {
        var key = Call.NewKey();
        var problem = await ProblemOf(await _service.As("fund-officer").Post(Call.Things, body, key), status, code);

        if (pointer is not null)
        {
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
            Assert.Equal(pointer, error.GetProperty("pointer").GetString());
            Assert.Equal(fieldCode, error.GetProperty("code").GetString());
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
        }

        Assert.Equal(0, await _database.CountAsync("select count(*) from things where name = 'A'"));
        Assert.Equal(0, await _database.CountAsync($"select count(*) from idempotency_keys where key = '{key}'"));
    }

    [Fact]
    public async Task Several_wrong_fields_are_told_together()
    {
        var body = """{ "owner": { "name": "A", "phone": "123456789012345678901" }, "amount": 0 }""";

        var problem = await ProblemOf(await _service.As("fund-officer").Post(Call.Things, body, Call.NewKey()), 422, "invalid-input");

        Assert.Equal(["/amount", "/owner/phone"], problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()).Order());
    }

    [Theory]
    [InlineData(null, "Thứ này", "Số tiền phải")]
    [InlineData("vi-VN,vi;q=0.9,en;q=0.8", "Thứ này", "Số tiền phải")]
    [InlineData("en-GB,en;q=0.9", "This thing", "The amount must")]
    [InlineData("en;q=0.2,vi;q=0.1", "This thing", "The amount must")]
    [InlineData("fr", "Thứ này", "Số tiền phải")]
    public async Task Text_follows_the_callers_language(string? language, string rule, string field)
    {
        var client = _service.As("fund-officer", language);
        var refused = Call.Good.Replace("Hòa Bình", "refuse me after the save", StringComparison.Ordinal);

        var problem = await ProblemOf(await client.Post(Call.Things, refused, Call.NewKey()), 409, "too-fancy");
        Assert.StartsWith(rule, problem.GetProperty("detail").GetString());

        problem = await ProblemOf(await client.Post(Call.Things, Call.Good.Replace("1000", "0", StringComparison.Ordinal), Call.NewKey()), 422, "invalid-input");
        Assert.StartsWith(field, problem.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Checks_come_in_the_order_of_the_api()
    {
        const string Bad = "{ nonsense";
        var huge = new string(' ', (1 << 20) + 1);
        // Everything is wrong at once: the caller, the size, the type, the key, the body. Mended one by one.
        await ProblemOf(await _service.Anonymous().Post(Call.Things, huge, type: "text/plain"), 401, "unauthenticated");
        await ProblemOf(await _service.As("auditor").Post(Call.Things, huge, type: "text/plain"), 403, "forbidden");
        await ProblemOf(await _service.As("fund-officer").Post(Call.Things, huge, type: "text/plain"), 413, "payload-too-large");
        await ProblemOf(await _service.As("fund-officer").Post(Call.Things, Bad, type: "text/plain"), 415, "unsupported-media-type");
        await ProblemOf(await _service.As("fund-officer").Post(Call.Things, Bad), 428, "idempotency-key-required");
        await ProblemOf(await _service.As("fund-officer").Post(Call.Things, Bad, new string('k', 256)), 422, "idempotency-key-invalid");
        await ProblemOf(await _service.As("fund-officer").Post(Call.Things, Bad, Call.NewKey()), 400, "malformed-json");
        Assert.Equal(HttpStatusCode.Created, (await _service.As("fund-officer").Post(Call.Things, Call.Good, Call.NewKey())).StatusCode);
    }

    [Fact]
    public async Task A_stale_version_is_412_a_missing_one_428_and_a_missing_row_404()
    {
        var client = _service.As("fund-officer");
        var created = await client.Post(Call.Things, Call.Good, Call.NewKey());
        Assert.Equal("\"1\"", created.Headers.ETag?.Tag);
        var path = created.Headers.Location! + "/rename";
        const string Body = """{ "name": "B" }""";

        await ProblemOf(await client.Post(path, "{ nonsense", Call.NewKey()), 428, "if-match-required");
        await ProblemOf(await client.Post(path, Body, Call.NewKey(), "\"7\""), 412, "version-mismatch");
        await ProblemOf(await client.Post(path, Body, Call.NewKey(), "W/\"1\""), 412, "version-mismatch");
        await ProblemOf(await client.Post($"{Call.Things}/{Guid.NewGuid()}/rename", Body, Call.NewKey(), "\"1\""), 404, "not-found");
        await ProblemOf(await client.Post(created.Headers.Location!.OriginalString, Body, method: HttpMethod.Put), 428, "if-match-required");

        var renamed = await client.Post(path, Body, Call.NewKey(), "\"5\", \"1\"");
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        Assert.Equal("\"2\"", renamed.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Addresses_methods_and_parameters_that_do_not_fit_are_problems_too()
    {
        var client = _service.As("fund-officer");
        await ProblemOf(await client.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative)), 404, "not-found");
        var notAllowed = await client.Post("/api/v1/chassis/number?n=1", null);
        await ProblemOf(notAllowed, 405, "method-not-allowed");
        Assert.Contains("GET", notAllowed.Content.Headers.Allow);
        var wrong = await ProblemOf(await client.GetAsync(new Uri("/api/v1/chassis/number?n=x", UriKind.Relative)), 422, "invalid-input");
        Assert.Equal("/n", wrong.GetProperty("errors")[0].GetProperty("pointer").GetString());
        var missing = await ProblemOf(await client.GetAsync(new Uri("/api/v1/chassis/number", UriKind.Relative)), 422, "invalid-input");
        Assert.Equal("required", missing.GetProperty("errors")[0].GetProperty("code").GetString());
        await ProblemOf(await client.GetAsync(new Uri(Call.Things + "?limit=501", UriKind.Relative)), 422, "invalid-input");
        await ProblemOf(await client.GetAsync(new Uri(Call.Things + "?cursor=***", UriKind.Relative)), 422, "invalid-input");
        await ProblemOf(await client.GetAsync(new Uri(Call.Things + "?cursor=WzFd", UriKind.Relative)), 422, "invalid-input");
        await ProblemOf(await client.GetAsync(new Uri("/api/v1/chassis/text?q=%00", UriKind.Relative)), 422, "invalid-input");
        await ProblemOf(await _service.Anonymous().GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative)), 401, "unauthenticated");
    }

    [Fact]
    public async Task A_bug_of_ours_is_500_and_tells_nothing_of_the_inside()
    {
        var answer = await _service.As("fund-officer").GetAsync(new Uri("/api/v1/chassis/boom", UriKind.Relative));

        await ProblemOf(answer, 500, "internal-error");
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_a_length_is_cut_at_the_limit_and_an_upload_has_its_own()
    {
        var client = _service.As("fund-officer");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, Call.Things) { Content = new StreamContent(new Endless((1 << 20) + 10)) };
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Headers.Add("Idempotency-Key", Call.NewKey());
        chunked.Content.Headers.ContentType = new("application/json");
        await ProblemOf(await client.SendAsync(chunked), 413, "payload-too-large");

        using var plain = new HttpRequestMessage(HttpMethod.Put, $"{Call.Things}/{Guid.NewGuid()}") { Content = new StreamContent(new Endless((1 << 20) + 10)) };
        plain.Headers.TransferEncodingChunked = true;
        plain.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        plain.Content.Headers.ContentType = new("application/json");
        await ProblemOf(await client.SendAsync(plain), 413, "payload-too-large");

        using var upload = new HttpRequestMessage(HttpMethod.Post, Call.Things + "/uploads");
        upload.Headers.Add("Idempotency-Key", Call.NewKey());
        upload.Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[3 << 20]), "file", "a.xlsx" } };
        Assert.Equal((3 << 20).ToString(System.Globalization.CultureInfo.InvariantCulture), await (await client.SendAsync(upload)).Content.ReadAsStringAsync());

        using var tooBig = new HttpRequestMessage(HttpMethod.Post, Call.Things + "/uploads");
        tooBig.Headers.Add("Idempotency-Key", Call.NewKey());
        tooBig.Headers.ExpectContinue = true;
        tooBig.Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[21 << 20]), "file", "a.xlsx" } };
        await ProblemOf(await client.SendAsync(tooBig), 413, "payload-too-large");
        await ProblemOf(await client.Post(Call.Things + "/uploads", "{}", Call.NewKey()), 415, "unsupported-media-type");
    }

    [Fact]
    public async Task Instants_go_out_in_vietnamese_time()
    {
        var created = await _service.As("fund-officer").Post(Call.Things, Call.Good, Call.NewKey());

        var text = (await JsonOf(created)).GetProperty("madeAt").GetString()!;
        Assert.EndsWith("+07:00", text);
        Assert.InRange(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    internal static async Task<JsonElement> ProblemOf(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString()!);
        if (status == 503)
        {
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        return problem;
    }

    internal static async Task<JsonElement> JsonOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>So many blanks.</summary>
    private sealed class Endless(int length) : MemoryStream(System.Text.Encoding.ASCII.GetBytes(new string(' ', length)), writable: false)
    {
        public override bool CanSeek => false;
    }
}
