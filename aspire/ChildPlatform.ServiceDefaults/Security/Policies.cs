using Microsoft.AspNetCore.Authorization;

namespace ChildPlatform.ServiceDefaults.Security;

/// <summary>
/// Who may do what. People are authorised by role, machine clients by scope; whatever has no policy still needs a
/// signed-in caller (the fallback policy), and a person never passes by a scope that their client happens to hold.
/// </summary>
public sealed class PolicyBuilder(AuthorizationOptions options)
{
    /// <summary>Adds a policy. <paramref name="scope"/> null: no machine client may; no role: no person may.</summary>
    public PolicyBuilder Add(string name, string? scope, params string[] roles)
    {
        options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
        {
            var user = CurrentUser.From(context.User);
            return user.Roles.Count > 0 ? roles.Any(user.Has) : scope is not null && user.Scopes.Contains(scope);
        }));
        return this;
    }
}

/// <summary>Policies that every service has.</summary>
public static class PlatformPolicies
{
    /// <summary>Parked messages and other upkeep: the administrator, and no machine.</summary>
    public const string Administer = "platform.administer";
}
