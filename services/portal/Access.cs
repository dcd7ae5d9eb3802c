using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authorization;
using static ChildPlatform.Contracts.Identity.Roles;

namespace ChildPlatform.Portal;

/// <summary>
/// Who sees which page. The API decides what a person may do; this only keeps doors out of sight that would not open.
/// </summary>
internal static class Access
{
    public const string FundRead =
        FundOfficer + "," + FundAccountant + "," + FundCashier + "," + FundApprover + "," + FundCouncilApprover + "," + Auditor;

    public const string FundTotals = FundRead + "," + Leader + "," + Coordinator;
    public const string RecordDonations = FundOfficer + "," + FundAccountant;
    public const string RequestDisbursements = FundOfficer;
    public const string MoveDraws = FundAccountant;
    public const string KeepEvidence = FundOfficer + "," + FundAccountant + "," + FundCashier;
    public const string KeepProgrammes = FundAccountant + "," + FundApprover;
    public const string HandleCases = CaseWorker + "," + CaseApprover + "," + CaseSupervisor;
    public const string TakeInCases = CaseWorker + "," + CaseSupervisor;
    public const string WorkOnCases = CaseWorker;
    public const string DecideCases = CaseApprover;
    public const string ReadDeadlines = HandleCases + "," + Coordinator + "," + Leader;
    public const string KeepDeadlines = CaseSupervisor;
    public const string Referrals = HandleCases + "," + ReferralOfficer;
    public const string AccessLog = PrivacyOfficer;
    public const string PlanWork = Reporter + "," + Coordinator + "," + Leader;
    public const string Report = Reporter + "," + Coordinator;
    public const string Coordinate = Coordinator;
    public const string Oversee = Coordinator + "," + Leader;
    public const string ReportUrgently = Reporter + "," + Coordinator + "," + CaseWorker + "," + CaseApprover + "," + CaseSupervisor;
    public const string ReadUrgent = ReportUrgently + "," + Leader;
    public const string KeepEvents = EventOrganizer;
    public const string EventsRead = KeepEvents + "," + Leader + "," + Coordinator + "," + Auditor;
    public const string FundNotices = FundOfficer;
    public const string Notices = HandleCases + "," + PlanWork + "," + FundNotices;
    public const string Administer = Administrator;

    /// <summary>Targets, indicators and other sums of the plan.</summary>
    public const string ReadFigures = FundRead + "," + Coordinator + "," + Leader + "," + Reporter;

    /// <summary>Policy of the fund's journal, which only officers of the province's own level may open.</summary>
    public const string Journal = "portal.journal";

    public static void AddPolicies(AuthorizationOptions options) => options.AddPolicy(Journal, policy => policy.RequireAssertion(
        context => FundRead.Split(',').Any(context.User.IsInRole) && CurrentUser.From(context.User).IsOfProvince));
}
