using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>One page of a list. <see cref="Next"/> is the address of the following page, null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// The place after which a page goes on: the sort key of the last row, as base64url JSON. Because it names a row and not
/// a position, rows added meanwhile neither repeat nor hide any other.
/// </summary>
public sealed class Cursor
{
    private readonly JsonElement[] _parts;

    private Cursor(JsonElement[] parts)
    {
        _parts = parts;
    }

    public int Count => _parts.Length;

    /// <summary>The key part at <paramref name="index"/>; a cursor that was not made here is 422.</summary>
    public T Get<T>(int index)
    {
        try
        {
            return index < _parts.Length && _parts[index].Deserialize<T>() is { } value ? value : throw Invalid();
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    /// <summary>True when the key part is null (a sort column without a value).</summary>
    public bool IsNull(int index) => index < _parts.Length && _parts[index].ValueKind == JsonValueKind.Null;

    public static string Encode(params object?[] key) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(key));

    public static Cursor Decode(string text)
    {
        try
        {
            return new Cursor(JsonSerializer.Deserialize<JsonElement[]>(WebEncoders.Base64UrlDecode(text)) ?? throw Invalid());
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid();
        }
    }

    private static InvalidInputException Invalid() => new("/cursor", "invalid-cursor");
}

/// <summary><c>?limit=</c> (1 to 500, default 50) and <c>?cursor=</c> of a list.</summary>
public readonly record struct PageRequest(int Limit, Cursor? After) : IEndpointParameterMetadataProvider
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 500;

    private HttpRequest? Request { get; init; }

    /// <summary>How many rows to read: one more than asked, which tells whether another page follows.</summary>
    public int Take => Limit + 1;

    public static ValueTask<PageRequest> BindAsync(HttpContext context)
    {
        var limit = DefaultLimit;
        if (context.Request.Query.TryGetValue("limit", out var text) &&
            (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw new InvalidInputException("/limit", "out-of-range");
        }

        string? cursor = context.Request.Query["cursor"];
        return new(new PageRequest(limit, string.IsNullOrEmpty(cursor) ? null : Cursor.Decode(cursor)) { Request = context.Request });
    }

    /// <summary>The answer for rows read with <see cref="Take"/>: cuts the extra row and names the next page after the last kept.</summary>
    public Page<T> ToPage<T>(IReadOnlyList<T> rows, Func<T, object?[]> key) => ToPage(rows, row => row, key);

    /// <summary>The same for rows that are answered in another shape.</summary>
    public Page<TItem> ToPage<TRow, TItem>(IReadOnlyList<TRow> rows, Func<TRow, TItem> item, Func<TRow, object?[]> key)
    {
        var kept = Math.Min(rows.Count, Limit);
        var items = new TItem[kept];
        for (var i = 0; i < kept; i++)
        {
            items[i] = item(rows[i]);
        }

        return new Page<TItem>(items, rows.Count > Limit ? Link(Cursor.Encode(key(rows[kept - 1]))) : null);
    }

    /// <summary>The query string parameters are not bound one by one, so the OpenAPI document is told of them here.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new Paged());

    private string Link(string cursor)
    {
        if (Request is null)
        {
            return "?cursor=" + cursor;
        }

        var query = new QueryBuilder();
        foreach (var (name, values) in Request.Query)
        {
            if (name != "cursor")
            {
                query.Add(name, values.Select(v => v ?? ""));
            }
        }

        query.Add("cursor", cursor);
        return Request.PathBase + Request.Path + query.ToQueryString();
    }
}

/// <summary>Tells the OpenAPI document that an endpoint is paged.</summary>
internal sealed class Paged;
