using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Events;

/// <summary>Who may do what with events: people by role, machine clients by scope. What is not named here is refused.</summary>
internal static class EventsPolicies
{
    /// <summary>Plans, budgets and counts at or below the caller's unit; no child is named anywhere.</summary>
    public const string Read = "events.read";

    public const string Keep = "events.keep";

    /// <summary>Money is asked for by a person, who answers for it.</summary>
    public const string AskFund = "events.fund.ask";

    public static void Add(PolicyBuilder policies) => policies
        .Add(Read, Scopes.EventsRead, Roles.EventOrganizer, Roles.Leader, Roles.Coordinator, Roles.Auditor)
        .Add(Keep, Scopes.EventsWrite, Roles.EventOrganizer)
        .Add(AskFund, scope: null, Roles.EventOrganizer);
}
