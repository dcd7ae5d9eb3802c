using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>The caller's copy is older than the row: 412 <c>version-mismatch</c>.</summary>
public sealed class PreconditionFailedException() : Exception("If-Match does not name the current version.");

/// <summary>Marks endpoints that answer 428 without an <c>If-Match</c> header, before the body is read.</summary>
public sealed class IfMatchRequired;

/// <summary>The version the caller believes to be current. A handler takes it as a parameter and calls <see cref="Require(long)"/>.</summary>
public readonly struct IfMatch : IEndpointParameterMetadataProvider
{
    private readonly string? _header;

    public IfMatch(string? header)
    {
        _header = header;
    }

    /// <summary>Binds from the header. The 428 for a missing one comes earlier, from the endpoint's mark.</summary>
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => new(new IfMatch(context.Request.Headers.IfMatch));

    /// <summary>Throws unless the header is <c>*</c> or lists this version.</summary>
    public void Require(long version)
    {
        if (_header == "*")
        {
            return;
        }

        foreach (var part in (_header ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            // Strong comparison (RFC 9110, 13.1.1): a weak tag W/"3" never matches.
            if (part.Length > 2 && part[0] == '"' && part[^1] == '"' &&
                long.TryParse(part.AsSpan(1, part.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var tag) &&
                tag == version)
            {
                return;
            }
        }

        throw new PreconditionFailedException();
    }

    /// <summary>A handler that takes an <see cref="IfMatch"/> needs the header, whether or not its route says so too.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IfMatchRequired());
}

/// <summary>Version tags.</summary>
public static class ETag
{
    /// <summary>Answers <c>ETag: "version"</c>.</summary>
    public static void Set(HttpContext context, long version) => context.Response.Headers.ETag = Of(version);

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

/// <summary>Marks on routes.</summary>
public static class IfMatchExtensions
{
    /// <summary>428 <c>if-match-required</c> without the header, before the body is read.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new IfMatchRequired()));
        return builder;
    }
}
