using System.Security.Claims;
using ChildPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ChildPlatform.Identity.Connect;

/// <summary>
/// Lets a code or a refresh token through once, and ends everything that came from it when it is used again. OpenIddict lets
/// two that come at the same moment both pass, and on reuse ends the tokens that it finds: the first user's next token may not
/// be stored yet. So the database decides here which use was the first, and what a reuse ends is the authorization, which
/// each later use asks for: a token that is stored after its authorization has ended is dead from the start.
/// </summary>
internal sealed class TokenChain(IdentityDbContext db)
{
    /// <returns>False when the token was used before, or its authorization has ended; then the whole chain has been ended.</returns>
    public async Task<bool> Redeem(ClaimsPrincipal grant, CancellationToken ct)
    {
        if (!Guid.TryParse(grant.GetTokenId(), out var tokenId) || !Guid.TryParse(grant.GetAuthorizationId(), out var authorizationId))
        {
            return false;
        }

        // The authorization is asked for in a subquery, not joined: only what stands on the row itself is looked at again after
        // waiting for another's update of it. The concurrency token stays, so that OpenIddict can write the same once more
        // when it issues the next tokens.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var redeemed = await db.Set<OpenIddictEntityFrameworkCoreToken<Guid>>()
            .Where(t => t.Id == tokenId && t.Status == Statuses.Valid
                && db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().Any(a => a.Id == authorizationId && a.Status == Statuses.Valid))
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.Status, Statuses.Redeemed).SetProperty(x => x.RedemptionDate, now), ct);
        if (redeemed == 1)
        {
            return true;
        }

        await End(grant, ct);

        return false;
    }

    /// <summary>
    /// Ends the authorization. Its tokens are left as they are: each needs it, and updates of several rows by several users
    /// at once would wait for each other in a circle.
    /// </summary>
    public async Task End(ClaimsPrincipal grant, CancellationToken ct)
    {
        if (Guid.TryParse(grant.GetAuthorizationId(), out var authorizationId))
        {
            await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>()
                .Where(a => a.Id == authorizationId && a.Status != Statuses.Revoked)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.Status, Statuses.Revoked), ct);
        }
    }
}

/// <summary>
/// Refuses a code or refresh token that was redeemed already, and ends its authorization. Comes before OpenIddict's own check,
/// which would only end the tokens that it finds; one that is redeemed in between is met by <see cref="TokenChain.Redeem"/>, since
/// that check reads the same entry from a cache.
/// </summary>
internal sealed class ReuseHandler(IOpenIddictTokenManager tokens, TokenChain chain) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .UseScopedHandler<ReuseHandler>()
            .SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order - 1)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.EndpointType is OpenIddictServerEndpointType.Token
            && context.Principal is { } grant && grant.GetTokenId() is { } id
            && await tokens.FindByIdAsync(id, context.CancellationToken) is { } token
            && await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken))
        {
            await chain.End(grant, context.CancellationToken);
            context.Reject(Errors.InvalidGrant, "The grant is not valid any more.");
        }
    }
}
