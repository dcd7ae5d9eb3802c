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
    public const string KeepProgrammes = FundAccountant + "," + FundApprover;
    public const string Administer = Administrator;
}
