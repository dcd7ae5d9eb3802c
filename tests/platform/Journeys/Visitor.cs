using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>A person with a browser that shows nothing: cookies, redirects and the sign-in form.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly Testing.Platform platform;
    private readonly HttpClient http;

    public Visitor(Testing.Platform platform)
    {
        this.platform = platform;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = platform.Gateway, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Goes where the redirects lead and gives the page that they end at.</summary>
    public async Task<(Uri Address, HttpStatusCode Status, string Html)> OpenAsync(string address) =>
        await FollowAsync(new Uri(platform.Gateway, address), await http.GetAsync(new Uri(platform.Gateway, address)));

    /// <summary>Signs in to the portal; the page is the one behind the sign-in.</summary>
    public async Task<(Uri Address, HttpStatusCode Status, string Html)> SignInToPortalAsync(string user, string password = "Demo@2024")
    {
        var (form, _, html) = await OpenAsync("/");
        return await SendFormAsync(form, html, user, password);
    }

    /// <summary>The access token that the portal would hold: authorization code with PKCE, as its client.</summary>
    public async Task<string> AccessTokenAsync(string user, string password)
    {
        var verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var redirect = new Uri(platform.Gateway, "/signin-oidc").AbsoluteUri;
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = "portal";
        query["response_type"] = "code";
        query["redirect_uri"] = redirect;
        query["scope"] = "openid profile";
        query["state"] = "the-state";
        query["code_challenge_method"] = "S256";
        query["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var (form, _, html) = await OpenAsync("/connect/authorize?" + query);
        var (back, _, _) = await SendFormAsync(form, html, user, password, stopAt: redirect);
        var code = HttpUtility.ParseQueryString(back.Query)["code"];
        Assert.NotNull(code);

        using var answer = await http.PostAsync(Requests.At("/connect/token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "portal",
            ["client_secret"] = platform.Secret("portal"),
            ["redirect_uri"] = redirect,
            ["code"] = code,
            ["code_verifier"] = verifier,
        }));
        return (string)(await answer.ShouldBeAsync(HttpStatusCode.OK))["access_token"]!;
    }

    public void Dispose() => http.Dispose();

    private async Task<(Uri Address, HttpStatusCode Status, string Html)> SendFormAsync(
        Uri form, string html, string user, string password, string? stopAt = null)
    {
        Assert.Equal("/connect/sign-in", form.AbsolutePath);
        var fields = Hidden().Matches(html).ToDictionary(m => m.Groups["name"].Value, m => HttpUtility.HtmlDecode(m.Groups["value"].Value));
        fields["userName"] = user;
        fields["password"] = password;
        return await FollowAsync(form, await http.PostAsync(form, new FormUrlEncodedContent(fields)), stopAt);
    }

    private async Task<(Uri Address, HttpStatusCode Status, string Html)> FollowAsync(
        Uri address, HttpResponseMessage answer, string? stopAt = null)
    {
        while (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
        {
            address = new Uri(address, answer.Headers.Location!);
            answer.Dispose();
            if (stopAt is not null && address.AbsoluteUri.StartsWith(stopAt, StringComparison.Ordinal))
            {
                return (address, HttpStatusCode.Redirect, "");
            }

            answer = await http.GetAsync(address);
        }

        using (answer)
        {
            return (address, answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
    }

    [GeneratedRegex("""<input (?:type="hidden" )?name="(?<name>[^"]+)" (?:type="hidden" )?value="(?<value>[^"]*)"(?= /?>)""")]
    private static partial Regex Hidden();
}
