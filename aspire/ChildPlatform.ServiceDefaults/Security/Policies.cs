using Microsoft.AspNetCore.Authorization;

namespace ChildPlatform.ServiceDefaults.Security;

/// <summary>
/// Who may do what. People are authorised by role, machine clients by scope; whatever has no policy still needs a
/// signed-in caller (the fallback policy), and a person never passes by a scope that their client happens to hold.
/// </summary>
public sealed class PolicyBuilder(AuthorizationOptions options)
{
    /// <summary>Adds a policy. <paramref name="scope"/> null: no machine client may; no role: no person may.</summary>
    public PolicyBuilder Add(string name, string? scope, params string[] roles) => Add(name, new RoleOrScope(scope, roles));

    /// <summary>
    /// As <see cref="Add(string, string?, string[])"/>, for callers whose unit is the province: nobody below it may.
    /// </summary>
    public PolicyBuilder AddOfProvince(string name, string? scope, params string[] roles) =>
        Add(name, new RoleOrScope(scope, roles, ofProvince: true));

    private PolicyBuilder Add(string name, RoleOrScope requirement)
    {
        options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(requirement));
        return this;
    }
}

/// <summary>A person with one of the roles, or a machine client with the scope. It can say so, for the published document.</summary>
internal sealed class RoleOrScope(string? scope, string[] roles, bool ofProvince = false)
    : AuthorizationHandler<RoleOrScope>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleOrScope requirement)
    {
        var user = CurrentUser.From(context.User);
        var allowed = user.Roles.Count > 0 ? roles.Any(user.Has) : scope is not null && user.Scopes.Contains(scope);
        if (allowed && (user.IsOfProvince || !ofProvince))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    public override string ToString() => "Who may call this: " + string.Join("; ", new[]
    {
        roles.Length > 0 ? "people with the role " + string.Join(", ", roles) : null,
        scope is not null ? "machine clients with the scope " + scope : null,
    }.OfType<string>()) + (ofProvince ? "; of the province's own level only." : ".");
}

/// <summary>Policies that every service has.</summary>
public static class PlatformPolicies
{
    /// <summary>Parked messages and other upkeep: the administrator, and no machine.</summary>
    public const string Administer = "platform.administer";
}
