using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Connect;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Users;

internal static class DisableUser
{
    public static async Task<Results<Ok<UserResponse>, NotFound>> Handle(
        Guid id, IfMatch ifMatch, HttpContext http, IdentityDbContext db, Sessions sessions, AuditTrail audit, CurrentUser actor,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.Users.FindAsync([id], ct) is not { } user)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(user.Version);
        user.Disable(actor.Id, clock.GetUtcNow());
        audit.Record("user.disable", "user", user.Id.ToString());
        await db.SaveChangesAsync(ct);
        await sessions.EndAll(user.Id, ct);

        return TypedResults.Ok(await GetUser.Answer(user, http, db, ct));
    }
}
