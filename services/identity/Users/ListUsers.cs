using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Users;

internal static class ListUsers
{
    /// <param name="role">A role that the person has.</param>
    /// <param name="unit">Code of the unit of the person.</param>
    /// <param name="agency">Code of the agency of the person.</param>
    /// <param name="disabled">True lists only who may not sign in, false only who may.</param>
    public static async Task<Ok<Page<UserResponse>>> Handle(
        string? q, string? role, string? unit, string? agency, bool? disabled, PageRequest page, IdentityDbContext db, CancellationToken ct)
    {
        IQueryable<UserAccount> users = db.Users;
        var words = VietnameseText.SearchKey(q);
        if (words.Length > 0)
        {
            users = users.Where(u => u.SearchKey.Contains(words));
        }

        if (role is not null)
        {
            users = users.Where(u => u.Roles.Contains(role));
        }

        if (unit is not null)
        {
            users = users.Where(u => db.Units.Any(p => p.Id == u.UnitId && p.Code == unit));
        }

        if (agency is not null)
        {
            users = users.Where(u => u.Agency == agency);
        }

        if (disabled is not null)
        {
            users = users.Where(u => u.DisabledAt != null == disabled);
        }

        if (page.After is { } after)
        {
            var userName = after.Get<string>(0);
            var id = after.Get<Guid>(1);
            users = users.Where(u => EF.Functions.GreaterThan(ValueTuple.Create(u.UserName, u.Id), ValueTuple.Create(userName, id)));
        }

        var rows = await GetUser.Read(users.OrderBy(u => u.UserName).Take(page.Take), db).OrderBy(u => u.UserName).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, u => [u.UserName, u.Id]));
    }
}
