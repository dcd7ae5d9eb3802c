using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Users;

internal static class GetUser
{
    public static async Task<Results<Ok<UserResponse>, NotFound>> Handle(
        Guid id, HttpContext http, IdentityDbContext db, CancellationToken ct) =>
        await db.Users.FindAsync([id], ct) is { } user ? TypedResults.Ok(await Answer(user, http, db, ct)) : TypedResults.NotFound();

    /// <summary>The person as answered, with its ETag set.</summary>
    public static async Task<UserResponse> Answer(UserAccount user, HttpContext http, IdentityDbContext db, CancellationToken ct)
    {
        ETag.Set(http, user.Version);

        return await Read(db.Users.Where(u => u.Id == user.Id), db).SingleAsync(ct);
    }

    /// <summary>The only projection of a person to the wire.</summary>
    public static IQueryable<UserResponse> Read(IQueryable<UserAccount> users, IdentityDbContext db) =>
        from user in users.AsNoTracking()
        join place in db.Units on user.UnitId equals place.Id into places
        from unit in places.DefaultIfEmpty()
        select new UserResponse
        {
            Id = user.Id,
            UserName = user.UserName,
            Name = user.Name,
            Roles = user.Roles,
            Unit = unit == null ? null : new UnitName { Id = unit.Id, Code = unit.Code, Name = unit.Name },
            Agency = user.Agency,
            Disabled = user.DisabledAt != null,
            DisabledAt = user.DisabledAt,
            CreatedAt = user.CreatedAt,
        };
}
