using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using ChildPlatform.Testing;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Identity.Tests;

/// <summary>A person's browser with its cookies, and the portal's half of the code flow.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() };
    private readonly HttpClient _http;

    public Browser(Uri address)
    {
        _http = new HttpClient(_handler) { BaseAddress = address };
    }

    /// <summary>The secret half of the PKCE pair of this browser's next exchange.</summary>
    public string Verifier { get; } = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public static string PortalSecret => TestSecrets.For("portal");

    public string RedirectUri => new Uri(_http.BaseAddress!, "/signin-oidc").AbsoluteUri;

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(new Uri(_http.BaseAddress!, "/connect/authorize"));

    /// <summary>The address to which the portal would send the browser; members of <paramref name="changes"/> replace or, when null, remove.</summary>
    public string AuthorizeAddress(params (string Name, string? Value)[] changes)
    {
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = "portal";
        query["response_type"] = "code";
        query["redirect_uri"] = RedirectUri;
        query["scope"] = "openid profile offline_access";
        query["state"] = "the-state";
        query["nonce"] = "the-nonce";
        query["code_challenge_method"] = "S256";
        query["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                query.Remove(name);
            }
            else
            {
                query[name] = value;
            }
        }

        return "/connect/authorize?" + query;
    }

    public Task<HttpResponseMessage> Get(string address) => _http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    public Task<HttpResponseMessage> Post(string address, Dictionary<string, string> form) =>
        _http.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(form));

    /// <summary>Opens the sign-in page and sends the form as a person would.</summary>
    public async Task<HttpResponseMessage> SignIn(string userName, string password, string? returnUrl = null)
    {
        using var page = await Get("/connect/sign-in" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl)));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        var form = Hidden().Matches(html).ToDictionary(m => m.Groups["name"].Value, m => HttpUtility.HtmlDecode(m.Groups["value"].Value));
        form["userName"] = userName;
        form["password"] = password;

        return await Post("/connect/sign-in", form);
    }

    /// <summary>The whole way from the portal's redirect to the code that comes back to it.</summary>
    public async Task<string> Code(string userName, string password = IdentityApi.DemoPassword, params (string, string?)[] changes)
    {
        using var asked = await Get(AuthorizeAddress(changes));
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var signInPage = asked.Headers.Location!;
        Assert.Equal("/connect/sign-in", signInPage.AbsolutePath);

        var returnUrl = HttpUtility.ParseQueryString(signInPage.Query)["returnUrl"]!;
        using var signedIn = await SignIn(userName, password, returnUrl);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        using var authorized = await Get(signedIn.Headers.Location!.OriginalString);

        return CodeOf(authorized);
    }

    public string CodeOf(HttpResponseMessage authorized)
    {
        Assert.Equal(HttpStatusCode.Redirect, authorized.StatusCode);
        var back = authorized.Headers.Location!;
        Assert.StartsWith(RedirectUri, back.AbsoluteUri, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(back.Query);
        Assert.Equal("the-state", query["state"]);

        return query["code"] ?? throw new InvalidOperationException($"No code came back: {back}");
    }

    /// <summary>The portal's exchange of a code.</summary>
    public Dictionary<string, string> Exchange(string code, string? verifier = null) => new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "portal",
        ["client_secret"] = PortalSecret,
        ["redirect_uri"] = RedirectUri,
        ["code"] = code,
        ["code_verifier"] = verifier ?? Verifier,
    };

    public static Dictionary<string, string> Refresh(string refreshToken) => new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "portal",
        ["client_secret"] = PortalSecret,
        ["refresh_token"] = refreshToken,
    };

    /// <summary>Signs in and exchanges: the tokens that the portal would hold.</summary>
    public async Task<JsonElement> Tokens(string userName, string password = IdentityApi.DemoPassword)
    {
        var code = await Code(userName, password);
        using var response = await Post("/connect/token", Exchange(code));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""<input (?:type="hidden" )?name="(?<name>[^"]+)" (?:type="hidden" )?value="(?<value>[^"]*)"(?= /?>)""")]
    private static partial Regex Hidden();
}
