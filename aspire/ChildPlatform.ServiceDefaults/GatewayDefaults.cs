using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.ServiceDefaults;

/// <summary>What the gateway does like every service; it has no database, no user and no endpoints of the domain.</summary>
public static class GatewayDefaults
{
    /// <summary>Telemetry and the check of tokens.</summary>
    public static WebApplicationBuilder AddGatewayDefaults(this WebApplicationBuilder builder)
    {
        const string Name = "gateway";
        builder.Services.Missing();
        builder.Services.AddSingleton(new ServiceIdentity(Name));
        Telemetry.Add(builder, Name);
        return builder.AddTokenValidation();
    }

    /// <summary>Exceptions and bare status codes become problem documents.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();
}
