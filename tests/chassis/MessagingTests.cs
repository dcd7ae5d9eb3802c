using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ChildPlatform.Kernel;
using ChildPlatform.LocalHost.Servers;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace ChildPlatform.Chassis.Tests;

/// <summary>A fact reaches every listener and is applied once; what cannot be applied is parked where it can be seen.</summary>
public sealed class MessagingTests : IAsyncLifetime
{
    private static readonly Uri Parked = new("/api/v1/chassis/parked-messages", UriKind.Relative);

    private TestDatabase _database = null!;
    private ThingService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await ThingService.DatabaseAsync();
        _service = await ThingService.StartAsync(_database, await Servers.OwnRabbitAsync(), new()
        {
            ["Messaging:RedeliverySeconds:0"] = "0.2",
            ["Messaging:RedeliverySeconds:1"] = "0.2",
        });

        // What a test publishes past the outbox would be lost while no queue is bound yet.
        var ready = new Uri("/health/ready", UriKind.Relative);
        await Eventually.Until(async () =>
        {
            using var answer = await _service.As("administrator").GetAsync(ready);
            return (await ProblemTests.JsonOf(answer)).GetProperty("status").GetString() == "healthy";
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_applied_once_within_milliseconds_and_under_the_requests_trace()
    {
        await CreateAsync("warm up");
        await AppliedAsync(1);
        var took = new List<long>();
        for (var i = 0; i < 7; i++)
        {
            // Idle: the relay has nothing left to do, and only the commit can wake it.
            await Eventually.Until(async () => await _database.CountAsync("select count(*) from outbox_messages") == 0);
            var watch = Stopwatch.StartNew();
            await CreateAsync("fact");
            await AppliedAsync(2 + i);
            took.Add(watch.ElapsedMilliseconds);
            Assert.Equal(1, await _database.CountAsync(
                $"select count(*) from audit_entries where trace_id = '{_service.Faults.LastTrace}' and subject_id = (select thing_id::text from applied_things order by id desc limit 1)"));
        }

        // Request, commit, relay, broker and consumer together; with the poll alone the median would be half a second.
        Assert.InRange(took.Order().ElementAt(3), 0, 400);
        await Eventually.Until(async () => await _database.CountAsync("select count(*) from outbox_messages") == 0);
    }

    [Fact]
    public async Task Delivered_twice_it_is_applied_once()
    {
        var message = new ThingMade { ThingId = Guid.NewGuid(), Name = "twice" };
        var id = Guid.NewGuid();
        var bus = _service.Services.GetRequiredService<IBus>();
        var taken = new Taken();
        bus.ConnectConsumeMessageObserver(taken);
        for (var i = 0; i < 5; i++)
        {
            await bus.Publish(message, c => c.MessageId = id);
        }

        await bus.Publish(new ThingMade { ThingId = Guid.NewGuid(), Name = "another" });
        await Eventually.Until(() => taken.Count == 6);
        Assert.Equal(2, await AppliedCountAsync());
        Assert.Equal(2, _service.Faults.Attempts);
    }

    [Fact]
    public async Task A_poisonous_message_is_retried_redelivered_parked_and_replayed()
    {
        _service.Faults.Fault = m => m.Name == "poison" ? new InvalidOperationException("cannot be applied") : null;
        await CreateAsync("poison");
        await CreateAsync("healthy");
        await AppliedAsync(1);

        var item = Assert.Single(await ParkedAsync(1));
        Assert.Equal(12, _service.Faults.Attempts - 1); // (1 + 3 retries) in each of 1 + 2 deliveries.
        Assert.Equal("in", item.GetProperty("direction").GetString());
        Assert.Equal(typeof(ThingMade).FullName, item.GetProperty("type").GetString());
        Assert.Contains("cannot be applied", item.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("poison", item.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await AppliedCountAsync());

        // Only the administrator sees and replays.
        Assert.Equal(HttpStatusCode.Forbidden, (await _service.As("fund-officer").GetAsync(Parked)).StatusCode);
        var replay = $"/api/v1/chassis/parked-messages/{item.GetProperty("id").GetString()}/replay";
        Assert.Equal(HttpStatusCode.Forbidden, (await _service.As("fund-officer").Post(replay, null)).StatusCode);

        _service.Faults.Fault = _ => null;
        Assert.Equal(HttpStatusCode.Accepted, (await _service.As("administrator").Post(replay, null)).StatusCode);
        await AppliedAsync(2);
        Assert.Empty(await ParkedAsync(0));
        Assert.Equal(1, await _database.CountAsync(
            "select count(*) from audit_entries where action = 'message.replay' and actor_name = 'Tạ Quang Huy'"));
        Assert.Equal(HttpStatusCode.NotFound, (await _service.As("administrator").Post(replay, null)).StatusCode);
    }

    [Fact]
    public async Task A_queue_is_replayed_as_a_whole_by_the_administrator_alone_and_what_cannot_be_read_stays()
    {
        _service.Faults.Fault = m => new InvalidOperationException($"'{m.Name}' cannot be applied");
        var endpoint = await _service.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:chassis-thing-made"));
        await endpoint.Send(new ThingForgotten(), c => c.Serializer = new Garbage());
        for (var i = 0; i < 3; i++)
        {
            await CreateAsync("poison");
        }

        var parked = await ParkedAsync(4);
        Assert.Equal([true, true, true, false],
            parked.Select(item => item.GetProperty("replayable").GetBoolean()).OrderDescending());
        Assert.Contains("InvalidOperationException: '…' cannot be applied",
            parked.Select(item => item.GetProperty("reason").GetString()));
        Assert.Equal(4, await CountAsync("?queue=chassis-thing-made"));
        Assert.Equal(0, await CountAsync("?queue=outbox"));
        var queues = new Uri("/api/v1/chassis/parked-messages/queues", UriKind.Relative);
        var queue = Assert.Single((await ProblemTests.JsonOf(await _service.As("administrator").GetAsync(queues)))
            .GetProperty("items").EnumerateArray());
        Assert.Equal(("chassis-thing-made", 4), (queue.GetProperty("queue").GetString(), queue.GetProperty("count").GetInt32()));

        const string replay = "/api/v1/chassis/parked-messages/queues/chassis-thing-made/replay";
        Assert.Equal(HttpStatusCode.Unauthorized, (await _service.Anonymous().GetAsync(queues)).StatusCode);
        TestUser[] others = [Tokens.Users["fund-officer"], Tokens.Users["auditor"], Tokens.Users["leader"],
            new("svc-reporting", "svc-reporting", [], ["fund.read", "fund.write", "identity.write"], [])];
        foreach (var other in others)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _service.As(other).GetAsync(queues)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await _service.As(other).Post(replay, null)).StatusCode);
        }

        _service.Faults.Fault = _ => null;
        var answer = await ProblemTests.JsonOf(await _service.As("administrator").Post(replay, null));
        Assert.Equal((3, 1), (answer.GetProperty("replayed").GetInt32(), answer.GetProperty("left").GetInt32()));
        await AppliedAsync(3);
        var unread = Assert.Single(await ParkedAsync(1)).GetProperty("id").GetString();
        var one = await _service.As("administrator").Post($"/api/v1/chassis/parked-messages/{unread}/replay", null);
        await ProblemTests.ProblemOf(one, 409, "message-not-replayable");
        Assert.Single(await ParkedAsync(1));
        Assert.Equal(1, await _database.CountAsync("""
            select count(*) from audit_entries where action = 'messages.replay' and subject_id = 'chassis-thing-made'
            and details->>'replayed' = '3'
            """));

        async Task<int> CountAsync(string query) => (await ProblemTests.JsonOf(await _service.As("administrator")
            .GetAsync(new Uri(Parked + query, UriKind.Relative)))).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task A_passing_failure_heals_by_itself()
    {
        _service.Faults.Fault = _ => _service.Faults.Attempts <= 6 ? new InvalidOperationException("not yet") : null;

        await CreateAsync("patience");

        await AppliedAsync(1);
        Assert.Empty(await ParkedAsync(0));
    }

    [Fact]
    public async Task A_refused_rule_is_parked_without_a_retry()
    {
        _service.Faults.Fault = m => new BusinessRuleException(ThingEndpoints.TooFancy);

        await CreateAsync("fancy");

        var item = Assert.Single(await ParkedAsync(1));
        Assert.Equal("rule: too-fancy", item.GetProperty("reason").GetString());
        Assert.Equal(1, _service.Faults.Attempts);
    }

    [Fact]
    public async Task Unreadable_bytes_in_the_queue_are_parked_and_do_not_stop_it()
    {
        var endpoint = await _service.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:chassis-thing-made"));
        await endpoint.Send(new ThingForgotten(), c => c.Serializer = new Garbage());
        await CreateAsync("after the garbage");

        await AppliedAsync(1);
        Assert.Equal("unreadable", Assert.Single(await ParkedAsync(1)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_nobody_listens_to_and_what_nobody_knows_waits_visibly_and_holds_nobody_up()
    {
        using (var scope = _service.Services.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ThingsDb>();
            scope.ServiceProvider.GetRequiredService<IOutbox>().Add(new ThingForgotten { ThingId = Guid.NewGuid() });
            db.Add(new OutboxMessage { MessageId = Guid.NewGuid(), Type = "Some.Type.Of.Yesterday", Body = "{}", CreatedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        }

        await CreateAsync("listened to");
        await AppliedAsync(1);

        // The unknown one will never go: parked after five tries. The other may yet find its listener.
        var item = Assert.Single(await ParkedAsync(1));
        Assert.Equal("Some.Type.Of.Yesterday", item.GetProperty("type").GetString());
        Assert.Equal("out", item.GetProperty("direction").GetString());
        await Eventually.Until(async () => await _database.CountAsync(
            "select count(*) from outbox_messages where attempts >= 1 and parked_at is null and reason like 'unrouted%'") == 1);

        var replay = $"/api/v1/chassis/parked-messages/{item.GetProperty("id").GetString()}/replay";
        Assert.Equal(HttpStatusCode.Accepted, (await _service.As("administrator").Post(replay, null)).StatusCode);
        Assert.Single(await ParkedAsync(1));
    }

    [Fact]
    public async Task A_rolled_back_save_sends_nothing_and_a_plain_sql_writer_is_heard()
    {
        using var scope = _service.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ThingsDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            scope.ServiceProvider.GetRequiredService<IOutbox>().Add(new ThingMade { ThingId = Guid.NewGuid(), Name = "never" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        var row = OutboxRow.Create(new ThingMade { ThingId = Guid.NewGuid(), Name = "by hand" }, TimeProvider.System);
        await db.Database.ExecuteSqlAsync(
            $"insert into outbox_messages (message_id, type, body, trace_parent, created_at) values ({row.MessageId}, {row.Type}, {row.BodyJson}::jsonb, {row.TraceParent}, {row.CreatedAt})");
        _service.Services.GetRequiredService<OutboxSignal>().Wake();

        await AppliedAsync(1);
        await Eventually.Until(async () => await _database.CountAsync("select count(*) from outbox_messages") == 0);
        Assert.Equal(1, _service.Faults.Attempts);
    }

    /// <summary>Counts messages that have gone all the way through a consumer's pipeline, whether it did anything for them or not.</summary>
    private sealed class Taken : IConsumeMessageObserver<ThingMade>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task PreConsume(ConsumeContext<ThingMade> context) => Task.CompletedTask;

        public Task PostConsume(ConsumeContext<ThingMade> context)
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }

        public Task ConsumeFault(ConsumeContext<ThingMade> context, Exception exception) => Task.CompletedTask;
    }

    private async Task CreateAsync(string name)
    {
        var answer = await _service.As("fund-officer").Post(Call.Things, $$"""{ "owner": { "name": "{{name}}" }, "amount": 1 }""", Call.NewKey());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private Task<long> AppliedCountAsync() => _database.CountAsync("select count(*) from applied_things");

    private Task AppliedAsync(int count) => Eventually.Until(async () => await AppliedCountAsync() >= count);

    private async Task<List<System.Text.Json.JsonElement>> ParkedAsync(int count) => await Eventually.Value(
        async () => (await ProblemTests.JsonOf(await _service.As("administrator").GetAsync(Parked))).GetProperty("items").EnumerateArray().ToList(),
        items => items.Count == count, TimeSpan.FromSeconds(30));

    /// <summary>Writes what no consumer can read.</summary>
    private sealed class Garbage : IMessageSerializer
    {
        public System.Net.Mime.ContentType ContentType { get; } = new("application/vnd.masstransit+json");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new StringMessageBody("{ this is not JSON");
    }
}

/// <summary>Servers go and come back. These drills have servers of their own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly string[] ThingMadeTypes = ["urn:message:ChildPlatform.Chassis.Tests:ThingMade"];

    private string _folder = "";
    private LocalServers _servers = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = await TemporaryFolder.CreateAsync("drill");
        _servers = await LocalServers.OpenAsync(_folder, new LocalServersOptions { UseGiven = false }, _ => { }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _servers.DisposeAsync();
        await TemporaryFolder.DeleteAsync(_folder);
    }

    [Fact]
    public async Task Recording_goes_on_while_the_broker_is_down_and_everything_arrives_once_when_it_is_back()
    {
        var rabbit = await _servers.StartAsync("rabbitmq", CancellationToken.None);
        await using var database = await ThingService.DatabaseAsync();
        await using var service = await ThingService.StartAsync(database, rabbit.ConnectionString);
        var client = service.As("fund-officer");
        await RecordAsync(client, 10);
        await Eventually.Until(async () => await AppliedAsync(database) == 10);

        await _servers.Supervisor.StopAsync(rabbit.Runnables[^1].Name);
        await RecordAsync(client, 50);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal(50, await database.CountAsync("select count(*) from outbox_messages"));

        await _servers.Supervisor.StartAsync(rabbit.Runnables[^1], CancellationToken.None);
        await Eventually.Until(async () => await AppliedAsync(database) == 60, TimeSpan.FromSeconds(60));
        await Eventually.Until(async () => await database.CountAsync("select count(*) from outbox_messages") == 0);
        Assert.Equal(60, await database.CountAsync("select count(distinct thing_id) from applied_things"));
        Assert.Equal(0, await database.CountAsync("select count(*) from parked_messages"));
    }

    [Fact]
    public async Task While_postgres_is_down_callers_get_503_and_retries_are_safe()
    {
        var postgres = await _servers.StartAsync("postgres", CancellationToken.None);
        var made = await LocalHost.Databases.EnsureAsync(postgres.ConnectionString, ThingService.Name, _ => "password", CancellationToken.None);
        await using (var app = await ThingService.BuildAsync(new() { [$"ConnectionStrings:{ThingService.Name}"] = made.Owner }))
        {
            Assert.Equal(0, await ServiceDefaults.Extensions.RunServiceAsync<ThingsDb>(app, ["migrate"]));
        }

        await using var database = new TestDatabase(ThingService.Name, made.Name, made.Owner, made.App, made.Reader, postgres.ConnectionString);
        await using var service = await ThingService.StartAsync(database);
        var (client, key) = (service.As("fund-officer"), Call.NewKey());
        Assert.Equal(HttpStatusCode.Created, (await client.Post(Call.Things, Call.Good, key)).StatusCode);

        await _servers.Supervisor.StopAsync(postgres.Runnables[^1].Name);
        await ProblemTests.ProblemOf(await client.Post(Call.Things, Call.Good, key), 503, "database-unavailable");
        var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);

        await _servers.Supervisor.StartAsync(postgres.Runnables[^1], CancellationToken.None);
        var again = await client.Post(Call.Things, Call.Good, key);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData("53100")] // Disk full.
    [InlineData("53200")] // Out of memory.
    [InlineData("53300")] // Too many connections.
    public async Task While_postgres_has_no_room_callers_get_503_nothing_is_kept_and_retries_are_safe(string state)
    {
        await using var database = await ThingService.DatabaseAsync();
        await using var service = await ThingService.StartAsync(database);
        var (client, key) = (service.As("fund-officer"), Call.NewKey());
        await ExecuteAsync(database, $$"""
            create function no_room() returns trigger language plpgsql as
                $f$ begin raise exception 'could not extend file: No space left on device' using errcode = '{{state}}'; end $f$;
            create trigger no_room before insert on audit_entries for each row execute function no_room();
            """);

        var answer = await client.Post(Call.Things, Call.Good, key);
        Assert.InRange(answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await ProblemTests.ProblemOf(answer, 503, "database-unavailable");
        Assert.Equal(0, await database.CountAsync(
            "select (select count(*) from things) + (select count(*) from outbox_messages) + (select count(*) from idempotency_keys)"));

        await ExecuteAsync(database, "drop trigger no_room on audit_entries");
        var again = await client.Post(Call.Things, Call.Good, key);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_message_that_ends_its_process_again_and_again_is_parked_without_being_asked_once_more()
    {
        var rabbit = await _servers.StartAsync("rabbitmq", CancellationToken.None);
        await using var database = await ThingService.DatabaseAsync();
        await using (await ThingService.StartAsync(database, rabbit.ConnectionString))
        {
            await DeliverAsync(rabbit.ConnectionString, channel => channel.QueueDeclarePassiveAsync("chassis-thing-made"));
        }

        await SendAsync(rabbit.ConnectionString, "deadly");
        await DieAsync(rabbit.ConnectionString, times: 10, waiting: 1);
        await SendAsync(rabbit.ConnectionString, "unlucky");
        await DieAsync(rabbit.ConnectionString, times: 1, waiting: 2);

        await using var service = await ThingService.StartAsync(database, rabbit.ConnectionString);
        await Eventually.Until(async () => await AppliedAsync(database) == 1 && await database.CountAsync("select count(*) from parked_messages") == 1);

        Assert.Equal(1, service.Faults.Attempts);
        Assert.Equal(1, await database.CountAsync(
            "select count(*) from parked_messages where reason like 'delivered 11 times%' and convert_from(body, 'UTF8') like '%deadly%'"));
    }

    // What becomes of a process that dies is seen by the broker as a connection that ends without an answer.
    private static async Task DieAsync(string rabbit, int times, int waiting)
    {
        for (var i = 0; i < times; i++)
        {
            await DeliverAsync(rabbit, async channel =>
            {
                await Eventually.Until(async () => await channel.MessageCountAsync("chassis-thing-made") == waiting);
                for (var n = 0; n < waiting; n++)
                {
                    Assert.NotNull(await channel.BasicGetAsync("chassis-thing-made", autoAck: false));
                }
            });
        }
    }

    private static Task SendAsync(string rabbit, string name) => DeliverAsync(rabbit, async channel =>
    {
        var envelope = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = Guid.NewGuid(),
            messageType = ThingMadeTypes,
            message = new { thingId = Guid.NewGuid(), name },
        });
        await channel.BasicPublishAsync("", "chassis-thing-made", mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent }, envelope);
    });

    private static async Task DeliverAsync(string rabbit, Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbit) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await act(channel);
    }

    private static async Task RecordAsync(HttpClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await client.Post(Call.Things, Call.Good, Call.NewKey())).StatusCode);
        }
    }

    private static Task<long> AppliedAsync(TestDatabase database) => database.CountAsync("select count(*) from applied_things");
}
