using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.ServiceDefaults;

/// <summary>What the portal does like every service; it answers with pages, so it has neither problems nor bearer tokens.</summary>
public static class PageDefaults
{
    /// <summary>Telemetry, the domain's clock and health.</summary>
    public static WebApplicationBuilder AddPageDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.Services.Missing();
        builder.Services.AddSingleton(new ServiceIdentity(name));
        Telemetry.Add(builder, name);
        DomainClock.Add(builder);
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>Health and metrics.</summary>
    public static void MapPageDefaults(this WebApplication app)
    {
        Health.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
    }
}
