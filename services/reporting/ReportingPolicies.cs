using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Reporting;

/// <summary>Who may do what: people by role, machines by scope. What is not named here is refused.</summary>
internal static class ReportingPolicies
{
    /// <summary>Targets, totals and reconciliation: sums only, nothing about a person.</summary>
    public const string Read = "reporting.read";

    public static void Add(PolicyBuilder policies) => policies.Add(Read, scope: "reporting.read",
        Roles.Coordinator, Roles.Leader, Roles.Auditor, Roles.Reporter,
        Roles.FundOfficer, Roles.FundAccountant, Roles.FundCashier, Roles.FundApprover, Roles.FundCouncilApprover);
}
