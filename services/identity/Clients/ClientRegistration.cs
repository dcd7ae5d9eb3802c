using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Clients;

/// <summary>What OpenIddict must know of a client.</summary>
internal static class ClientRegistration
{
    /// <summary>The client with which people sign in through the portal.</summary>
    public const string Portal = "portal";

    /// <summary>A client that asks for tokens in its own name.</summary>
    public static OpenIddictApplicationDescriptor Of(Client client, string secret)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = client.Name,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        };
        descriptor.Permissions.UnionWith(client.Scopes.Select(s => Permissions.Prefixes.Scope + s));

        return descriptor;
    }

    /// <summary>The portal: a signed-in person's browser comes back to its addresses below the public address.</summary>
    public static OpenIddictApplicationDescriptor OfPortal(Uri issuer, string secret)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = Portal,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Cổng thông tin ChildPlatform",
            RedirectUris = { new Uri(issuer, "/signin-oidc") },
            PostLogoutRedirectUris = { new Uri(issuer, "/signout-callback-oidc") },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.Token,
                Permissions.Endpoints.EndSession,
                Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile,
                Permissions.Scopes.Roles,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        descriptor.Permissions.UnionWith(ScopeCatalogue.All.Select(s => Permissions.Prefixes.Scope + s));

        return descriptor;
    }
}
