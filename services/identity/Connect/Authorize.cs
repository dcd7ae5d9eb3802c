using System.Security.Claims;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.SignIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Connect;

/// <summary>Gives an authorization code to whoever is signed in here, else asks them to sign in first.</summary>
internal static class Authorize
{
    public static async Task<IResult> Handle(HttpContext http, IdentityDbContext db, TokenSubjects subjects, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict has not seen this request.");
        var person = await SignInCookie.Read(http, db, ct);
        var mustSignIn = person is null || request.HasPromptValue(PromptValues.Login) || IsTooOld(request, person);

        if (mustSignIn && request.HasPromptValue(PromptValues.None))
        {
            return Refusal.Of(Errors.LoginRequired, "Nobody is signed in.");
        }

        if (mustSignIn)
        {
            await http.SignOutAsync(SignInCookie.Scheme);

            return Results.Challenge(new AuthenticationProperties { RedirectUri = Again(http, request) }, [SignInCookie.Scheme]);
        }

        var scopes = request.GetScopes();
        var identity = await subjects.OfPerson(person!.UserId, scopes.Length > 0 ? scopes : PortalScopes, ct);

        return identity is null
            ? Refusal.Of(Errors.AccessDenied, "This user may not sign in.")
            : Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // What a request without scope gets: everything the portal may ask for, a refresh token included.
    private static readonly string[] PortalScopes =
        [Scopes.OpenId, Scopes.Profile, Scopes.Roles, Scopes.OfflineAccess, .. Clients.ScopeCatalogue.All];

    private static bool IsTooOld(OpenIddictRequest request, SignedIn person) =>
        request.MaxAge is { } seconds && TimeProvider.System.GetUtcNow() - person.At > TimeSpan.FromSeconds(seconds);

    // The same request after the sign-in; without prompt=login, which is then fulfilled and would ask for ever.
    private static string Again(HttpContext http, OpenIddictRequest request)
    {
        var prompts = request.GetPromptValues().Remove(PromptValues.Login);
        var parameters = (http.Request.HasFormContentType
                ? http.Request.Form.SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v))
                : http.Request.Query.SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v)))
            .Where(p => p.Key is not (Parameters.Prompt or Parameters.MaxAge));
        if (prompts.Length > 0)
        {
            parameters = parameters.Append(KeyValuePair.Create(Parameters.Prompt, (string?)string.Join(' ', prompts)));
        }

        return QueryHelpers.AddQueryString(http.Request.Path, parameters);
    }
}
