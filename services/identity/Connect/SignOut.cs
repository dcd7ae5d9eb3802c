using ChildPlatform.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace ChildPlatform.Identity.Connect;

/// <summary>Ends the session here and sends the browser back to where the portal asked, else to its front page.</summary>
internal static class SignOut
{
    public static async Task<IResult> Handle(HttpContext http)
    {
        await http.SignOutAsync(SignInCookie.Scheme);

        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
