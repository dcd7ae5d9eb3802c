using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace ChildPlatform.Identity.Connect;

/// <summary>A refusal in the words of OAuth; the text stays neutral.</summary>
internal static class Refusal
{
    public static IResult Of(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
