using ChildPlatform.Portal.Api;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Portal.Security;

/// <summary>
/// Identity's addresses as the portal must use them: what the browser opens is public, what the portal calls goes to the inner
/// address of the gateway. The discovery document knows only the public ones, so it is not asked; keys are.
/// </summary>
internal sealed class GatewayConfiguration(IHttpClientFactory clients, PortalSettings settings)
    : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly ApiProblem SignInUnreachable = new()
    {
        Status = 503,
        Code = "sign-in-unreachable",
        Detail = "Phần đăng nhập chưa sẵn sàng, có thể vừa khởi động lại. Chờ ít giây rồi tải lại trang.",
    };

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private OpenIdConnectConfiguration? current;
    private DateTimeOffset readAt;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (current is { } known && DateTimeOffset.UtcNow - readAt < Kept)
        {
            return known;
        }

        await turn.WaitAsync(cancel);
        try
        {
            if (current is { } read && DateTimeOffset.UtcNow - readAt < Kept)
            {
                return read;
            }

            var configuration = new OpenIdConnectConfiguration
            {
                Issuer = settings.Issuer.ToString(),
                AuthorizationEndpoint = settings.Public("/connect/authorize"),
                EndSessionEndpoint = settings.Public("/connect/logout"),
                TokenEndpoint = new Uri(settings.Gateway, "connect/token").ToString(),
            };
            var keys = await Keys(cancel);
            foreach (var key in new JsonWebKeySet(keys).GetSigningKeys())
            {
                configuration.SigningKeys.Add(key);
            }

            (current, readAt) = (configuration, DateTimeOffset.UtcNow);
            return configuration;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<string> Keys(CancellationToken cancel)
    {
        try
        {
            return await clients.CreateClient(ApiClient.HttpName).GetStringAsync(new Uri(".well-known/jwks", UriKind.Relative), cancel);
        }
        catch (HttpRequestException e)
        {
            throw new ApiException(SignInUnreachable, e);
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>A token with an unknown key arrived: ask again, but not in a storm.</summary>
    public void RequestRefresh()
    {
        if (DateTimeOffset.UtcNow - readAt > TimeSpan.FromSeconds(5))
        {
            current = null;
        }
    }
}
