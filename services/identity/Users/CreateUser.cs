using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.ServiceDefaults.Audit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Users;

internal static class CreateUser
{
    public static async Task<Created<UserResponse>> Handle(
        CreateUserRequest request, HttpContext http, IdentityDbContext db, Passwords passwords, AuditTrail audit, TimeProvider clock,
        CancellationToken ct)
    {
        var input = new UserInput(db, clock);
        input.CheckName(request.Name!);
        input.CheckRoles(request.Roles!);
        input.CheckPassword(request.Password!, request.UserName!);
        var unitId = await input.CheckUnit(request.UnitCode, ct);
        await input.CheckAgency(request.Agency, ct);
        input.ThrowIfWrong();
        IdentityRules.UserNameTaken.Require(!await db.Users.AnyAsync(u => u.UserName == request.UserName, ct));

        var now = clock.GetUtcNow();
        var user = UserAccount.Create(
            Guid.CreateVersion7(now), request.UserName!, request.Name!, request.Roles!, unitId, request.Agency, now);
        db.Users.Add(user);
        db.Credentials.Add(Credential.Create(user.Id, passwords.Hash(request.Password!), TimeProvider.System.GetUtcNow()));
        audit.Record("user.create", "user", user.Id.ToString(), new { user.Roles, request.UnitCode, user.Agency });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/identity/users/{user.Id}", await GetUser.Answer(user, http, db, ct));
    }
}
