using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChildPlatform.ServiceDefaults;

/// <summary>
/// Forgets idempotency keys after 48 hours, inbox rows after 30 days and notices after <c>Notices:Keep</c>, in small batches that
/// never hold locks for long.
/// </summary>
internal sealed class Pruner(
    NpgsqlDataSource database, IServiceScopeFactory scopes, TimeProvider clock, IOptions<NoticeOptions> notices,
    ILogger<Pruner> log)
    : BackgroundService
{
    private const int Batch = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hasNotices = HasNotices();
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        do
        {
            try
            {
                await PruneAsync(database, DateTime.UtcNow, stoppingToken);
                if (hasNotices)
                {
                    // Notices are dated by the domain's clock, which may have been moved.
                    await PruneNoticesAsync(database, clock.GetUtcNow() - notices.Value.Keep, stoppingToken);
                }
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

        Task DeleteAsync(string table, string tuple, string key, string column, DateTime before) => RepeatAsync(
            database,
            $"""
            delete from {table} where {tuple} in (
                select {key} from {table} where {column} < $1 limit {Batch} for update skip locked)
            """,
            before, ct);
    }

    /// <summary>Takes away notices that were told before this instant, and with each the marks of who has read it.</summary>
    internal static async Task PruneNoticesAsync(NpgsqlDataSource database, DateTimeOffset before, CancellationToken ct)
    {
        var instant = before.UtcDateTime;

        // Not locked: that needs the right to change them, which nobody has. Two replicas that meet delete a row once.
        await RepeatAsync(
            database,
            $"""
            with old as (select id from notices where created_at < $1 order by created_at limit {Batch}),
                marks as (delete from notice_reads where notice_id in (select id from old))
            delete from notices where id in (select id from old)
            """,
            instant, ct);

        // A mark that was set while its notice was taken away.
        await RepeatAsync(
            database,
            $"""
            delete from notice_reads where (user_id, notice_id) in (
                select user_id, notice_id from notice_reads where read_at < $1 limit {Batch} for update skip locked)
            """,
            instant, ct);
    }

    private static async Task RepeatAsync(NpgsqlDataSource database, string sql, DateTime before, CancellationToken ct)
    {
        int deleted;
        do
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.Add(new() { Value = before });
            deleted = await command.ExecuteNonQueryAsync(ct);
        }
        while (deleted >= Batch);
    }

    private bool HasNotices()
    {
        using var scope = scopes.CreateScope();

        return scope.ServiceProvider.GetRequiredService<ServiceDb>().Context.Model.FindEntityType(typeof(Notice)) is not null;
    }
}
