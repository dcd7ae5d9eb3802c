using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder identity)
    {
        identity.MapGet("/roles", ListRoles).WithTags("Users").WithName("ListRoles").RequireAuthorization()
            .WithSummary("The roles a person may have");

        var users = identity.MapGroup("/users").WithTags("Users").RequireAuthorization(IdentityPolicies.ManageUsers)
            .WithIdempotency<IdentityDbContext>(required: false);

        users.MapGet("/", ListUsers.Handle).WithName("ListUsers")
            .WithSummary("People who may sign in, by user name")
            .WithDescription("q: part of a name, without tone marks. role, unit (code), agency and disabled narrow the list.");
        users.MapPost("/", CreateUser.Handle).WithName("CreateUser")
            .WithSummary("Adds a person; 409 user-name-taken, 422 for a role, unit or agency that is not in its catalogue");
        users.MapGet("/{id:guid}", GetUser.Handle).WithName("GetUser").WithSummary("One person");
        users.MapPut("/{id:guid}", CorrectUser.Handle).WithName("CorrectUser")
            .WithSummary("Corrects name, roles, unit and agency; takes effect at the next token, within 15 minutes");
        users.MapPost("/{id:guid}/disable", DisableUser.Handle).WithName("DisableUser")
            .WithSummary("Ends every session of a person, who cannot sign in or refresh any more");
        users.MapPost("/{id:guid}/enable", EnableUser.Handle).WithName("EnableUser").WithSummary("Lets a disabled person sign in again");
        users.MapPost("/{id:guid}/reset-password", ResetPassword.Handle).WithName("ResetPassword")
            .WithSummary("Gives a person a new password, lifts a lock, and ends every session");
    }

    private static Ok<Page<RoleResponse>> ListRoles() => TypedResults.Ok(new Page<RoleResponse>(RoleCatalogue.All, null));
}
