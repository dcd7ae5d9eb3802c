using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Connect;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Users;

internal static class ResetPassword
{
    public static async Task<Results<Ok<UserResponse>, NotFound>> Handle(
        Guid id, ResetPasswordRequest request, IfMatch ifMatch, HttpContext http, IdentityDbContext db, Passwords passwords,
        Sessions sessions, AuditTrail audit, TimeProvider clock, CancellationToken ct)
    {
        var user = await db.Users.FindAsync([id], ct);
        var input = new UserInput(db, clock);
        input.CheckPassword(request.Password!, user?.UserName);
        input.ThrowIfWrong();
        if (user is null || await db.LockCredential(id, ct) is not { } credential)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(user.Version);
        credential.Reset(passwords.Hash(request.Password!), TimeProvider.System.GetUtcNow());
        user.PasswordWasReset();
        audit.Record("user.reset-password", "user", user.Id.ToString());
        await db.SaveChangesAsync(ct);
        await sessions.EndAll(user.Id, ct);

        return TypedResults.Ok(await GetUser.Answer(user, http, db, ct));
    }
}
