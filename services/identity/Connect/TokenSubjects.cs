using System.Security.Claims;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.Units;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChildPlatform.Identity.Connect;

/// <summary>
/// Says who a token is about. The unit is the one that is valid today by the domain's clock, so rights follow the tree;
/// roles and unit are read afresh at each refresh.
/// </summary>
internal sealed class TokenSubjects(IdentityDbContext db, TimeProvider clock)
{
    public const string Unit = "unit";
    public const string UnitPath = "unit_path";
    public const string Agency = "agency";

    /// <summary>The claims of a person; null when the person is unknown or disabled.</summary>
    public async Task<ClaimsIdentity?> OfPerson(Guid userId, IEnumerable<string> scopes, CancellationToken ct, ClaimsPrincipal? earlier = null)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is null || user.IsDisabled)
        {
            return null;
        }

        // What OpenIddict keeps about the sign-in (its authorization, above all) goes on from one token to the next.
        var identity = Identity(earlier?.Claims);
        identity.SetClaim(Claims.Subject, user.Id.ToString())
            .SetClaim(Claims.Name, user.Name)
            .SetClaims(Claims.Role, [.. user.Roles])
            .SetClaim(Agency, user.Agency);
        await AddUnit(identity, user.UnitId, ct);

        return Finish(identity, scopes);
    }

    /// <summary>The claims of a client that acts in its own name, or as its demo user; null when either is disabled.</summary>
    public async Task<ClaimsIdentity?> OfClient(string clientId, IReadOnlyCollection<string> asked, CancellationToken ct)
    {
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct);
        if (client is null || client.IsDisabled)
        {
            return null;
        }

        // A request without scope gets all that the client may have.
        var scopes = asked.Count > 0 ? asked : client.Scopes;
        if (client.UserId is { } userId)
        {
            return await OfPerson(userId, scopes, ct);
        }

        var identity = Identity(null);
        identity.SetClaim(Claims.Subject, client.ClientId).SetClaim(Claims.Name, client.Name);
        await AddUnit(identity, client.UnitId, ct);

        return Finish(identity, scopes);
    }

    private static ClaimsIdentity Identity(IEnumerable<Claim>? claims) =>
        new(claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);

    private static ClaimsIdentity Finish(ClaimsIdentity identity, IEnumerable<string> scopes)
    {
        identity.SetScopes(scopes);
        identity.SetResources(TokenServer.Audience);

        // The portal shows name, role and unit from its identity token; services read them from the access token.
        identity.SetDestinations(static claim => claim.Type switch
        {
            Claims.Name or Claims.Role or Unit or UnitPath or Agency => [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });

        return identity;
    }

    private async Task AddUnit(ClaimsIdentity identity, Guid? unitId, CancellationToken ct)
    {
        var unit = unitId is { } id ? await db.Resolve(id, VietnamTime.Today(clock), ct) : null;
        identity.SetClaim(Unit, unit?.Id.ToString());
        identity.RemoveClaims(UnitPath);

        // A national client has no unit; the claim is there all the same, and empty.
        identity.AddClaim(new Claim(UnitPath, unit?.Path ?? ""));
    }
}
