using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>
/// A request for money on its way to a voucher (khoản chi): đề nghị → thẩm định → phê duyệt → chi, domain/fund.md §4. Each step
/// is another person's; approval reserves, payment posts, cancellation releases, each at most once.
/// </summary>
internal sealed class Disbursement : IHasUnitPath
{
    private readonly List<BeneficiaryLine> _beneficiaries = [];
    private readonly List<SignedStep> _steps = [];

    private Disbursement()
    {
    }

    public Guid Id { get; private set; }
    public string RequestNumber { get; private set; } = "";
    public string? Number { get; private set; }
    public DisbursementState State { get; private set; }
    public string Programme { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public long Amount { get; private set; }
    public string PayeeName { get; private set; } = "";
    public string? PayeeAccount { get; private set; }
    public string? PayeeBank { get; private set; }
    public DateOnly? PlannedOn { get; private set; }
    public IReadOnlyList<BeneficiaryLine> Beneficiaries => _beneficiaries;

    /// <summary>District of the children, or the province: the finest place that the public ledger names.</summary>
    public string? PublicArea { get; private set; }
    public CaseCheck CaseCheck { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>Judged by the threshold of the day; settled by the first signature.</summary>
    public bool SecondSignatureNeeded { get; private set; }
    public int Signatures { get; private set; }

    /// <summary>The year whose limit the approval was charged to.</summary>
    public int? LimitYear { get; private set; }
    public DateOnly? ApprovedOn { get; private set; }
    public long? FromProgramme { get; private set; }
    public long? FromPool { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public PaymentMethod? Method { get; private set; }
    public string? Reference { get; private set; }
    public long? EntrySequence { get; private set; }

    /// <summary>The service whose message opened this request; null for one that an officer drafted.</summary>
    public string? AskedBy { get; private set; }
    public string RequestedBy { get; private set; } = "";
    public string RequestedByName { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public string UnitPath { get; private set; } = "";

    /// <summary>Purpose and payee without tone marks: what <c>q=</c> searches.</summary>
    public string SearchKey { get; private set; } = "";
    public int Version { get; private set; }
    public IReadOnlyList<SignedStep> Steps => _steps;

    public static Disbursement Draft(DisbursementDetails details, string requestNumber, CurrentUser by, TimeProvider clock)
    {
        var disbursement = new Disbursement
        {
            Id = Uuid7.New(clock),
            RequestNumber = requestNumber,
            State = DisbursementState.Draft,
            RequestedBy = by.Id,
            RequestedByName = by.Name,
            RequestedAt = clock.GetUtcNow(),
            UnitPath = by.UnitPath,
            Version = 1,
        };
        disbursement.Set(details);
        disbursement.Sign(StepAction.Request, by, clock.GetUtcNow());

        return disbursement;
    }

    /// <summary>
    /// A request that another service's message opens. It is submitted at once: whoever it is requested by has answered for it there.
    /// </summary>
    public static Disbursement Asked(
        Guid id, string service, string unitPath, DisbursementDetails details, string requestNumber, CurrentUser by, DateTimeOffset now)
    {
        var disbursement = new Disbursement
        {
            Id = id,
            AskedBy = service,
            RequestNumber = requestNumber,
            State = DisbursementState.Submitted,
            RequestedBy = by.Id,
            RequestedByName = by.Name,
            RequestedAt = now,
            UnitPath = unitPath,
            Version = 1,
        };
        disbursement.Set(details);
        disbursement.Sign(StepAction.Request, by, now);

        return disbursement;
    }

    /// <summary>
    /// What the cases service says now about the cases of this request: may be supported, may not, or null for no answer. An older
    /// answer does not stand in for a missing one.
    /// </summary>
    public void TakeCaseAnswer(bool? supportable, DateTimeOffset now)
    {
        if (CaseCheck is CaseCheck.NotNeeded)
        {
            return;
        }

        CaseCheck = supportable switch
        {
            true => CaseCheck.Supportable,
            false => CaseCheck.Refused,
            null => CaseCheck.ToBeChecked,
        };
        CheckedAt = supportable is null ? CheckedAt : now;
    }

    /// <exception cref="InvalidInputException">case-without-plan, at each line of a case that may not be supported.</exception>
    public void RequireCases(IReadOnlyList<string> refused)
    {
        FieldError[] lines =
        [
            .. _beneficiaries.OrderBy(line => line.Position)
                .Where(line => line.CaseNumber is not null && refused.Contains(line.CaseNumber))
                .Select(line => new FieldError($"/beneficiaries/{line.Position - 1}/caseNumber", "case-without-plan")),
        ];
        if (lines.Length > 0)
        {
            throw new InvalidInputException(lines);
        }
    }

    public void Correct(DisbursementDetails details, CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Draft);
        FundRules.OnlyTheRequester.Require(by.Id == RequestedBy);
        _beneficiaries.Clear();
        Set(details);
        Take(DisbursementState.Draft, StepAction.Correct, by, now);
    }

    public void Submit(CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Draft);
        FundRules.OnlyTheRequester.Require(by.Id == RequestedBy);
        Take(DisbursementState.Submitted, StepAction.Submit, by, now);
    }

    public void Appraise(CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Submitted);
        FundRules.SamePersonTwice.Require(!HasSigned(by));
        Take(DisbursementState.Appraised, StepAction.Appraise, by, now);
    }

    /// <summary>
    /// One signature. The director's comes first; above <paramref name="threshold"/> the council's follows, and only the last one
    /// reserves the money and charges the year's limit: what each account bears of it, nothing after the first of two.
    /// </summary>
    public IReadOnlyList<Share> Approve(
        CurrentUser by, long threshold, Programme programme, ProgrammeYear year, ProgrammeMoney money, DateTimeOffset now)
    {
        RequireState(DisbursementState.Appraised);
        FundRules.ApproverIsRequester.Require(by.Id != RequestedBy);
        FundRules.SamePersonTwice.Require(!HasSigned(by));
        RequireSupportable();
        FundRules.ProgrammeEnded.Require(programme.IsValidOn(PlannedOn ?? VietnamTime.DateOf(now)));
        if (Signatures == 0)
        {
            FundRules.FirstSignatureMissing.Require(by.Has(Roles.FundApprover));
            SecondSignatureNeeded = Amount > threshold;
        }
        else
        {
            FundRules.SignatureNotYours.Require(by.Has(Roles.FundCouncilApprover));
        }

        var isLast = Signatures == 1 || !SecondSignatureNeeded;
        IReadOnlyList<Share> shares = [];
        if (isLast)
        {
            year.Charge(Amount);
            shares = money.Reserve(Amount);
            ComesFrom(shares);
            LimitYear = year.Year;
            ApprovedOn = VietnamTime.DateOf(now);
        }

        Signatures++;
        Take(isLast ? DisbursementState.Approved : DisbursementState.Appraised, StepAction.Approve, by, now);

        return shares;
    }

    /// <summary>What stands on the voucher: restricted money and free money. Which gifts it is, the draws say.</summary>
    public void ComesFrom(IReadOnlyList<Share> shares)
    {
        FromPool = shares.Where(share => share.Account == Account.PoolFund).Sum(share => share.Amount);
        FromProgramme = Amount - FromPool;
    }

    /// <summary>May go above the norm: said by one who approves, and never for a request of their own.</summary>
    public void ExceptFromNorm(string reason, CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Draft, DisbursementState.Submitted, DisbursementState.Appraised);
        FundRules.ApproverIsRequester.Require(by.Id != RequestedBy);
        Take(State, StepAction.ExceptFromNorm, by, now, reason);
    }

    public void Reject(string reason, CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Submitted, DisbursementState.Appraised);
        Take(DisbursementState.Rejected, StepAction.Reject, by, now, reason);
    }

    /// <summary>May it be paid by this person on this day? Asked before a voucher number is taken.</summary>
    public void RequirePayable(CurrentUser by, DateOnly paidOn)
    {
        FundRules.SecondSignatureMissing.Require(State is not DisbursementState.Appraised || Signatures == 0);
        RequireState(DisbursementState.Approved);
        FundRules.SamePersonTwice.Require(!HasSigned(by));
        FundRules.PaidBeforeApproval.Require(paidOn >= ApprovedOn);
    }

    /// <summary>The money has left: what was reserved is posted by <paramref name="entry"/>.</summary>
    public void Pay(Payment payment, string number, JournalEntry entry, CurrentUser by, DateTimeOffset now)
    {
        RequirePayable(by, payment.PaidOn);
        Number = number;
        PaidOn = payment.PaidOn;
        Method = payment.Method;
        Reference = payment.Reference;
        EntrySequence = entry.Sequence;
        Take(DisbursementState.Paid, StepAction.Pay, by, now);
    }

    /// <summary>The requester withdraws before approval; an approver takes back afterwards, and the money is free again.</summary>
    public void Cancel(string reason, ProgrammeYear? year, HeldMoney? held, CurrentUser by, DateTimeOffset now)
    {
        RequireState(DisbursementState.Draft, DisbursementState.Submitted, DisbursementState.Appraised, DisbursementState.Approved);
        if (State is DisbursementState.Approved)
        {
            Release(year!, held!);
        }
        else
        {
            FundRules.OnlyTheRequester.Require(by.Id == RequestedBy);
        }

        Take(DisbursementState.Cancelled, StepAction.Cancel, by, now, reason);
    }

    /// <summary>
    /// The service that asked gives it up. False when it has ended already: then nothing is left to give up. What is paid stays paid,
    /// with the word in its history.
    /// </summary>
    public bool Withdraw(string reason, ProgrammeYear? year, HeldMoney? held, CurrentUser by, DateTimeOffset now)
    {
        switch (State)
        {
            case DisbursementState.Paid:
                Take(DisbursementState.Paid, StepAction.Withdraw, by, now, reason);

                return true;
            case DisbursementState.Draft or DisbursementState.Submitted or DisbursementState.Appraised or DisbursementState.Approved:
                if (State is DisbursementState.Approved)
                {
                    Release(year!, held!);
                }

                Take(DisbursementState.Cancelled, StepAction.Withdraw, by, now, reason);

                return true;
            default:
                return false;
        }
    }

    /// <summary>The payment is taken back: the voucher keeps its number, marked "hủy".</summary>
    public void Reverse(string reason, ProgrammeYear year, CurrentUser by, DateTimeOffset now)
    {
        RequireReversible();
        year.GiveBack(Amount);
        Take(DisbursementState.Reversed, StepAction.Reverse, by, now, reason);
    }

    /// <summary>Only what is approved or paid draws on gifts.</summary>
    public void RequireDraws() => RequireState(DisbursementState.Approved, DisbursementState.Paid);

    /// <summary>Other gifts bear a part of it now; <paramref name="shares"/> is what each fund bears of the whole.</summary>
    public void MoveDraw(string reason, IReadOnlyList<Share> shares, CurrentUser by, DateTimeOffset now)
    {
        RequireDraws();
        ComesFrom(shares);
        Take(State, StepAction.MoveDraw, by, now, reason);
    }

    public void RequireReversible() => RequireState(DisbursementState.Paid);

    /// <summary>Papers come before the money and after it; what ended without money needs none.</summary>
    public void RequireTakesEvidence() => RequireState(
        DisbursementState.Draft, DisbursementState.Submitted, DisbursementState.Appraised, DisbursementState.Approved,
        DisbursementState.Paid, DisbursementState.Reversed);

    /// <summary>May this person begin anew what ended without money?</summary>
    public void RequireCopyable(CurrentUser by)
    {
        RequireState(DisbursementState.Rejected, DisbursementState.Cancelled);
        FundRules.OnlyTheRequester.Require(by.Id == RequestedBy);
    }

    /// <summary>What this person may do now. The actions themselves ask again.</summary>
    public IReadOnlyList<string> ActionsFor(CurrentUser user)
    {
        var mine = user.Id == RequestedBy && user.Has(Roles.FundOfficer);
        var approver = user.Has(Roles.FundApprover) || user.Has(Roles.FundCouncilApprover);
        var fresh = !HasSigned(user);
        var signer = user.Has(Signatures == 0 ? Roles.FundApprover : Roles.FundCouncilApprover);

        return State switch
        {
            DisbursementState.Draft => Allowed((StepAction.Correct, mine), (StepAction.Submit, mine), (StepAction.Cancel, mine)),
            DisbursementState.Submitted => Allowed(
                (StepAction.Appraise, fresh && user.Has(Roles.FundAccountant)),
                (StepAction.Reject, approver || user.Has(Roles.FundAccountant)),
                (StepAction.Cancel, mine)),
            DisbursementState.Appraised => Allowed(
                (StepAction.Approve, fresh && signer && CaseCheck is not CaseCheck.Refused),
                (StepAction.Reject, approver || user.Has(Roles.FundAccountant)),
                (StepAction.Cancel, mine)),
            DisbursementState.Approved => Allowed(
                (StepAction.Pay, fresh && user.Has(Roles.FundCashier)),
                (StepAction.Cancel, approver)),
            DisbursementState.Paid => Allowed((StepAction.Reverse, user.Has(Roles.FundAccountant))),
            DisbursementState.Rejected or DisbursementState.Cancelled => Allowed((StepAction.Copy, mine)),
            _ => [],
        };
    }

    private void Release(ProgrammeYear year, HeldMoney held)
    {
        held.Release(Amount);
        year.GiveBack(Amount);
    }

    private void RequireSupportable()
    {
        FundRules.CaseNotSupportable.Require(CaseCheck is not CaseCheck.Refused);

        // Without an answer nothing is approved, and nothing is refused for good either.
        if (CaseCheck is CaseCheck.ToBeChecked)
        {
            throw new RefusedException(FundRules.CaseNotVerified);
        }
    }

    private static string[] Allowed(params ReadOnlySpan<(string Action, bool Allowed)> actions)
    {
        var names = new List<string>(actions.Length);
        foreach (var (action, allowed) in actions)
        {
            if (allowed)
            {
                names.Add(action);
            }
        }

        return [.. names];
    }

    private void RequireState(params ReadOnlySpan<DisbursementState> allowed) =>
        FundRules.WrongState.Require(allowed.Contains(State),
            new Dictionary<string, object?> { ["state"] = EnumText.Of(State) });

    /// <summary>Request, appraisal, each signature and payment: the steps that no person may do twice.</summary>
    private bool HasSigned(CurrentUser user) => user.Id == RequestedBy
        || _steps.Any(step => step.By == user.Id && step.Action is StepAction.Appraise or StepAction.Approve or StepAction.Pay);

    private void Take(DisbursementState state, string action, CurrentUser by, DateTimeOffset now, string? reason = null)
    {
        State = state;
        Version++;
        Sign(action, by, now, reason);
    }

    private void Sign(string action, CurrentUser by, DateTimeOffset now, string? reason = null) =>
        _steps.Add(new SignedStep(_steps.Count + 1, action, by, now, reason));

    private void Set(DisbursementDetails details)
    {
        Programme = details.Programme;
        Purpose = details.Purpose;
        Amount = details.Amount;
        PayeeName = details.PayeeName;
        PayeeAccount = details.PayeeAccount;
        PayeeBank = details.PayeeBank;
        PlannedOn = details.PlannedOn;
        PublicArea = details.PublicArea;
        SecondSignatureNeeded = Amount > details.Threshold;
        _beneficiaries.AddRange(details.Beneficiaries);

        // The cases service answers for a case; until it has, nothing is approved.
        CaseCheck = _beneficiaries.Any(line => line.CaseNumber is not null) ? CaseCheck.ToBeChecked : CaseCheck.NotNeeded;
        SearchKey = VietnameseText.SearchKey($"{Purpose} {PayeeName}");
    }
}
