using Microsoft.AspNetCore.StaticAssets;

namespace ChildPlatform.Portal;

/// <summary>Headers of every page: only our own scripts run, nobody frames us, nothing personal is kept by any cache.</summary>
internal static class PageHeaders
{
    // MudBlazor writes style attributes; scripts come from files of this site alone.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        context.Response.OnStarting(KeepNothing, context);

        return next(context);
    });

    /// <summary>
    /// HEAD asks for what GET would answer, without the content. Pages are mapped for GET; the server itself leaves the body out.
    /// </summary>
    public static void UseHead(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });

    // What a signed-in person sees stays on the screen: not in the browser's cache on a shared machine, not in a proxy.
    private static Task KeepNothing(object state)
    {
        var context = (HttpContext)state;
        if (context.User.Identity?.IsAuthenticated == true
            && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
