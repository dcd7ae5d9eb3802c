using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Fund;

/// <summary>Who may do what in the fund: people by role, machine clients by scope (design: deny by default).</summary>
internal static class FundPolicies
{
    /// <summary>Lists and receipts, each at or below the caller's unit.</summary>
    public const string Read = "fund.read";

    /// <summary>Totals without a name: balances, targets.</summary>
    public const string ReadTotals = "fund.totals.read";

    /// <summary>What may be asked of the fund: whoever may ask needs the names of its programmes.</summary>
    public const string ReadProgrammes = "fund.programmes.read";

    public const string RecordDonation = "fund.donations.record";
    public const string ReverseDonation = "fund.donations.reverse";
    public const string KeepDonors = "fund.donors.keep";
    public const string Request = "fund.disbursements.request";
    public const string Appraise = "fund.disbursements.appraise";
    public const string Approve = "fund.disbursements.approve";
    public const string Reject = "fund.disbursements.reject";
    public const string Pay = "fund.disbursements.pay";
    public const string Cancel = "fund.disbursements.cancel";
    public const string RepurposeLot = "fund.donations.repurpose";
    public const string MoveDraw = "fund.disbursements.move-draw";
    public const string ReversePayment = "fund.disbursements.reverse";
    public const string ExceptFromNorm = "fund.norms.except";
    public const string KeepEvidence = "fund.evidence.keep";
    public const string KeepProgrammes = "fund.programmes.keep";

    /// <summary>The books of the provincial fund: at the level of the province only.</summary>
    public const string ReadJournal = "fund.journal.read";

    /// <summary>The accountant closes a month; the director, who answers for the books, opens it again.</summary>
    public const string ClosePeriods = "fund.periods.close";
    public const string ReopenPeriods = "fund.periods.reopen";

    /// <summary>Notices about pledges: each person's own.</summary>
    public const string ReadNotices = "fund.notices.read";

    private const string ReadScope = "fund.read";
    private const string WriteScope = "fund.write";

    private static readonly string[] Officers =
    [
        Roles.FundOfficer, Roles.FundAccountant, Roles.FundCashier, Roles.FundApprover, Roles.FundCouncilApprover,
    ];

    public static void Add(PolicyBuilder policies)
    {
        policies.Add(Read, ReadScope, [.. Officers, Roles.Auditor]);
        policies.Add(ReadTotals, ReadScope, [.. Officers, Roles.Auditor, Roles.Leader, Roles.Coordinator]);
        policies.Add(
            ReadProgrammes, ReadScope,
            [
                .. Officers, Roles.Auditor, Roles.Leader, Roles.Coordinator, Roles.CaseWorker, Roles.CaseApprover, Roles.CaseSupervisor,
                Roles.EventOrganizer,
            ]);
        policies.AddOfProvince(ReadJournal, ReadScope, [.. Officers, Roles.Auditor]);
        policies.Add(RecordDonation, WriteScope, Roles.FundOfficer, Roles.FundAccountant);
        policies.Add(ReverseDonation, WriteScope, Roles.FundOfficer, Roles.FundAccountant);
        policies.Add(KeepDonors, WriteScope, Roles.FundOfficer, Roles.FundAccountant);
        policies.Add(ReadNotices, scope: null, Roles.FundOfficer);
        policies.Add(Request, WriteScope, Roles.FundOfficer);
        policies.Add(KeepEvidence, WriteScope, Roles.FundOfficer, Roles.FundAccountant, Roles.FundCashier);

        // A signature is a person's: no scope of a machine client is enough.
        policies.Add(Appraise, scope: null, Roles.FundAccountant);
        policies.Add(Approve, scope: null, Roles.FundApprover, Roles.FundCouncilApprover);
        policies.Add(ExceptFromNorm, scope: null, Roles.FundApprover, Roles.FundCouncilApprover);
        policies.Add(Reject, scope: null, Roles.FundAccountant, Roles.FundApprover, Roles.FundCouncilApprover);
        policies.Add(Pay, scope: null, Roles.FundCashier);
        policies.Add(Cancel, scope: null, Roles.FundOfficer, Roles.FundApprover, Roles.FundCouncilApprover);
        policies.Add(RepurposeLot, scope: null, Roles.FundAccountant);
        policies.Add(MoveDraw, scope: null, Roles.FundAccountant);
        policies.Add(ReversePayment, scope: null, Roles.FundAccountant);
        policies.AddOfProvince(ClosePeriods, scope: null, Roles.FundAccountant);
        policies.AddOfProvince(ReopenPeriods, scope: null, Roles.FundApprover);
        policies.Add(KeepProgrammes, scope: null, Roles.FundAccountant, Roles.FundApprover);
    }
}
