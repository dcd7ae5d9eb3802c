using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Reporting;

/// <summary>Who may do what: people by role, machines by scope. What is not named here is refused.</summary>
internal static class ReportingPolicies
{
    /// <summary>Targets, totals and reconciliation: sums only, nothing about a person.</summary>
    public const string Read = "reporting.read";

    /// <summary>Tasks, rounds and reports; a reporter sees the own agency's alone.</summary>
    public const string ReadWork = "reporting.work.read";

    /// <summary>Say progress, open, fill, submit and withdraw a report: for the own agency.</summary>
    public const string Report = "reporting.report";

    /// <summary>Rounds, return, accept, synthesis, the queue of urgent reports.</summary>
    public const string Coordinate = "reporting.coordinate";

    /// <summary>Completeness and synthesis: the whole province at a glance.</summary>
    public const string Oversee = "reporting.oversee";

    /// <summary>Send an urgent report about a case.</summary>
    public const string ReportUrgently = "reporting.urgent";

    /// <summary>The queue of urgent reports; others than the coordinator and the leader see their own.</summary>
    public const string ReadUrgent = "reporting.urgent.read";

    /// <summary>Notices about tasks and rounds: each person's own.</summary>
    public const string ReadNotices = "reporting.notices.read";

    private const string ReadScope = "reporting.read";

    public static void Add(PolicyBuilder policies)
    {
        policies.Add(Read, ReadScope,
            Roles.Coordinator, Roles.Leader, Roles.Auditor, Roles.Reporter,
            Roles.FundOfficer, Roles.FundAccountant, Roles.FundCashier, Roles.FundApprover, Roles.FundCouncilApprover);
        policies.Add(ReadWork, ReadScope, Roles.Coordinator, Roles.Leader, Roles.Reporter);
        policies.Add(ReadNotices, scope: null, Roles.Coordinator, Roles.Leader, Roles.Reporter);
        policies.Add(Oversee, ReadScope, Roles.Coordinator, Roles.Leader);

        // A report is an agency's word: no scope of a machine client is enough.
        policies.Add(Report, scope: null, Roles.Coordinator, Roles.Reporter);
        policies.Add(Coordinate, scope: null, Roles.Coordinator);
        string[] near = [Roles.Coordinator, Roles.Reporter, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor];
        policies.Add(ReportUrgently, scope: null, near);
        policies.Add(ReadUrgent, scope: null, [.. near, Roles.Leader]);
    }
}
