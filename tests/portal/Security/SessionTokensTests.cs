using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using ChildPlatform.Portal.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChildPlatform.Portal.Tests.Security;

/// <summary>Renewal of tokens, with Redis away: the process's own memory and lock must do.</summary>
public sealed class SessionTokensTests : IDisposable
{
    private static readonly PortalSettings Settings = new(
        new Uri("http://localhost:8080"), new Uri("http://localhost:1"), "secret", "localhost:1,connectTimeout=50,connectRetry=0", null, 2024);

    private readonly Identity identity = new();
    private readonly SessionVault vault = new(new RedisLink(Settings, NullLogger<RedisLink>.Instance), new EphemeralDataProtectionProvider());

    private SessionTokens Tokens => field ??= new SessionTokens(vault, identity, Settings, NullLogger<SessionTokens>.Instance);

    [Fact]
    public async Task A_refresh_token_is_spent_once_however_many_pages_ask()
    {
        var user = await SignedIn(expiresIn: TimeSpan.FromSeconds(5));
        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tokens.AccessTokenAsync(user, CancellationToken.None)));

        Assert.All(tokens, token => Assert.Equal("access-1", token));
        Assert.Equal(["refresh-0"], identity.Spent);
    }

    [Fact]
    public async Task The_rotated_token_is_used_the_next_time()
    {
        identity.ExpiresIn = 5;
        var user = await SignedIn(expiresIn: TimeSpan.FromSeconds(5));
        await Tokens.AccessTokenAsync(user, CancellationToken.None);
        await Tokens.AccessTokenAsync(user, CancellationToken.None);

        Assert.Equal(["refresh-0", "refresh-1"], identity.Spent);
    }

    [Fact]
    public async Task A_good_token_is_not_exchanged()
    {
        var user = await SignedIn(expiresIn: TimeSpan.FromHours(1));

        Assert.Equal("access-0", await Tokens.AccessTokenAsync(user, CancellationToken.None));
        Assert.Empty(identity.Spent);
    }

    [Fact]
    public async Task A_refused_renewal_ends_the_session()
    {
        identity.Refuses = true;
        var user = await SignedIn(expiresIn: TimeSpan.Zero);

        await Assert.ThrowsAsync<SessionEndedException>(() => Tokens.AccessTokenAsync(user, CancellationToken.None));
        Assert.Null(await vault.RetrieveAsync(user.FindFirst(SessionVault.KeyClaim)!.Value));
    }

    [Fact]
    public async Task A_removed_session_gives_no_token()
    {
        var user = await SignedIn(expiresIn: TimeSpan.FromHours(1));
        await vault.RemoveAsync(user.FindFirst(SessionVault.KeyClaim)!.Value);

        await Assert.ThrowsAsync<SessionEndedException>(() => Tokens.AccessTokenAsync(user, CancellationToken.None));
    }

    public void Dispose() => identity.Dispose();

    private async Task<ClaimsPrincipal> SignedIn(TimeSpan expiresIn)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionVault.KeyClaim, Guid.NewGuid().ToString("N"))], "test"));
        var properties = new AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddHours(1) };
        properties.StoreTokens(
        [
            new AuthenticationToken { Name = "access_token", Value = "access-0" },
            new AuthenticationToken { Name = "refresh_token", Value = "refresh-0" },
            new AuthenticationToken { Name = "id_token", Value = "id" },
            new AuthenticationToken { Name = "expires_at", Value = (DateTimeOffset.UtcNow + expiresIn).ToString("o", CultureInfo.InvariantCulture) },
        ]);
        await vault.StoreAsync(new AuthenticationTicket(user, properties, "Cookies"));

        return user;
    }

    /// <summary>Answers a refresh like identity: each token once.</summary>
    private sealed class Identity : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Spent { get; } = [];

        public int ExpiresIn { get; set; } = 3600;

        public bool Refuses { get; set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { BaseAddress = new Uri("http://gateway/") };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = System.Web.HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            if (Refuses || Spent.Contains(form["refresh_token"]!))
            {
                return new HttpResponseMessage(HttpStatusCode.BadRequest);
            }

            Spent.Add(form["refresh_token"]!);
            await Task.Delay(50, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(new
                {
                    access_token = $"access-{Spent.Count}",
                    refresh_token = $"refresh-{Spent.Count}",
                    expires_in = ExpiresIn,
                }),
            };
        }
    }
}
