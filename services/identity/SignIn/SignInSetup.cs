using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace ChildPlatform.Identity.SignIn;

/// <summary>Sets up the sign-in page, its cookies and its check of passwords.</summary>
internal static class SignInSetup
{
    public static WebApplicationBuilder AddSignInPage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<PasswordSignIn>();
        services.AddSingleton<Passwords>();
        services.AddAuthentication().AddCookie(SignInCookie.Scheme, SignInCookie.Configure);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "cp-form";
            o.Cookie.Path = "/connect";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorPages(o => o.RootDirectory = "/SignIn").AddMvcOptions(o => o.Filters.Add<StaleFormFilter>());

        // Vietnamese letters are written as they are, not as numbers.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));

        return builder;
    }
}
