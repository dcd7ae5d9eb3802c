using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Users;

internal static class EnableUser
{
    public static async Task<Results<Ok<UserResponse>, NotFound>> Handle(
        Guid id, IfMatch ifMatch, HttpContext http, IdentityDbContext db, AuditTrail audit, CancellationToken ct)
    {
        if (await db.Users.FindAsync([id], ct) is not { } user)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(user.Version);
        user.Enable();
        audit.Record("user.enable", "user", user.Id.ToString());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetUser.Answer(user, http, db, ct));
    }
}
