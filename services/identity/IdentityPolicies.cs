using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Identity;

/// <summary>
/// Who may do what in identity. Units, agencies, roles and the calendar are open to whoever is signed in. People, clients and
/// the calendar are managed by people alone: no scope lets a machine do it.
/// </summary>
internal static class IdentityPolicies
{
    public const string ManageUsers = "identity.users.manage";
    public const string ManageClients = "identity.clients.manage";
    public const string ReadAudit = "identity.audit.read";
    public const string KeepCalendar = "identity.calendar.keep";

    public static void Add(PolicyBuilder policies) => policies
        .Add(ManageUsers, scope: null, Roles.Administrator)
        .Add(ManageClients, scope: null, Roles.Administrator)
        .Add(ReadAudit, scope: null, Roles.Administrator, Roles.Auditor)
        .Add(KeepCalendar, scope: null, Roles.Administrator);
}
