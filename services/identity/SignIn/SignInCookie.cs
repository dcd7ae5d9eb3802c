using System.Globalization;
using System.Security.Claims;
using ChildPlatform.Identity.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.SignIn;

/// <summary>Who is signed in at identity, and since when.</summary>
internal sealed record SignedIn(Guid UserId, DateTimeOffset At);

/// <summary>
/// The cookie between the sign-in page and the authorization end point. Short, because offices share computers: the
/// portal's own session is what lasts.
/// </summary>
internal static class SignInCookie
{
    public const string Scheme = "sign-in";

    private const string Subject = "sub";
    private const string At = "auth_time";
    private const string PasswordOf = "password_of";
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(30);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "cp-sign-in";
        options.Cookie.Path = "/connect";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/connect/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = _lifetime;
        options.SlidingExpiration = false;

        // The registered clock is the domain's and may be moved; sessions keep the machine's.
        options.TimeProvider = TimeProvider.System;
    }

    public static Task Write(HttpContext http, Guid userId, DateTimeOffset passwordChangedAt)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(Subject, userId.ToString()),
            new Claim(At, Text(TimeProvider.System.GetUtcNow())),
            new Claim(PasswordOf, Text(passwordChangedAt)),
        ], Scheme, Subject, null);

        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
    }

    /// <summary>The person of a valid cookie; null when the person was disabled, or got another password since.</summary>
    public static async Task<SignedIn?> Read(HttpContext http, IdentityDbContext db, CancellationToken ct)
    {
        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        if (principal is null || !Guid.TryParse(principal.FindFirstValue(Subject), out var userId))
        {
            return null;
        }

        var changedAt = await (
            from credential in db.Credentials
            join user in db.Users on credential.UserId equals user.Id
            where user.Id == userId && user.DisabledAt == null
            select (DateTimeOffset?)credential.ChangedAt).SingleOrDefaultAsync(ct);

        return changedAt is { } at && Text(at) == principal.FindFirstValue(PasswordOf)
            ? new SignedIn(userId, Instant(principal.FindFirstValue(At)!))
            : null;
    }

    private static string Text(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
}
