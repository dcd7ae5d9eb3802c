using System.Threading.Channels;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using Npgsql;

namespace ChildPlatform.Fund.Donations;

/// <summary>What became of one gift: written now, answered from its key, or refused.</summary>
internal abstract record WriteResult
{
    /// <summary>Written by this call.</summary>
    public sealed record Written(StoredAnswer Answer) : WriteResult;

    /// <summary>The key was used before; the first answer is given again if the body is the same.</summary>
    public sealed record KeyKnown(KnownAnswer First) : WriteResult;

    /// <summary>The donor named by id does not exist.</summary>
    public sealed record UnknownDonor : WriteResult;

    /// <summary>The books of the day on which it was received are closed.</summary>
    public sealed record PeriodClosed(DateOnly? ClosedThrough) : WriteResult;
}

/// <summary>
/// Group commit (design: architecture.md §4). Gap-free numbers, hot balances and the hash chain each serialise writers on one row,
/// so requests that wait together become one transaction. One request alone waits for nobody: the loop takes what is there and
/// never for longer. A group that fails is split and tried again, so that a bad neighbour harms nobody.
/// </summary>
internal sealed partial class DonationWriter(
    NpgsqlDataSource database, TimeProvider clock, OutboxSignal outbox, ILogger<DonationWriter> logger) : BackgroundService
{
    private const int LargestGroup = 256;

    // A queue that is longer than this would answer later than any client waits; 503 is honest and costs nothing.
    private readonly Channel<Request> _waiting = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(8_192) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly KnownRows _rows = new();

    private sealed record Request(Gift Gift, KeyedRequest Keyed, Func<PostedGift, StoredAnswer> Answer)
    {
        // Continuations run elsewhere: the loop must not serve HTTP answers while others wait for their commit.
        public TaskCompletionSource<WriteResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Writes a gift in the next group and returns when it is durable. Null when too many wait already.</summary>
    public async Task<WriteResult?> Write(Gift gift, KeyedRequest keyed, Func<PostedGift, StoredAnswer> answer)
    {
        var request = new Request(gift, keyed, answer);

        return _waiting.Writer.TryWrite(request) ? await request.Result.Task : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Request>(LargestGroup);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var keys = new HashSet<RequestKey>();
            while (group.Count < LargestGroup && _waiting.Reader.TryPeek(out var next) && keys.Add(next.Keyed.Key))
            {
                // The same key twice in one group: the second waits for the next group, where it finds the first one's answer.
                _waiting.Reader.TryRead(out _);
                group.Add(next);
            }

            await WriteGroup(group);
            group.Clear();
        }
    }

    /// <summary>A stop of the host ends the loop between groups; who still waits gets an answer instead of a hung request.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while (_waiting.Reader.TryRead(out var request))
        {
            request.Result.TrySetException(new OperationCanceledException("The fund is stopping."));
        }
    }

    private async Task WriteGroup(List<Request> group)
    {
        try
        {
            await TryWrite(group);
        }
        catch (Exception exception) when (group.Count > 1 && !IsOutage(exception))
        {
            LogSplit(logger, group.Count, exception);
            await WriteGroup(group[..(group.Count / 2)]);
            await WriteGroup(group[(group.Count / 2)..]);
        }
        catch (Exception exception)
        {
            foreach (var request in group)
            {
                request.Result.TrySetException(exception);
            }
        }
    }

    private async Task TryWrite(List<Request> group)
    {
        await using var connection = await database.OpenConnectionAsync();
        var known = new Dictionary<RequestKey, KnownAnswer>();
        var gifts = group.ConvertAll(request => request.Gift);
        var posting = new DonationPosting(connection, clock, rows: _rows);
        try
        {
            await posting.Begin(gifts,
                batch => GiftKeys.AddLookup(batch, group.ConvertAll(request => request.Keyed.Key)),
                reader => GiftKeys.ReadLookup(reader, known), CancellationToken.None);

            var fresh = group.Where(request => !known.ContainsKey(request.Keyed.Key)).ToList();
            var posted = posting.Post(fresh.ConvertAll(request => request.Gift));
            var written = new List<(Request Request, PostedGift Gift, StoredAnswer Answer)>(fresh.Count);
            for (var i = 0; i < fresh.Count; i++)
            {
                if (posted[i] is { } gift)
                {
                    written.Add((fresh[i], gift, fresh[i].Answer(gift)));
                }
            }

            if (written.Count == 0)
            {
                await Rollback(connection);
            }
            else
            {
                await posting.Commit(written.ConvertAll(w => w.Gift), batch =>
                {
                    GiftKeys.AddAnswers(batch, written.ConvertAll(w => (w.Request.Keyed, w.Answer)));
                    GiftAudit.AddTo(batch, written.ConvertAll(w => w.Gift));
                }, CancellationToken.None);
                outbox.Wake();
            }

            foreach (var (request, _, answer) in written)
            {
                request.Result.TrySetResult(new WriteResult.Written(answer));
            }
        }
        catch
        {
            await Rollback(connection);
            throw;
        }

        foreach (var request in group)
        {
            request.Result.TrySetResult(known.TryGetValue(request.Keyed.Key, out var first)
                ? new WriteResult.KeyKnown(first)
                : posting.Head.IsClosed(request.Gift.ReceivedOn)
                    ? new WriteResult.PeriodClosed(posting.Head.ClosedThrough)
                    : new WriteResult.UnknownDonor());
        }
    }

    /// <summary>A broken connection has rolled back by itself; then there is nothing to say to it.</summary>
    private static async Task Rollback(NpgsqlConnection connection)
    {
        if (connection.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            await using var rollback = new NpgsqlCommand("rollback", connection);
            await rollback.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The database is away: splitting the group would only ask it more often.</summary>
    private static bool IsOutage(Exception exception) =>
        exception is NpgsqlException and not PostgresException || exception is PostgresException { SqlState: ['5', '7' or '3', ..] };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A group of {Count} gifts failed and is tried again in halves.")]
    private static partial void LogSplit(ILogger logger, int count, Exception exception);
}
