using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Connect;

/// <summary>Exchanges a code, a refresh token or a client's secret for tokens. OpenIddict has checked all three by now.</summary>
internal static class IssueToken
{
    public static async Task<IResult> Handle(HttpContext http, TokenSubjects subjects, TokenChain chain, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict has not seen this request.");

        if (request.IsClientCredentialsGrantType())
        {
            return await subjects.OfClient(request.ClientId!, request.GetScopes(), ct) is { } client
                ? SignIn(client)
                : Refusal.Of(Errors.InvalidClient, "This client may not ask for tokens.");
        }

        var earlier = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (earlier is null || !Guid.TryParse(earlier.GetClaim(Claims.Subject), out var userId)
            || !await chain.Redeem(earlier, ct))
        {
            return Refusal.Of(Errors.InvalidGrant, "The grant is not valid any more.");
        }

        return await subjects.OfPerson(userId, earlier.GetScopes(), ct, earlier) is { } person
            ? SignIn(person)
            : Refusal.Of(Errors.InvalidGrant, "The grant is not valid any more.");
    }

    private static IResult SignIn(ClaimsIdentity identity) =>
        Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}
