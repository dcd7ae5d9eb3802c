using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.Platform.Tests.Architecture;
using ChildPlatform.Testing;
using MassTransit;
using Npgsql;
using RabbitMQ.Client;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>What cannot be read waits for the administrator, whichever queue it comes to, and holds nobody up.</summary>
[Collection("platform")]
public class MalformedMessageTests(Testing.Platform platform)
{
    [Fact]
    public async Task In_every_queue_it_is_parked_with_its_reason_and_may_be_sent_again_while_the_others_flow_on()
    {
        await platform.HealthyAsync();
        var queues = Queues().ToList();
        Assert.Equal(["cases", "events", "fund", "reporting"], queues.Select(queue => queue.Service).Distinct().Order());
        try
        {
            await SendAsync(queues);
            await new HelpJourneyTests(platform).GoesAsync();
            await new FestivalJourneyTests(platform).GoesAsync(kill: false);

            foreach (var queue in queues)
            {
                var parked = await Eventually.Value(
                    () => ParkedAsync(queue.Service, queue.Name), all => all.Count == 2, what: $"two are parked in {queue.Name}");
                Assert.All(parked, one => Assert.NotEmpty((string)one["reason"]!));
                var unread = Assert.Single(parked, one => (string?)one["type"] == "unreadable");
                using var refused = await ReplayAsync(queue.Service, unread);
                await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "message-not-replayable");

                var wrong = Assert.Single(parked, one => IsOf(one, queue));
                Assert.Equal(
                    (queue.Message, queue.Name, true), ((string?)wrong["type"], (string?)wrong["consumer"], (bool)wrong["replayable"]!));
                using var again = await ReplayAsync(queue.Service, wrong);
                Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
            }

            // Sent again it is as wrong as before, and waits once more.
            foreach (var queue in queues)
            {
                await Eventually.Value(
                    () => ParkedAsync(queue.Service, "outbox"),
                    all => all.Exists(one => IsOf(one, queue) && (string?)one["consumer"] == queue.Name),
                    what: $"what was sent to {queue.Name} again is parked again");
            }
        }
        finally
        {
            foreach (var service in queues.GroupBy(queue => queue.Service))
            {
                await ForgetAsync(service.Key, [.. service.Select(queue => queue.Wrong)]);
            }
        }
    }

    /// <summary>Every queue that there is, by the consumers of the services: one that is added later is tried as well.</summary>
    private static IEnumerable<Queue> Queues() =>
        from process in Topology.Processes
        where process.HasDatabase
        let names = new KebabCaseEndpointNameFormatter(process.Name, includeNamespace: false)
        from consumer in ProcessTypes.Of(process.Name)
        where !consumer.IsAbstract
        from heard in consumer.GetInterfaces()
        where heard.IsGenericType && heard.GetGenericTypeDefinition().FullName == typeof(IConsumer<>).FullName
        let name = process.Name + consumer.Name[..^"Consumer".Length]
        select new Queue(process.Name, names.SanitizeName(name), heard.GetGenericArguments()[0].FullName!, Guid.NewGuid());

    /// <summary>Two to each: bytes that are no message, and a message whose content is not that of its type.</summary>
    private async Task SendAsync(IEnumerable<Queue> queues)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var queue in queues)
        {
            var end = queue.Message.LastIndexOf('.');
            var wrong = new JsonObject
            {
                ["messageId"] = queue.Wrong.ToString(),
                ["messageType"] = new JsonArray($"urn:message:{queue.Message[..end]}:{queue.Message[(end + 1)..]}"),
                ["message"] = new JsonArray(1),
            };
            foreach (var body in (string[])["đây không phải là tin", wrong.ToJsonString()])
            {
                var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };

                // Mandatory: a queue of another name than we think would refuse it here.
                await channel.BasicPublishAsync("", queue.Name, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
            }
        }
    }

    private static bool IsOf(JsonObject parked, Queue queue) => (string?)parked["messageId"] == queue.Wrong.ToString();

    private async Task<List<JsonObject>> ParkedAsync(string service, string queue)
    {
        var administrator = await platform.AsAsync("administrator");
        var page = await administrator.ReadAsync($"/api/v1/{service}/parked-messages?queue={queue}&limit=500");

        return [.. page["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    private async Task<HttpResponseMessage> ReplayAsync(string service, JsonObject parked)
    {
        var administrator = await platform.AsAsync("administrator");

        return await administrator.PostAsync($"/api/v1/{service}/parked-messages/{parked["id"]}/replay", []);
    }

    /// <summary>Others find the platform as it was.</summary>
    private async Task ForgetAsync(string service, Guid[] messages)
    {
        var address = new NpgsqlConnectionStringBuilder(platform.Administrator) { Database = service, Pooling = false };
        await using var source = NpgsqlDataSource.Create(address);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("delete from parked_messages where message_id = any($1) or type = 'unreadable'"));
        batch.BatchCommands.Add(new("delete from outbox_messages where message_id = any($1)"));
        foreach (var command in batch.BatchCommands)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = messages });
        }

        await batch.ExecuteNonQueryAsync();
    }

    private sealed record Queue(string Service, string Name, string Message, Guid Wrong);
}
