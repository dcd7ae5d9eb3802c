using System.Net;
using System.Text.Json;
using System.Web;
using ChildPlatform.Contracts.Identity;

namespace ChildPlatform.Identity.Tests.Connect;

public class CodeFlowTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    [Fact]
    public async Task A_person_signs_in_and_the_portal_gets_tokens_with_role_and_unit()
    {
        using var browser = api.Browser();

        var tokens = await browser.Tokens("case-worker-tamky");

        var access = IdentityApi.Decode(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal("at+jwt", access.Typ);
        Assert.Equal("RS256", access.Alg);
        Assert.Equal(["childplatform-api"], access.Audiences);
        Assert.Equal(api.Address.AbsoluteUri, access.Issuer);
        Assert.Equal("Huỳnh Thị Mai", access.GetPayloadValue<string>("name"));
        Assert.Equal(Roles.CaseWorker, access.GetPayloadValue<string>("role"));
        Assert.Equal("portal", access.GetPayloadValue<string>("client_id"));
        Assert.EndsWith($"{Guid.Parse(access.GetPayloadValue<string>("unit")):N}/", access.GetPayloadValue<string>("unit_path"), StringComparison.Ordinal);
        Assert.InRange(access.ValidTo - access.IssuedAt, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));

        var identity = IdentityApi.Decode(tokens.GetProperty("id_token").GetString()!);
        Assert.Equal(access.Subject, identity.Subject);
        Assert.Equal("the-nonce", identity.GetPayloadValue<string>("nonce"));
        Assert.Equal(Roles.CaseWorker, identity.GetPayloadValue<string>("role"));

        using var http = api.With(access.EncodedToken);
        using var units = await http.GetAsync(new Uri("/api/v1/identity/units?limit=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, units.StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_in_gets_the_next_code_without_the_form()
    {
        using var browser = api.Browser();
        await browser.Tokens("fund-officer");

        using var again = await browser.Get(browser.AuthorizeAddress());

        Assert.NotEmpty(browser.CodeOf(again));
    }

    [Fact]
    public async Task Prompt_login_asks_again_and_prompt_none_never_does()
    {
        using var browser = api.Browser();
        using var silent = await browser.Get(browser.AuthorizeAddress(("prompt", "none")));
        Assert.Equal("login_required", HttpUtility.ParseQueryString(silent.Headers.Location!.Query)["error"]);

        await browser.Tokens("fund-officer");

        Assert.NotEmpty(await browser.Code("fund-officer", changes: ("prompt", "login")));
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    public async Task Without_a_hashed_challenge_there_is_no_code(string name, string? value)
    {
        using var browser = api.Browser();

        using var response = await browser.Get(browser.AuthorizeAddress((name, value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_the_portals_is_never_redirected_to()
    {
        using var browser = api.Browser();

        using var response = await browser.Get(browser.AuthorizeAddress(("redirect_uri", "https://example.org/signin-oidc")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused()
    {
        using var browser = api.Browser();
        var code = await browser.Code("fund-officer");

        var (status, answer) = await api.PostToken(browser.Exchange(code, verifier: new string('a', 43)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_code_works_once_and_its_replay_ends_what_it_gave()
    {
        using var browser = api.Browser();
        var code = await browser.Code("fund-officer");
        var (first, tokens) = await api.PostToken(browser.Exchange(code));
        Assert.Equal(HttpStatusCode.OK, first);

        var (second, answer) = await api.PostToken(browser.Exchange(code));

        Assert.Equal(HttpStatusCode.BadRequest, second);
        Assert.Equal("invalid_grant", answer.GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await Refresh(tokens)).Status);
    }

    [Fact]
    public async Task A_refresh_token_rotates_and_its_reuse_ends_the_chain()
    {
        using var browser = api.Browser();
        var first = await browser.Tokens("fund-officer");

        var (ok, second) = await Refresh(first);
        Assert.Equal(HttpStatusCode.OK, ok);
        Assert.NotEqual(first.GetProperty("refresh_token").GetString(), second.GetProperty("refresh_token").GetString());
        Assert.Equal(Roles.FundOfficer,
            IdentityApi.Decode(second.GetProperty("access_token").GetString()!).GetPayloadValue<string>("role"));

        var (reused, answer) = await Refresh(first);
        Assert.Equal(HttpStatusCode.BadRequest, reused);
        Assert.Equal("invalid_grant", answer.GetProperty("error").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, (await Refresh(second)).Status);
    }

    [Fact]
    public async Task Of_many_who_use_one_refresh_token_at_once_at_most_one_gets_through()
    {
        using var browser = api.Browser();
        var tokens = await browser.Tokens("fund-officer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(tokens)));

        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) <= 1, string.Join(", ", answers.Select(a => a.Status)));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.BadRequest, a.Status));
        Assert.All(await Task.WhenAll(answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => Refresh(a.Answer))),
            next => Assert.Equal(HttpStatusCode.BadRequest, next.Status));
    }

    [Fact]
    public async Task Of_many_who_use_one_code_at_once_at_most_one_gets_through_and_what_it_got_is_ended()
    {
        using var browser = api.Browser();
        var code = await browser.Code("fund-officer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.PostToken(browser.Exchange(code))));

        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) <= 1, string.Join(", ", answers.Select(a => a.Status)));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.BadRequest, a.Status));
        Assert.All(await Task.WhenAll(answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => Refresh(a.Answer))),
            next => Assert.Equal(HttpStatusCode.BadRequest, next.Status));
    }

    [Fact]
    public async Task A_token_whose_authorization_has_ended_is_dead_although_it_was_stored_later()
    {
        using var browser = api.Browser();
        var tokens = await browser.Tokens("fund-officer");
        await api.Sql<object>("update openiddict_authorizations set status = 'revoked'");

        Assert.Equal(HttpStatusCode.BadRequest, (await Refresh(tokens)).Status);
    }

    [Fact]
    public async Task Sign_out_ends_the_session_and_goes_back_to_the_portal()
    {
        using var browser = api.Browser();
        var tokens = await browser.Tokens("fund-officer");
        var back = new Uri(api.Address, "/signout-callback-oidc").AbsoluteUri;

        using var response = await browser.Get("/connect/logout?client_id=portal&state=s&id_token_hint="
            + tokens.GetProperty("id_token").GetString() + "&post_logout_redirect_uri=" + Uri.EscapeDataString(back));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(back + "?state=s", response.Headers.Location!.AbsoluteUri);
        using var again = await browser.Get(browser.AuthorizeAddress());
        Assert.Equal("/connect/sign-in", again.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Sign_out_without_a_return_address_goes_to_the_front_page()
    {
        using var browser = api.Browser();

        using var response = await browser.Get("/connect/logout");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Discovery_names_the_configured_address_whatever_host_a_request_names()
    {
        using var http = api.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/.well-known/openid-configuration", UriKind.Relative));
        request.Headers.Host = "evil.example:99";

        using var response = await http.SendAsync(request);
        var discovery = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

        Assert.Equal(api.Address.AbsoluteUri, discovery.GetProperty("issuer").GetString());
        foreach (var name in new[] { "authorization_endpoint", "token_endpoint", "end_session_endpoint", "revocation_endpoint", "jwks_uri" })
        {
            Assert.StartsWith(api.Address.AbsoluteUri, discovery.GetProperty(name).GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(["S256"], discovery.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()));
        Assert.Contains(Scopes.CasesIntake, discovery.GetProperty("scopes_supported").EnumerateArray().Select(m => m.GetString()));
    }

    private Task<(HttpStatusCode Status, JsonElement Answer)> Refresh(JsonElement tokens) =>
        api.PostToken(Browser.Refresh(tokens.GetProperty("refresh_token").GetString()!));
}
