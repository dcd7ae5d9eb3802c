using Microsoft.AspNetCore.HttpOverrides;

namespace ChildPlatform.Gateway;

/// <summary>
/// Who may say for whom a request comes: nobody, unless <c>Gateway__TrustedProxies__0</c> and so on name networks
/// (<c>10.42.0.0/16</c>) of a load balancer in front. Else anyone could choose the address that limits apply to.
/// </summary>
internal static class TrustedProxies
{
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection("Gateway:TrustedProxies").Get<string[]>() is not { Length: > 0 } networks)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(options);
        return app;
    }
}
