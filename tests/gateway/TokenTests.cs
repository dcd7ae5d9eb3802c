using System.Net;
using System.Text;
using ChildPlatform.Testing;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Gateway.Tests;

public sealed class TokenTests(Platform platform) : IClassFixture<Platform>
{
    private const string Donations = "/api/v1/fund/donations";

    [Fact]
    public async Task Without_a_token_the_service_is_not_reached()
    {
        var answer = await platform.Anonymous.GetAsync(Donations);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Only_a_token_of_identity_for_this_api_opens()
    {
        var good = Of();
        var (header, body, signature) = good.Split('.') switch { var p => (p[0], p[1], p[2]) };
        Dictionary<string, string> wrong = new()
        {
            ["garbage"] = "abc",
            ["tampered"] = $"{header}.{Tokens.For("administrator").Split('.')[1]}.{signature}",
            ["unsigned"] = $"{Base64("""{"alg":"none","typ":"at+jwt"}""")}.{body}.",
            ["forged"] = Tokens.Forged("fund-officer"),
            ["expired"] = Of(d => d.Expires = DateTime.UtcNow.AddMinutes(-3)),
            ["audience"] = Of(d => d.Audience = "another-api"),
            ["issuer"] = Of(d => d.Issuer = "http://evil.example/"),
            ["identity token"] = Of(d => d.TokenType = "JWT"),
        };

        foreach (var (what, token) in wrong)
        {
            using var client = platform.Gateway.As(token);
            var answer = await client.GetAsync(Donations);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, what);
            await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
            Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        using var lan = platform.Gateway.As(good);
        Assert.Equal("fund", (await (await lan.GetAsync(Donations)).SeenAsync()).Service);
        Assert.Equal("fund", (await (await lan.GetAsync(Donations)).SeenAsync()).Service);
    }

    [Fact]
    public async Task Clocks_may_differ_by_two_minutes()
    {
        using var client = platform.Gateway.As(Of(d => d.Expires = DateTime.UtcNow.AddMinutes(-1)));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Donations)).StatusCode);
    }

    [Fact]
    public async Task A_token_does_not_outlive_its_end_in_the_cache()
    {
        // Good for two seconds more, by the tolerance of two minutes.
        using var client = platform.Gateway.As(Of(d => d.Expires = DateTime.UtcNow.AddSeconds(-118)));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Donations)).StatusCode);
        await Eventually.Until(async () => (await client.GetAsync(Donations)).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Public_paths_ask_for_no_token_and_mind_no_wrong_one()
    {
        using var client = platform.Gateway.As("abc");

        Assert.Equal("fund", (await (await client.GetAsync("/api/v1/public/fund/summary")).SeenAsync()).Service);
    }

    private static string Of(Action<SecurityTokenDescriptor>? change = null) => Tokens.For(Tokens.Users["fund-officer"], d =>
    {
        d.NotBefore = d.IssuedAt = DateTime.UtcNow.AddHours(-1);
        change?.Invoke(d);
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
