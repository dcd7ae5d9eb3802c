using System.Reflection;
using System.Threading.Channels;
using MassTransit;
using Npgsql;

namespace ChildPlatform.Testing;

/// <summary>A message with the id that it has at every delivery.</summary>
public sealed record Letter(Guid Id, object Message);

/// <summary>
/// Delivers messages to a running service as its broker would: calmly, one after the other in the order in which things happened, or
/// three times each and in any order. Knows when all of them have been dealt with.
/// </summary>
public sealed class Deliveries : IReceiveObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IBus bus;
    private readonly Channel<Guid?> dealtWith = Channel.CreateUnbounded<Guid?>();
    private int failed;

    public Deliveries(IBus bus)
    {
        this.bus = bus;
        bus.ConnectReceiveObserver(this);
    }

    /// <summary>Each message once, the next one only when the one before was dealt with.</summary>
    public async Task CalmAsync(IEnumerable<Letter> letters)
    {
        foreach (var letter in letters)
        {
            await SendAsync(letter);
            await AwaitAsync(1);
        }
    }

    /// <summary>Each message three times, all of them shuffled.</summary>
    public async Task WildAsync(IReadOnlyCollection<Letter> letters, int seed)
    {
        var all = letters.Concat(letters).Concat(letters).ToArray();
        new Random(seed).Shuffle(all);
        await Task.WhenAll(all.Select(SendAsync));
        await AwaitAsync(all.Length);
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <summary>After everything, also what the service does around its consumers.</summary>
    public Task PostReceive(ReceiveContext context)
    {
        dealtWith.Writer.TryWrite(context.GetMessageId());
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        Interlocked.Increment(ref failed);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    /// <summary>The kinds of messages that an assembly listens to.</summary>
    public static IEnumerable<Type> KindsHeardBy(Assembly service) => service.GetTypes()
        .SelectMany(type => type.GetInterfaces())
        .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .Select(one => one.GetGenericArguments()[0])
        .Distinct();

    private Task SendAsync(Letter letter) => bus.Publish(letter.Message, letter.Message.GetType(), context =>
    {
        context.MessageId = letter.Id;
        context.Mandatory = true; // A message that no queue took would be lost in silence.
    });

    private async Task AwaitAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var left = count; left > 0; left--)
        {
            try
            {
                await dealtWith.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{left} of {count} deliveries were not dealt with; {Volatile.Read(ref failed)} have failed.");
            }
        }
    }
}

/// <summary>What a service's own tables hold, for comparing two of them.</summary>
public static class DomainTables
{
    private static readonly string[] NotOfTheDomain =
        ["inbox_messages", "outbox_messages", "idempotency_keys", "audit_entries", "__EFMigrationsHistory", "__ef_migrations_history"];

    /// <summary>
    /// Every row of every table of the domain, as "table row", in order. Columns that hold the table's own ids or instants of storage
    /// are left out by name: "table.column", or "*.column" for all tables.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, params string[] without)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var tables = new List<string>();
        await using (var names = source.CreateCommand("select tablename from pg_tables where schemaname = 'public' order by tablename"))
        await using (var reader = await names.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var rows = new List<string>();
        foreach (var table in tables.Except(NotOfTheDomain))
        {
            var dropped = without.Select(name => name.Split('.')).Where(name => name[0] == "*" || name[0] == table).Select(name => name[1]).ToArray();
#pragma warning disable CA2100 // The name of the table comes from the server itself.
            await using var command = source.CreateCommand($"select (to_jsonb(t) - $1::text[])::text from \"{table}\" t");
#pragma warning restore CA2100
            command.Parameters.AddWithValue(dropped);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add($"{table} {reader.GetString(0)}");
            }
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
