using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Cases;

/// <summary>
/// Who may do what with cases. Reading here means the masked answer; who may see private data in clear is a question of its own
/// (<see cref="MayReadClear"/>), and nobody does without a purpose.
/// </summary>
internal static class CasesPolicies
{
    public const string Read = "cases.read";

    /// <summary>Questions of other services over gRPC.</summary>
    public const string Ask = "cases.ask";
    public const string TakeIn = "cases.intake";
    public const string Handle = "cases.handle";

    /// <summary>Add and withdraw files: whoever may read them.</summary>
    public const string Attach = "cases.attach";
    public const string DecideUrgent = "cases.urgent.decide";
    public const string DecidePlan = "cases.plan.decide";
    public const string ReadReferrals = "cases.referrals.read";
    public const string AnswerReferral = "cases.referrals.answer";
    public const string ReadAccessLog = "cases.access-log.read";
    public const string ReadCatalogues = "cases.catalogues.read";
    public const string KeepDeadlines = "cases.deadlines.keep";

    /// <summary>Notices about cases: each person's own.</summary>
    public const string ReadNotices = "cases.notices.read";

    /// <summary>Machines that other services and the hotline use; each scope opens only what its name says.</summary>
    public static void Add(PolicyBuilder policies) => policies
        .Add(Read, Scopes.CasesRead, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor)
        .Add(Ask, Scopes.CasesRead)
        .Add(TakeIn, Scopes.CasesIntake, Roles.CaseWorker, Roles.CaseSupervisor)
        .Add(Handle, scope: null, Roles.CaseWorker)
        .Add(Attach, scope: null, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor)
        // Both are the chairman's, by the decree.
        .Add(DecideUrgent, scope: null, Roles.CaseApprover)
        .Add(DecidePlan, scope: null, Roles.CaseApprover)
        .Add(ReadReferrals, scope: null, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor, Roles.ReferralOfficer)
        .Add(AnswerReferral, scope: null, Roles.ReferralOfficer)
        .Add(ReadAccessLog, scope: null, Roles.PrivacyOfficer)
        .Add(ReadCatalogues, Scopes.CasesRead, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor, Roles.PrivacyOfficer,
            Roles.ReferralOfficer,
            Roles.Coordinator, Roles.Leader)
        .Add(ReadNotices, scope: null, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor)
        .Add(KeepDeadlines, scope: null, Roles.CaseSupervisor);

    /// <summary>Persons who handle cases, never a machine and never a role that only counts.</summary>
    public static bool MayReadClear(CurrentUser user) =>
        user.Has(Roles.CaseWorker) || user.Has(Roles.CaseApprover) || user.Has(Roles.CaseSupervisor);

    /// <summary>The agency too: the need is written for it.</summary>
    public static bool MayReadReferralClear(CurrentUser user) => MayReadClear(user) || user.Has(Roles.ReferralOfficer);
}
