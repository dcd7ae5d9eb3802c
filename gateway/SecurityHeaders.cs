using Scalar.AspNetCore;

namespace ChildPlatform.Gateway;

/// <summary>Headers that every answer leaves with, whoever wrote it; what a service sets itself stays only where it is stricter.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    // Inline styles come from the components of the portal; 'self' covers the WebSocket of its circuit.
    private static string Page(string scripts = "") =>
        $"default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'";

    private static readonly string PlainPage = Page();

    private readonly bool _strictTransport = !environment.IsDevelopment();

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(_strictTransport ? WithStrictTransport : Always, http);
        return next(http);
    }

    private static readonly Func<object, Task> Always = state =>
    {
        Set((HttpContext)state);
        return Task.CompletedTask;
    };

    private static readonly Func<object, Task> WithStrictTransport = state =>
    {
        var http = (HttpContext)state;
        Set(http);
        http.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return Task.CompletedTask;
    };

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (headers.ContentSecurityPolicy is not [{ } own] || !own.StartsWith("default-src 'none'", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = PolicyFor(http);
        }

        // Names and money: neither the browser nor a proxy on the way keeps them.
        if (http.GetEndpoint()?.Metadata.GetMetadata<Passage>()?.PaidBy is PaidBy.Client)
        {
            headers.CacheControl = "no-store";
        }

        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.Remove("Server");
        headers.Remove("X-Powered-By");
    }

    // A page needs its own scripts and styles. A document (receipt, sheet) gets no other rule: the browser's PDF viewer
    // counts as a plug-in, which a stricter one would forbid.
    private static string PolicyFor(HttpContext http)
    {
        if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return "frame-ancestors 'none'";
        }

        return http.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out var nonce) && nonce is string once
            ? Page($" 'nonce-{once}'")
            : PlainPage;
    }
}
