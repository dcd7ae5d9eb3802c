using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChildPlatform.Identity.SignIn;

/// <summary>
/// The sign-in page. Whatever the reason of a refusal, the text is the same: it never tells which names exist, nor which
/// are locked or disabled.
/// </summary>
[AllowAnonymous]
internal sealed class SignInModel(PasswordSignIn signIn) : PageModel
{
    private const int LongestUserName = 64;
    private const int LongestPassword = 128;

    public string? UserName { get; private set; }

    public string? ReturnUrl { get; private set; }

    public bool Refused { get; private set; }

    /// <summary>The name stands there already, so it is the password that is typed next.</summary>
    public bool AsksPasswordAgain => Refused && !string.IsNullOrEmpty(UserName);

    public void OnGet(string? returnUrl)
    {
        ReturnUrl = Local(returnUrl);
        Protect();
    }

    public async Task<IActionResult> OnPostAsync(string? userName, string? password, string? returnUrl, CancellationToken ct)
    {
        UserName = userName?.Trim().ToLowerInvariant();
        ReturnUrl = Local(returnUrl);
        if (UserName is { Length: > 0 and <= LongestUserName } && password is { Length: > 0 and <= LongestPassword }
            && await signIn.Try(UserName, password, ct) is { } person)
        {
            await SignInCookie.Write(HttpContext, person.UserId, person.PasswordChangedAt);

            return Redirect(ReturnUrl ?? "/");
        }

        Refused = true;
        Protect();

        return Page();
    }

    // Only the authorization end point sends people here, so only there does anybody go back.
    private string? Local(string? returnUrl) =>
        Url.IsLocalUrl(returnUrl) && returnUrl.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? returnUrl : null;

    private void Protect()
    {
        var headers = Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";

        // The answer to the form redirects on to the portal, which is at the same public address.
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
