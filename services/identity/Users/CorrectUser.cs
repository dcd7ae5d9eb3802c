using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Users;

internal static class CorrectUser
{
    public static async Task<Results<Ok<UserResponse>, NotFound>> Handle(
        Guid id, CorrectUserRequest request, IfMatch ifMatch, HttpContext http, IdentityDbContext db, AuditTrail audit, CurrentUser actor,
        TimeProvider clock, CancellationToken ct)
    {
        var input = new UserInput(db, clock);
        input.CheckName(request.Name!);
        input.CheckRoles(request.Roles!);
        var unitId = await input.CheckUnit(request.UnitCode, ct);
        await input.CheckAgency(request.Agency, ct);
        input.ThrowIfWrong();

        if (await db.Users.FindAsync([id], ct) is not { } user)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(user.Version);
        user.Correct(request.Name!, request.Roles!, unitId, request.Agency, actor.Id);
        audit.Record("user.correct", "user", user.Id.ToString(), new { user.Roles, request.UnitCode, user.Agency });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetUser.Answer(user, http, db, ct));
    }
}
