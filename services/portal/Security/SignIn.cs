using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Portal.Security;

/// <summary>
/// Sign-in with identity: authorization code, PKCE and the portal's secret. The browser is sent to the public address; the portal
/// itself speaks to the gateway at its inner address, which need not be the same.
/// </summary>
internal static class SignIn
{
    public const string ClientId = "portal";
    public const string SessionCookie = "childplatform.session";
    public const string SignInPath = "/dang-nhap";
    public const string SignOutPath = "/dang-xuat";
    public const string SessionEndedPath = "/phien-het-han";
    public const string SignedOutPath = "/da-dang-xuat";

    private static readonly string[] Scopes =
    [
        "openid", "profile", "offline_access", "fund.read", "fund.write", "events.read", "events.write", "cases.read", "cases.write",
        "reporting.read", "reporting.write", "identity.read", "identity.write",
    ];

    private static readonly string[] KeptClaims = ["sub", "name", "role", "unit", "unit_path", "agency"];

    public static void AddSignIn(this IServiceCollection services, PortalSettings settings)
    {
        services.AddSingleton<RedisLink>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<SessionVault>();
        services.AddSingleton<SessionTokens>();
        services.AddScoped<CurrentSession>();
        services.AddDataProtection().SetApplicationName("childplatform-portal");
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((options, ring) => options.XmlRepository = ring);

        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                options.TimeProvider = TimeProvider.System; // Never the domain's clock, which may be moved.
                options.Cookie.Name = SessionCookie;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = SessionVault.Lifetime;

                // A sliding renewal would write back the ticket as it was read, over tokens refreshed in the meantime.
                options.SlidingExpiration = false;
                options.AccessDeniedPath = "/khong-co-quyen";
            })
            .AddOpenIdConnect(options => Configure(options, settings));
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionVault>((options, vault) => options.SessionStore = vault);
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IHttpClientFactory>((options, clients) =>
                options.ConfigurationManager = new GatewayConfiguration(clients, settings));
        services.AddAuthorization(Access.AddPolicies);
        services.AddCascadingAuthenticationState();
    }

    public static void MapSignIn(this WebApplication app, PortalSettings settings)
    {
        app.MapGet(SignInPath, (HttpContext http, string? returnUrl) =>
        {
            // Cookies of the hand-shake belong to one host: start on the public one, where identity will answer.
            if (!string.Equals(http.Request.Host.Value, settings.Issuer.Authority, StringComparison.OrdinalIgnoreCase))
            {
                return Results.Redirect(settings.Public(SignInPath) + QueryString.Create("returnUrl", Local(returnUrl)));
            }

            return Results.Challenge(
                new AuthenticationProperties { RedirectUri = Local(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme]);
        });

        app.MapPost(SignOutPath, async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
            {
                return Results.Redirect("/");
            }

            return Results.SignOut(
                new AuthenticationProperties { RedirectUri = SignedOutPath },
                http.User.Identity?.IsAuthenticated == true
                    ? [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]
                    : [CookieAuthenticationDefaults.AuthenticationScheme]);
        }).DisableAntiforgery(); // Checked above, to answer a stale form with a page instead of a bare 400.
    }

    /// <summary>Only addresses of this site are followed after a sign-in.</summary>
    public static string Local(string? url) =>
        url is { Length: > 0 } && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
            ? url
            : "/";

    private static void Configure(OpenIdConnectOptions options, PortalSettings settings)
    {
        options.TimeProvider = TimeProvider.System;
        options.ClientId = ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // A form post from the sign-in would need cookies that plain http refuses.
        options.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        options.UsePkce = true;
        options.SaveTokens = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.RequireHttpsMetadata = false; // The address inside the platform is plain http; the public one is the operator's.
        options.Scope.Clear();
        foreach (var scope in Scopes)
        {
            options.Scope.Add(scope);
        }

        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        var issuer = settings.Issuer.ToString().TrimEnd('/');
        options.TokenValidationParameters = new TokenValidationParameters
        {
            NameClaimType = "name",
            RoleClaimType = "role",
            ValidAudience = ClientId,
            ValidIssuers = [issuer, issuer + "/"],
            ClockSkew = TimeSpan.FromMinutes(2),
        };
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                // A page asked with the cookie of a session that is gone: say so, instead of a sudden sign-in form.
                if (context.Request.Cookies.ContainsKey(SessionCookie) && context.Request.Path != SignInPath)
                {
                    var here = context.Request.Path + context.Request.QueryString;
                    context.Response.Redirect(SessionEndedPath + QueryString.Create("returnUrl", here));
                    context.HandleResponse();
                    return Task.CompletedTask;
                }

                if (!string.Equals(context.Request.Host.Value, settings.Issuer.Authority, StringComparison.OrdinalIgnoreCase))
                {
                    var here = context.Request.Path + context.Request.QueryString;
                    context.Response.Redirect(settings.Public(SignInPath) + QueryString.Create("returnUrl", here));
                    context.HandleResponse();
                    return Task.CompletedTask;
                }

                context.ProtocolMessage.RedirectUri = settings.Public(context.Options.CallbackPath);
                context.ProtocolMessage.UiLocales = "vi";
                return Task.CompletedTask;
            },
            OnAuthorizationCodeReceived = context =>
            {
                context.TokenEndpointRequest!.RedirectUri = settings.Public(context.Options.CallbackPath);
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.PostLogoutRedirectUri = settings.Public(context.Options.SignedOutCallbackPath);
                return Task.CompletedTask;
            },
            OnTicketReceived = context =>
            {
                var properties = context.Properties!;
                context.Principal = Person(context.Principal!, properties.GetTokenValue("access_token"));
                properties.ExpiresUtc = DateTimeOffset.UtcNow + SessionVault.Lifetime;
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                // An old tab, a reloaded callback, a changed mind at the sign-in form: offer to start again.
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignIn))
                    .LogWarning("Sign-in did not finish: {Reason}", context.Failure?.Message);
                context.Response.Redirect("/dang-nhap-khong-thanh");
                context.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    // Roles and unit stand in the access token for certain; the identity token may leave them out.
    private static ClaimsPrincipal Person(ClaimsPrincipal signedIn, string? accessToken)
    {
        var claims = new List<Claim>(signedIn.Claims);
        if (accessToken is not null && new JsonWebTokenHandler().CanReadToken(accessToken))
        {
            claims.AddRange(new JsonWebTokenHandler().ReadJsonWebToken(accessToken).Claims);
        }

        var kept = claims.Where(c => KeptClaims.Contains(c.Type)).DistinctBy(c => c.Type == "role" ? c.Type + c.Value : c.Type)
            .Select(c => new Claim(c.Type, c.Value))
            .Append(new Claim(SessionVault.KeyClaim, Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32))));

        return new ClaimsPrincipal(new ClaimsIdentity(kept, OpenIdConnectDefaults.AuthenticationScheme, "name", "role"));
    }
}
