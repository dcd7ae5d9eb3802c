using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChildPlatform.Portal.Security;

/// <summary>Who is looking: the same for a page in a live circuit and for a file endpoint of plain HTTP.</summary>
internal sealed class CurrentSession(AuthenticationStateProvider circuit, SessionTokens tokens)
{
    private ClaimsPrincipal? fixedUser;

    /// <summary>For endpoints outside components, which have no authentication state of a circuit.</summary>
    public void Use(ClaimsPrincipal user) => fixedUser = user;

    public async Task<ClaimsPrincipal> UserAsync() =>
        fixedUser ?? (await circuit.GetAuthenticationStateAsync()).User;

    public async Task<string> AccessTokenAsync(CancellationToken ct) =>
        await tokens.AccessTokenAsync(await UserAsync(), ct);
}
