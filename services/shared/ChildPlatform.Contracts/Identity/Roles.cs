namespace ChildPlatform.Contracts.Identity;

/// <summary>Names of the roles a person may have, as they stand in the <c>role</c> claim of a token.</summary>
public static class Roles
{
    /// <summary>Fund officer: donors, donations, pledges, disbursement requests.</summary>
    public const string FundOfficer = "fund-officer";

    /// <summary>Fund accountant: appraisal, vouchers, statements, period close.</summary>
    public const string FundAccountant = "fund-accountant";

    /// <summary>Fund cashier (thủ quỹ): payment.</summary>
    public const string FundCashier = "fund-cashier";

    /// <summary>Fund director: approval, the first signature.</summary>
    public const string FundApprover = "fund-approver";

    /// <summary>Fund council: the second signature above the threshold.</summary>
    public const string FundCouncilApprover = "fund-council-approver";

    /// <summary>Organiser of events for children.</summary>
    public const string EventOrganizer = "event-organizer";

    /// <summary>Child protection worker of a commune.</summary>
    public const string CaseWorker = "case-worker";

    /// <summary>Chairman of a commune, who approves support plans.</summary>
    public const string CaseApprover = "case-approver";

    /// <summary>Supervisor of cases in the province.</summary>
    public const string CaseSupervisor = "case-supervisor";

    /// <summary>Reporter of an agency or of a district.</summary>
    public const string Reporter = "reporter";

    /// <summary>Coordinator of the plan (Sở Lao động - Thương binh và Xã hội).</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Leader: reads totals and reports of all services, no personal data.</summary>
    public const string Leader = "leader";

    /// <summary>Privacy officer: reads the access log of cases, but no case.</summary>
    public const string PrivacyOfficer = "privacy-officer";

    /// <summary>Referral officer of an agency: referrals sent to that agency.</summary>
    public const string ReferralOfficer = "referral-officer";

    /// <summary>Auditor: reads money, journal and audit trail.</summary>
    public const string Auditor = "auditor";

    /// <summary>Administrator: users, units, clients; sees no case and no money.</summary>
    public const string Administrator = "administrator";
}
