using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Reporting;

/// <summary>
/// Whose rows a caller sees and fills. A reporter's world is the own agency; the coordinator and the leader see all, and so does a
/// machine client with the scope. Nobody fills what is another agency's to say.
/// </summary>
internal static class AgencyScope
{
    public static bool SeesAllAgencies(this CurrentUser user) => user.IsMachine || user.Has(Roles.Coordinator) || user.Has(Roles.Leader);

    /// <summary>Whether the caller answers for this agency. The coordinator sits in Sở LĐTBXH, which owes reports of its own.</summary>
    public static bool AnswersFor(this CurrentUser user, string agency) =>
        user.Agency == agency && (user.Has(Roles.Reporter) || user.Has(Roles.Coordinator));

    /// <exception cref="RefusedException">forbidden: it is another agency's.</exception>
    public static void RequireOwn(this CurrentUser user, string agency)
    {
        if (!user.AnswersFor(agency))
        {
            throw new RefusedException(Refusals.Forbidden);
        }
    }
}
