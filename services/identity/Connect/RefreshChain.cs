using System.Security.Claims;
using ChildPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Connect;

/// <summary>
/// Lets a refresh token through once. OpenIddict refuses one that it finds redeemed, but lets two that come at the same
/// moment both pass; here the database decides which of them was first.
/// </summary>
internal sealed class RefreshChain(IdentityDbContext db, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens)
{
    /// <returns>False when somebody else has redeemed the token meanwhile; then the whole chain has been ended.</returns>
    public async Task<bool> Redeem(ClaimsPrincipal refreshToken, CancellationToken ct)
    {
        if (!Guid.TryParse(refreshToken.GetTokenId(), out var tokenId))
        {
            return false;
        }

        // The concurrency token stays, so that OpenIddict can write the same again when it issues the next tokens.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var redeemed = await db.Set<OpenIddictEntityFrameworkCoreToken<Guid>>()
            .Where(t => t.Id == tokenId && t.Status == Statuses.Valid)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.Status, Statuses.Redeemed).SetProperty(x => x.RedemptionDate, now), ct);
        if (redeemed == 1)
        {
            return true;
        }

        // The first user's next token may not be stored yet; it dies with the authorization that it belongs to.
        if (refreshToken.GetAuthorizationId() is { } id && await authorizations.FindByIdAsync(id, ct) is { } authorization)
        {
            await authorizations.TryRevokeAsync(authorization, ct);
            await tokens.RevokeByAuthorizationIdAsync(id, ct);
        }

        return false;
    }
}
