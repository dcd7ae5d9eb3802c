using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Npgsql;

namespace ChildPlatform.Fund.Donations;

/// <summary>A caller's idempotency key.</summary>
internal readonly record struct RequestKey(string Caller, string Key);

/// <summary>A key together with the hash of the request that brought it.</summary>
internal sealed record KeyedRequest(RequestKey Key, byte[] Hash)
{
    public static KeyedRequest Of(HttpContext http, CurrentUser user) =>
        new(new RequestKey(user.Id, IdempotencyHash.KeyOf(http)!), IdempotencyHash.Of(http));
}

/// <summary>The first answer given for a key, with the hash of its request.</summary>
internal sealed record KnownAnswer(byte[] RequestHash, StoredAnswer Answer);

/// <summary>The chassis' idempotency table in sets, for the group writer: keys are looked up and answers stored in its transaction.</summary>
internal static class GiftKeys
{
    public static void AddLookup(NpgsqlBatch batch, IReadOnlyCollection<RequestKey> keys) => batch.Add($"""
        select caller, key, {IdempotencyReplay.Columns} from idempotency_keys
        where (caller, key) in (select * from unnest($1, $2))
        """,
        keys.Select(key => key.Caller).ToArray(), keys.Select(key => key.Key).ToArray());

    public static async Task ReadLookup(NpgsqlDataReader reader, Dictionary<RequestKey, KnownAnswer> known)
    {
        while (await reader.ReadAsync())
        {
            var (hash, answer) = IdempotencyReplay.Read(reader, offset: 2);
            known[new RequestKey(reader.GetString(0), reader.GetString(1))] = new KnownAnswer(hash, answer);
        }

        await reader.NextResultAsync();
    }

    public static void AddAnswers(NpgsqlBatch batch, IReadOnlyCollection<(KeyedRequest Request, StoredAnswer Answer)> answers) => batch.Add("""
        insert into idempotency_keys (caller, key, request_hash, status, location, e_tag, content_type, body, created_at)
        select caller, key, request_hash, status, location, e_tag, content_type, body, $9
        from unnest($1, $2, $3, $4, $5, $6, $7, $8) as new (caller, key, request_hash, status, location, e_tag, content_type, body)
        """,
        answers.Select(a => a.Request.Key.Caller).ToArray(), answers.Select(a => a.Request.Key.Key).ToArray(),
        answers.Select(a => a.Request.Hash).ToArray(), answers.Select(a => a.Answer.Status).ToArray(),
        answers.Select(a => a.Answer.Location).ToArray(), answers.Select(a => a.Answer.ETag).ToArray(),
        answers.Select(a => a.Answer.ContentType).ToArray(), answers.Select(a => a.Answer.Body).ToArray(),

        // The machine's time, as for every other key: a moved domain clock must not forget keys.
        DateTimeOffset.UtcNow);
}
