using System.Net;
using System.Text;
using ChildPlatform.Testing;

namespace ChildPlatform.Chassis.Tests;

/// <summary>A retry never doubles, and a crash never locks a key away.</summary>
public sealed class IdempotencyTests(ThingFixture things) : IClassFixture<ThingFixture>
{
    private readonly TestDatabase _database = things.Database;
    private readonly ThingService _service = things.Service;

    [Fact]
    public async Task Same_key_and_body_give_the_first_answer_again_and_one_effect()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());
        var body = Body("replayed");

        var first = await client.Post(Call.Things, body, key);
        var again = await client.Post(Call.Things, body, key);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(1, await CountAsync("replayed"));
        Assert.Equal(1, await _database.CountAsync("select count(*) from outbox_messages where body->>'name' = 'replayed'"));
    }

    [Fact]
    public async Task Another_body_or_another_address_under_the_same_key_is_refused()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());
        var created = await client.Post(Call.Things, Body("reused"), key);

        await ProblemTests.ProblemOf(await client.Post(Call.Things, Body("reused differently"), key), 422, "idempotency-key-reused");
        var rename = await client.Post(created.Headers.Location + "/rename", """{ "name": "reused" }""", key, "\"1\"");
        await ProblemTests.ProblemOf(rename, 422, "idempotency-key-reused");
        Assert.Equal(0, await CountAsync("reused differently"));
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var key = Call.NewKey();
        await _service.As("fund-officer").Post(Call.Things, Body("mine"), key);

        var theirs = await _service.As("case-worker-tamky").Post(Call.Things, Body("theirs"), key);

        Assert.Equal(HttpStatusCode.Created, theirs.StatusCode);
    }

    [Fact]
    public async Task A_refusal_rolls_everything_back_and_leaves_the_key_free()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());
        await ProblemTests.ProblemOf(await client.Post(Call.Things, Body("refuse me after the save"), key), 409, "too-fancy");
        await ProblemTests.ProblemOf(await client.Post(Call.Things + "/refused", null, key), 404, "not-found");
        Assert.Equal(0, await CountAsync("refuse me after the save"));
        Assert.Equal(0, await CountAsync("refused"));
        Assert.Equal(0, await _database.CountAsync("select count(*) from audit_entries where subject_id not in (select id::text from things)"));

        Assert.Equal(HttpStatusCode.Created, (await client.Post(Call.Things, Body("corrected"), key)).StatusCode);
    }

    [Fact]
    public async Task A_rival_is_told_at_once_and_gets_the_answer_when_the_first_is_done()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());
        var first = client.Post(Call.Things + "/slow", null, key);
        await _service.Gate.Entered.Task;

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var rival = await client.Post(Call.Things + "/slow", null, key);
        await ProblemTests.ProblemOf(rival, 409, "idempotency-key-in-use");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);

        _service.Gate.Leave.TrySetResult();
        Assert.Equal("\"done\"", await (await first).Content.ReadAsStringAsync());
        var again = await client.Post(Call.Things + "/slow", null, key);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync("slow"));
    }

    [Fact]
    public async Task Fifty_at_once_with_one_key_have_one_effect()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.Post(Call.Things, Body("fifty"), key)));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Equal(1, await CountAsync("fifty"));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created && !a.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_crash_before_the_commit_leaves_neither_effect_nor_key()
    {
        await using var service = await ThingService.StartAsync(_database);
        var (client, key) = (service.As("fund-officer"), Call.NewKey());

        await ProblemTests.ProblemOf(await client.Post(Call.Things + "/crash", null, key), 503, "database-unavailable");
        Assert.Equal(0, await CountAsync("crash"));

        Assert.Equal("\"survived\"", await (await client.Post(Call.Things + "/crash", null, key)).Content.ReadAsStringAsync());
        Assert.Equal(1, await CountAsync("crash"));
    }

    [Fact]
    public async Task An_upload_is_recognised_although_its_boundary_differs()
    {
        var (client, key) = (_service.As("fund-officer"), Call.NewKey());

        var first = await UploadAsync(client, key, "the same sheet");
        var again = await UploadAsync(client, key, "the same sheet");

        Assert.Equal("14", await first.Content.ReadAsStringAsync());
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        await ProblemTests.ProblemOf(await UploadAsync(client, key, "another sheet!"), 422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_may_be_optional_and_a_writer_of_its_own_gets_the_hash()
    {
        var client = _service.As("fund-officer");
        Assert.Equal(HttpStatusCode.OK, (await client.Post("/api/v1/chassis/optional", null)).StatusCode);
        await ProblemTests.ProblemOf(await client.Post("/api/v1/chassis/raw", "{}"), 428, "idempotency-key-required");
        var one = await (await client.Post("/api/v1/chassis/raw", "{}", Call.NewKey())).Content.ReadAsStringAsync();
        var two = await (await client.Post("/api/v1/chassis/raw", "{}", Call.NewKey())).Content.ReadAsStringAsync();
        var three = await (await client.Post("/api/v1/chassis/raw", "{ }", Call.NewKey())).Content.ReadAsStringAsync();
        Assert.Matches("^[0-9A-F]{64}$", one);
        Assert.Equal(one, two);
        Assert.NotEqual(one, three);
    }

    [Fact]
    public async Task Keys_are_forgotten_after_two_days_and_not_before()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_database.App);
        await using (var insert = source.CreateCommand(
            """
            insert into idempotency_keys (caller, key, request_hash, status, created_at)
            select 'pruned', n::text, '\x00', 200, now() - make_interval(hours => case when n <= 1500 then 49 else 47 end)
            from generate_series(1, 1600) n
            """))
        {
            await insert.ExecuteNonQueryAsync();
        }

        await ServiceDefaults.Pruner.PruneAsync(source, DateTime.UtcNow, CancellationToken.None);

        Assert.Equal(100, await _database.CountAsync("select count(*) from idempotency_keys where caller = 'pruned'"));
    }

    private static string Body(string name) => $$"""{ "owner": { "name": "{{name}}" }, "amount": 1000 }""";

    private static Task<HttpResponseMessage> UploadAsync(HttpClient client, string key, string content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Call.Things + "/uploads");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "a.xlsx" } };
        return client.SendAsync(request);
    }

    private Task<long> CountAsync(string name) => _database.CountAsync($"select count(*) from things where name = '{name}'");
}
