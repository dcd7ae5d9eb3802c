using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace ChildPlatform.Portal.Api;

/// <summary>A query string put together member by member; empty values are left out.</summary>
internal sealed class Query
{
    private readonly List<KeyValuePair<string, string?>> parts = [];

    public Query With(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            parts.Add(new(name, value.Trim()));
        }

        return this;
    }

    public Query With(string name, DateOnly? value) => With(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public Query With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public string On(string path) => parts.Count == 0 ? path : QueryHelpers.AddQueryString(path, parts);

    /// <summary>The cursor inside a <c>next</c> address.</summary>
    public static string? CursorOf(string? next) =>
        next is not null && next.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark
        && QueryHelpers.ParseQuery(next[mark..]).TryGetValue("cursor", out var cursor)
            ? cursor.ToString()
            : null;
}
