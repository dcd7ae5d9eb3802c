using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>Marks a POST that takes an <c>Idempotency-Key</c>; <paramref name="Required"/> answers 428 without one.</summary>
public sealed record IdempotencyMetadata(bool Required)
{
    public const string Header = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotency-Replayed";
}

/// <summary>A row of idempotency_keys: the first answer given for a key. Written in the transaction of the effect it stands for.</summary>
public sealed class IdempotencyKey
{
    public required string Caller { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path, query and body.</summary>
    public required byte[] RequestHash { get; init; }

    public required int Status { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public string? ContentType { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>Machine time, not the domain's: a moved clock must not forget keys.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An answer as it is stored and given again.</summary>
public sealed record StoredAnswer(int Status, string? Location, string? ETag, string? ContentType, byte[]? Body);

/// <summary>
/// Retry safety on routes. The filter opens the transaction that the handler's locks, its save and the key share:
/// whatever ends before the commit leaves neither an effect nor a key.
/// </summary>
public static class IdempotencyExtensions
{
    /// <summary>Every POST of the group takes a key.</summary>
    public static RouteGroupBuilder WithIdempotency<TDb>(this RouteGroupBuilder builder, bool required = true)
        where TDb : DbContext => Add<TDb, RouteGroupBuilder>(builder, required);

    /// <summary>This POST takes a key.</summary>
    public static RouteHandlerBuilder WithIdempotency<TDb>(this RouteHandlerBuilder builder, bool required = true)
        where TDb : DbContext => Add<TDb, RouteHandlerBuilder>(builder, required);

    /// <summary>
    /// Only the 428 and the hash, for handlers that claim the key in a transaction of their own; see
    /// <see cref="IdempotencyHash"/> and <see cref="IdempotencyReplay"/>.
    /// </summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new IdempotencyMetadata(Required: true)));
        return builder;
    }

    private static TBuilder Add<TDb, TBuilder>(TBuilder builder, bool required)
        where TDb : DbContext
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Post)))
            {
                endpoint.Metadata.Add(new IdempotencyMetadata(required));
                endpoint.FilterFactories.Add((_, next) => invocation => IdempotencyFilter.InvokeAsync<TDb>(invocation, next));
            }
        });
        return builder;
    }
}

/// <summary>What tells one request from another.</summary>
public static class IdempotencyHash
{
    private static readonly object Slot = new();

    /// <summary>The key the caller sent, null when there is none.</summary>
    public static string? KeyOf(HttpContext context)
    {
        string? key = context.Request.Headers[IdempotencyMetadata.Header];
        return string.IsNullOrEmpty(key) ? null : key;
    }

    /// <summary>
    /// SHA-256 of method, path, query and body. Taken before the body is bound, on endpoints that carry
    /// <see cref="IdempotencyMetadata"/> and requests that carry a key.
    /// </summary>
    public static byte[] Of(HttpContext context) =>
        context.Items[Slot] as byte[] ?? throw new InvalidOperationException("The endpoint takes no idempotency key, or none was sent.");

    /// <summary>
    /// The advisory lock of a caller's key. Whoever claims a key first takes it with <c>pg_try_advisory_xact_lock</c>: a
    /// rival learns at once that the key is in use instead of waiting on the row, and a crash frees it with the connection.
    /// </summary>
    public static long LockId(string caller, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes("idempotency\n" + caller + "\n" + key), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>Reads the body once into memory (JSON) or the form's buffer (multipart), hashes it, and leaves it readable.</summary>
    internal static async Task ReadAsync(HttpContext context)
    {
        var request = context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.Method + "\n" + request.PathBase + request.Path + request.QueryString + "\n"));
        if (request.HasFormContentType)
        {
            await AppendFormAsync(hash, request, context.RequestAborted);
        }
        else
        {
            var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Json;
            var body = await ReadBodyAsync(request, limit, context.RequestAborted);
            hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
            request.Body = body;
        }

        context.Items[Slot] = hash.GetHashAndReset();
    }

    private static async Task<MemoryStream> ReadBodyAsync(HttpRequest request, long limit, CancellationToken ct)
    {
        var body = new MemoryStream(checked((int)(request.ContentLength ?? 1024)));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > limit)
                {
                    throw new RefusedException(Refusals.TooLarge);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = 0;
        return body;
    }

    /// <summary>A form is hashed by its parts: each attempt of a client draws a new boundary, so its raw bytes always differ.</summary>
    private static async Task AppendFormAsync(IncrementalHash hash, HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        foreach (var (name, values) in form.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}={values.Count}:{values}\n"));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            foreach (var file in form.Files)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}/{file.FileName}/{file.Length}\n"));
                await using var content = file.OpenReadStream();
                int read;
                while ((read = await content.ReadAsync(buffer, ct)) > 0)
                {
                    hash.AppendData(buffer.AsSpan(0, read));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>Giving the first answer again.</summary>
public static class IdempotencyReplay
{
    /// <summary>The columns that <see cref="Read"/> expects, in this order.</summary>
    public const string Columns = "request_hash, status, location, e_tag, content_type, body";

    /// <summary>Reads hash and answer from a reader that stands on a row of <see cref="Columns"/>.</summary>
    public static (byte[] RequestHash, StoredAnswer Answer) Read(NpgsqlDataReader reader, int offset = 0)
    {
        string? Text(int i) => reader.IsDBNull(offset + i) ? null : reader.GetString(offset + i);
        return (reader.GetFieldValue<byte[]>(offset), new StoredAnswer(
            reader.GetInt32(offset + 1), Text(2), Text(3), Text(4), reader.IsDBNull(offset + 5) ? null : reader.GetFieldValue<byte[]>(offset + 5)));
    }

    /// <summary>Answers the stored answer if the request is the same, else 422 <c>idempotency-key-reused</c>.</summary>
    public static Task WriteAsync(HttpContext context, byte[] storedHash, StoredAnswer answer)
    {
        if (!storedHash.AsSpan().SequenceEqual(IdempotencyHash.Of(context)))
        {
            return Problems.WriteAsync(context, Refusals.KeyReused);
        }

        context.Response.Headers[IdempotencyMetadata.ReplayedHeader] = "true";
        return WriteAsync(context, answer);
    }

    /// <summary>Answers a stored answer.</summary>
    public static async Task WriteAsync(HttpContext context, StoredAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }

        if (answer.ETag is not null)
        {
            response.Headers.ETag = answer.ETag;
        }

        if (answer.Body is { Length: > 0 } body)
        {
            response.ContentType = answer.ContentType;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}

internal static class IdempotencyFilter
{
    public static async ValueTask<object?> InvokeAsync<TDb>(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
        where TDb : DbContext
    {
        var context = invocation.HttpContext;
        var ct = context.RequestAborted;
        var db = context.RequestServices.GetRequiredService<TDb>();
        var caller = CurrentUser.From(context.User).Id;
        var key = IdempotencyHash.KeyOf(context);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (key is not null)
        {
            var (claimed, stored) = await ClaimAsync(db, caller, key, ct);
            if (stored is { } first)
            {
                await transaction.RollbackAsync(ct);
                await IdempotencyReplay.WriteAsync(context, first.RequestHash, first.Answer);
                return Results.Empty;
            }

            if (!claimed)
            {
                await transaction.RollbackAsync(ct);
                await Problems.WriteAsync(context, Refusals.KeyInUse);
                return Results.Empty;
            }
        }

        // The answer is held back until the commit: an acknowledged write must be a durable one.
        var answer = await CaptureAsync(context, invocation, next);
        if (answer.Status >= 400)
        {
            // A refusal leaves nothing behind, so the corrected request may use the key again.
            await transaction.RollbackAsync(CancellationToken.None);
        }
        else
        {
            if (key is not null)
            {
                await StoreAsync(db, caller, key, IdempotencyHash.Of(context), answer, ct);
            }

            await transaction.CommitAsync(ct);
        }

        await IdempotencyReplay.WriteAsync(context, answer);
        return Results.Empty;
    }

    /// <summary>
    /// One round trip: take the lock if it is free, then look for a first answer. The look is a statement of its own so
    /// that its snapshot is taken after the lock, and sees what the rival that just let go has committed.
    /// </summary>
    private static async Task<(bool Claimed, (byte[] RequestHash, StoredAnswer Answer)? Stored)> ClaimAsync(
        DbContext db, string caller, string key, CancellationToken ct)
    {
        await using var batch = NewBatch(db);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_try_advisory_xact_lock($1)")
        {
            Parameters = { new() { Value = IdempotencyHash.LockId(caller, key) } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"select {IdempotencyReplay.Columns} from idempotency_keys where caller = $1 and key = $2")
        {
            Parameters = { new() { Value = caller }, new() { Value = key } },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var claimed = reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? (claimed, IdempotencyReplay.Read(reader)) : (claimed, null);
    }

    private static async Task StoreAsync(DbContext db, string caller, string key, byte[] hash, StoredAnswer answer, CancellationToken ct)
    {
        await using var batch = NewBatch(db);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "insert into idempotency_keys (caller, key, request_hash, status, location, e_tag, content_type, body, created_at) " +
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        {
            Parameters =
            {
                new() { Value = caller },
                new() { Value = key },
                new() { Value = hash },
                new() { Value = answer.Status },
                Text(answer.Location),
                Text(answer.ETag),
                Text(answer.ContentType),
                new() { Value = (object?)answer.Body ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = DateTime.UtcNow },
            },
        });
        await batch.ExecuteNonQueryAsync(ct);

        static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
    }

    private static NpgsqlBatch NewBatch(DbContext db) => new(
        (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());

    private static async Task<StoredAnswer> CaptureAsync(
        HttpContext context, EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var response = context.Response;
        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body, original));
        try
        {
            switch (await next(invocation))
            {
                case IResult result:
                    await result.ExecuteAsync(context);
                    break;
                case string text:
                    response.ContentType ??= "text/plain; charset=utf-8";
                    await response.WriteAsync(text, context.RequestAborted);
                    break;
                case { } value:
                    await response.WriteAsJsonAsync(value, value.GetType(), context.RequestAborted);
                    break;
            }

            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(original);
        }

        string? location = response.Headers.Location;
        string? tag = response.Headers.ETag;
        response.ContentLength = null;
        return new StoredAnswer(response.StatusCode, location, tag, response.ContentType, body.Length > 0 ? body.ToArray() : null);
    }
}
