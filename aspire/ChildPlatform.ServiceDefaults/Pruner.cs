using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChildPlatform.ServiceDefaults;

/// <summary>Forgets idempotency keys after 48 hours and inbox rows after 30 days, in small batches that never hold locks for long.</summary>
internal sealed class Pruner(NpgsqlDataSource database, ILogger<Pruner> log) : BackgroundService
{
    private const int Batch = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        do
        {
            try
            {
                await PruneAsync(database, DateTime.UtcNow, stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException)
            {
                log.LogWarning("Pruning waits for its next turn: {Reason}", e.GetBaseException().Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default));
    }

    internal static async Task PruneAsync(NpgsqlDataSource database, DateTime now, CancellationToken ct)
    {
        await DeleteAsync("idempotency_keys", "(caller, key)", "caller, key", "created_at", now.AddHours(-48));
        await DeleteAsync("inbox_messages", "(message_id, consumer)", "message_id, consumer", "received_at", now.AddDays(-30));

        async Task DeleteAsync(string table, string tuple, string key, string column, DateTime before)
        {
            int deleted;
            do
            {
                await using var command = database.CreateCommand(
                    $"delete from {table} where {tuple} in (select {key} from {table} where {column} < $1 limit {Batch} for update skip locked)");
                command.Parameters.Add(new() { Value = before });
                deleted = await command.ExecuteNonQueryAsync(ct);
            }
            while (deleted == Batch);
        }
    }
}
