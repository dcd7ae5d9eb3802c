using ChildPlatform.Identity.Clients;
using ChildPlatform.Identity.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Connect;

/// <summary>Sets OpenIddict up: which flows there are, how long tokens live, what they look like.</summary>
internal static class TokenServer
{
    /// <summary>The <c>aud</c> of every access token.</summary>
    public const string Audience = "childplatform-api";

    /// <summary>Rights that were taken away last this long at most.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>A working day: a browser that was left alone for longer asks for the password again.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromHours(8);

    public static WebApplicationBuilder AddTokenServer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<IdentityOptions>().BindConfiguration(IdentityOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.AddOptions<DemoOptions>().BindConfiguration(IdentityOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();

        services.AddSingleton<ServerKeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(s => s.GetRequiredService<ServerKeyRing>());
        services.AddHostedService(s => s.GetRequiredService<ServerKeyRing>());
        services.AddHostedService<PlatformClients>();
        services.AddHostedService<PruneTokensJob>();
        services.AddScoped<TokenSubjects>();
        services.AddScoped<Sessions>();
        services.AddScoped<TokenChain>();

        services.AddDataProtection().SetApplicationName("ChildPlatform.Identity").PersistKeysToDbContext<IdentityDbContext>();

        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<IdentityDbContext>().ReplaceDefaultEntities<Guid>();

                // The registered clock is the domain's and may be moved; tokens keep the machine's.
                core.Configure(o => o.TimeProvider = TimeProvider.System);
            })
            .AddServer(Configure);

        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<IdentityOptions>>(
            (server, identity) => server.Issuer = identity.Value.IssuerUri);
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IOptions<IdentityOptions>>(
            (server, identity) => server.DisableTransportSecurityRequirement = identity.Value.IssuerUri.Scheme == Uri.UriSchemeHttp);

        return builder;
    }

    /// <summary>
    /// Below <c>/connect</c> and <c>/.well-known</c> every address that identity writes is made from the configured public
    /// address, whatever host a request names: a forged Host header must not reach a link, a redirect or a token.
    /// </summary>
    public static WebApplication UsePublicAddress(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/connect") || context.Request.Path.StartsWithSegments("/.well-known"))
            {
                var issuer = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.IssuerUri;
                context.Request.Scheme = issuer.Scheme;
                context.Request.Host = HostString.FromUriComponent(issuer);
            }

            return next(context);
        });

        return app;
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetEndSessionEndpointUris("connect/logout")
            .SetRevocationEndpointUris("connect/revoke")
            .SetJsonWebKeySetEndpointUris(".well-known/jwks");

        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .AllowRefreshTokenFlow()
            .AllowClientCredentialsFlow();

        server.RegisterScopes([Scopes.Profile, Scopes.Roles, .. ScopeCatalogue.All]);
        server.RegisterClaims(Claims.Name, Claims.Role, TokenSubjects.Unit, TokenSubjects.UnitPath, TokenSubjects.Agency);

        server.SetAccessTokenLifetime(AccessTokenLifetime)
            .SetRefreshTokenLifetime(RefreshTokenLifetime)
            .SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2))
            .SetIdentityTokenLifetime(AccessTokenLifetime)

            // A refresh token works once. Used again, even at once, it ends the whole chain: one of the two users is a thief.
            .SetRefreshTokenReuseLeeway(TimeSpan.Zero)
            .AddEventHandler(ReuseHandler.Descriptor);

        // Services check tokens with the public keys alone.
        server.DisableAccessTokenEncryption();

        server.Configure(o =>
        {
            o.TimeProvider = TimeProvider.System;
            o.CodeChallengeMethods.Clear();
            o.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
        });

        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
    }
}
