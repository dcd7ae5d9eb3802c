using System.Net;
using ChildPlatform.Contracts.Identity;

namespace ChildPlatform.Identity.Tests.SignIn;

public class SignInTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    [Fact]
    public async Task The_page_is_in_vietnamese_labelled_and_shows_the_hotlines()
    {
        using var browser = api.Browser();

        using var response = await browser.Get("/connect/sign-in");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("<html lang=\"vi\">", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"userName\">Tên đăng nhập</label>", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">Mật khẩu</label>", html, StringComparison.Ordinal);
        Assert.Contains("tel:111", html, StringComparison.Ordinal);
        Assert.Contains("tel:18001581", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var css = await browser.Get("/connect/assets/sign-in.css");
        Assert.Equal("text/css", css.Content.Headers.ContentType!.MediaType);
        using var mark = await browser.Get("/connect/assets/mark.svg");
        Assert.Equal("image/svg+xml", mark.Content.Headers.ContentType!.MediaType);
        using var other = await browser.Get("/connect/assets/appsettings.json");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_not_looked_at_and_a_fresh_page_comes()
    {
        using var browser = api.Browser();

        using var response = await browser.Post("/connect/sign-in",
            new Dictionary<string, string> { ["userName"] = "auditor", ["password"] = IdentityApi.DemoPassword });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/connect/sign-in", response.Headers.Location!.OriginalString);
        Assert.DoesNotContain(browser.Cookies, c => c.Name == "cp-sign-in");
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/connect/logout")]
    [InlineData("/connect/authorize/../../elsewhere")]
    public async Task Nobody_is_sent_anywhere_but_to_the_authorization_end_point(string returnUrl)
    {
        using var browser = api.Browser();

        using var response = await browser.SignIn("auditor", IdentityApi.DemoPassword, returnUrl);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_ends_with_the_session()
    {
        using var browser = api.Browser();

        using var response = await browser.SignIn("auditor", IdentityApi.DemoPassword);

        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("cp-sign-in=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/connect", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires=", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_tries_lock_even_for_the_right_password_and_the_text_stays_the_same()
    {
        await api.CreateUser("lan-lock", "20341");
        using var browser = api.Browser();
        var texts = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.SignIn("lan-lock", "wrong");
            texts.Add(await ErrorOf(wrong));
        }

        using var right = await browser.SignIn("lan-lock", IdentityApi.DemoPassword);
        texts.Add(await ErrorOf(right));
        using var unknown = await browser.SignIn("nobody-at-all", "wrong");
        texts.Add(await ErrorOf(unknown));

        Assert.Single(texts.Distinct());
        Assert.DoesNotContain(browser.Cookies, c => c.Name == "cp-sign-in");
        Assert.Equal(5, await api.Sql<int>("select failed_tries from credentials c join users u on u.id = c.user_id where user_name = 'lan-lock'"));

        await api.Sql<int>("update credentials set locked_until = now() where user_id = (select id from users where user_name = 'lan-lock')");
        using var later = await browser.SignIn("lan-lock", IdentityApi.DemoPassword);
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
    }

    [Fact]
    public async Task Four_wrong_tries_do_not_lock_and_a_right_one_starts_the_count_again()
    {
        await api.CreateUser("minh-lock", "20341");
        using var browser = api.Browser();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                using var wrong = await browser.SignIn("minh-lock", "wrong");
                Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
            }

            using var right = await browser.SignIn("minh-lock", IdentityApi.DemoPassword);
            Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        }
    }

    [Fact]
    public async Task Of_many_wrong_tries_at_once_five_are_looked_at()
    {
        var (user, _) = await api.CreateUser("parallel-lock", "20341");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var browser = api.Browser();
            using var response = await browser.SignIn("parallel-lock", "wrong");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));

        Assert.Equal(5L, await api.Sql<long>(
            $"select count(*) from audit_entries where subject_id = '{user.Id}' and details->>'reason' = 'wrong-password'"));
        Assert.Equal(15L, await api.Sql<long>(
            $"select count(*) from audit_entries where subject_id = '{user.Id}' and details->>'reason' = 'locked'"));
    }

    [Fact]
    public async Task Sign_ins_stand_in_the_audit_trail_without_what_was_typed()
    {
        var (user, _) = await api.CreateUser("audit-me", "20341");
        using var browser = api.Browser();
        using var wrong = await browser.SignIn("audit-me", "my-secret-password");
        using var right = await browser.SignIn("audit-me", IdentityApi.DemoPassword);

        var page = await api.Get<Page<AuditResponse>>($"/audit?subjectType=user&subjectId={user.Id}");

        Assert.Equal(["sign-in.succeed", "sign-in.refuse", "user.create"], page.Items.Select(e => e.Action));
        Assert.DoesNotContain(page.Items, e => e.Details?.ToString().Contains("my-secret-password", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_disabled_person_can_neither_sign_in_nor_refresh_nor_go_on_with_the_cookie()
    {
        var (user, version) = await api.CreateUser("leaver", "20341");
        using var browser = api.Browser();
        var tokens = await browser.Tokens("leaver");

        using var disabled = await api.Send(HttpMethod.Post, $"/users/{user.Id}/disable", ifMatch: $"\"{version}\"");
        Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);

        var (status, answer) = await api.PostToken(Browser.Refresh(tokens.GetProperty("refresh_token").GetString()!));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", answer.GetProperty("error").GetString());
        using var again = await browser.Get(browser.AuthorizeAddress());
        Assert.Equal("/connect/sign-in", again.Headers.Location!.AbsolutePath);
        using var signIn = await browser.SignIn("leaver", IdentityApi.DemoPassword);
        Assert.NotEmpty(await ErrorOf(signIn));
    }

    private static async Task<string> ErrorOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        var start = html.IndexOf("role=\"alert\">", StringComparison.Ordinal);
        Assert.True(start > 0, html);

        return html[start..html.IndexOf("</p>", start, StringComparison.Ordinal)];
    }
}
