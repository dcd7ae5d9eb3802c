using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace ChildPlatform.Gateway;

/// <summary>
/// An encoded slash must arrive as it was sent. The server decodes everything in a path but that, so the proxy, which
/// encodes again, would make <c>%252F</c> of it.
/// </summary>
internal static class RawPath
{
    public static ValueTask Keep(RequestTransformContext context)
    {
        if (context.Path.Value?.Contains('%', StringComparison.Ordinal) is true
            && context.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] raw && HasNoDots(raw))
        {
            context.ProxyRequest.RequestUri = new Uri(context.DestinationPrefix.TrimEnd('/') + raw);
        }

        return ValueTask.CompletedTask;
    }

    // Dot segments were resolved before the route was chosen; written out again they would lead past it.
    private static bool HasNoDots(string raw) =>
        !raw.Contains("/.", StringComparison.Ordinal) && !raw.Contains("%2e", StringComparison.OrdinalIgnoreCase)
        && !raw.Contains('\\', StringComparison.Ordinal);
}
