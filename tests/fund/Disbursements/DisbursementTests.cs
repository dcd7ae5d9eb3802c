using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

/// <summary>The rules of a disbursement, without I/O.</summary>
public class DisbursementTests
{
    private static readonly CurrentUser _everyRole = Person("lan",
        Roles.FundOfficer, Roles.FundAccountant, Roles.FundApprover, Roles.FundCouncilApprover, Roles.FundCashier);

    [Fact]
    public void Requester_may_not_approve_and_nothing_is_reserved()
    {
        var money = Money(own: 1_000_000);
        var year = Year();
        var disbursement = Appraised();

        Refuses(FundRules.ApproverIsRequester, () => disbursement.Approve(_everyRole, Threshold, Programme(), year, money, Now));

        Assert.Equal(1_000_000, money.Available);
        Assert.Equal(0, year.Used);
        Assert.Equal(DisbursementState.Appraised, disbursement.State);
        Assert.Equal(3, disbursement.Version);
    }

    [Fact]
    public void Every_step_is_another_persons()
    {
        var appraiser = Person("minh", Roles.FundAccountant, Roles.FundApprover, Roles.FundCashier);
        var approver = Person("dung", Roles.FundApprover, Roles.FundCouncilApprover, Roles.FundCashier);
        var money = Money(own: 1_000_000_000);

        Refuses(FundRules.SamePersonTwice, () => Submitted().Appraise(_everyRole, Now));
        Refuses(FundRules.SamePersonTwice, () => Appraised().Approve(appraiser, Threshold, Programme(), Year(), money, Now));

        var large = Appraised(Threshold + 1);
        large.Approve(approver, Threshold, Programme(), Year(), money, Now);
        Refuses(FundRules.SamePersonTwice, () => large.Approve(approver, Threshold, Programme(), Year(), money, Now));

        var approved = Approved(money, Year());
        foreach (var earlier in new[] { _everyRole, appraiser, approver })
        {
            Refuses(FundRules.SamePersonTwice, () => approved.RequirePayable(earlier, Today));
        }

        approved.RequirePayable(Thu, Today);
    }

    [Fact]
    public void Director_signs_alone_up_to_the_threshold()
    {
        var disbursement = Appraised(Threshold);

        disbursement.Approve(Dung, Threshold, Programme(), Year(), Money(own: Threshold), Now);

        Assert.False(disbursement.SecondSignatureNeeded);
        Assert.Equal(DisbursementState.Approved, disbursement.State);
    }

    [Fact]
    public void Above_the_threshold_the_council_signs_second_and_only_then_is_money_reserved()
    {
        var money = Money(own: 100_000_000);
        var year = Year();
        var disbursement = Appraised(Threshold + 1);

        Refuses(FundRules.FirstSignatureMissing, () => disbursement.Approve(Binh, Threshold, Programme(), year, money, Now));
        disbursement.Approve(Dung, Threshold, Programme(), year, money, Now);

        Assert.Equal(DisbursementState.Appraised, disbursement.State);
        Assert.Equal(1, disbursement.Signatures);
        Assert.Equal(100_000_000, money.Available);
        Assert.Equal(0, year.Used);
        Refuses(FundRules.SecondSignatureMissing, () => disbursement.RequirePayable(Thu, Today));
        var otherDirector = Person("ha", Roles.FundApprover);
        Refuses(FundRules.SignatureNotYours, () => disbursement.Approve(otherDirector, Threshold, Programme(), year, money, Now));

        disbursement.Approve(Binh, Threshold, Programme(), year, money, Now);

        Assert.Equal(DisbursementState.Approved, disbursement.State);
        Assert.Equal(100_000_000 - Threshold - 1, money.Available);
        Assert.Equal(Threshold + 1, year.Used);
        Assert.Equal([Roles.FundApprover, Roles.FundCouncilApprover],
            disbursement.Steps.Where(step => step.Action == StepAction.Approve).Select(step => step.Role));
    }

    [Fact]
    public void Threshold_of_the_first_signature_stays_for_the_second()
    {
        var disbursement = Appraised(60_000_000);

        // On the day of the first signature the council has raised the threshold.
        disbursement.Approve(Dung, 80_000_000, Programme(), Year(), Money(own: 60_000_000), Now);

        Assert.Equal(DisbursementState.Approved, disbursement.State);
    }

    [Theory]
    [InlineData(1_000, 500, 800, 800, 0)]
    [InlineData(1_000, 500, 1_000, 1_000, 0)]
    [InlineData(1_000, 500, 1_200, 1_000, 200)]
    [InlineData(0, 500, 500, 0, 500)]
    public void Own_money_goes_first_then_the_pool(long own, long pool, long amount, long fromOwn, long fromPool)
    {
        var money = Money(own, pool);

        var disbursement = Approved(money, Year(), amount);

        Assert.Equal((fromOwn, fromPool), (disbursement.FromProgramme, disbursement.FromPool));
        Assert.Equal(fromOwn, money.Accounts[0].Reserved);
        Assert.Equal(fromPool, money.Pool.Reserved);
        Assert.Equal(own + pool, money.Accounts[0].Balance + money.Pool.Balance);
    }

    [Fact]
    public void Nothing_is_approved_beyond_what_is_available_and_the_refusal_says_how_much_there_is()
    {
        var money = Money(own: 1_000, pool: 500);
        var disbursement = Appraised(1_501);

        var refusal = Refuses(FundRules.InsufficientBalance,
            () => disbursement.Approve(Dung, Threshold, Programme(), Year(), money, Now));

        Assert.Equal(1_500L, refusal.Details!["available"]);
        Assert.Equal(1_501L, refusal.Details["amount"]);
        Assert.Equal(DisbursementState.Appraised, disbursement.State);
    }

    [Fact]
    public void Yearly_limit_is_a_cap_of_its_own()
    {
        var money = Money(own: 10_000_000);
        var year = Year(limit: 1_000_000);
        _ = Approved(money, year, 600_000);

        var refusal = Refuses(FundRules.LimitExceeded,
            () => Appraised(400_001).Approve(Dung, Threshold, Programme(), year, money, Now));
        _ = Approved(money, year, 400_000);

        Assert.Equal(600_000L, refusal.Details!["used"]);
        Assert.Equal(1_000_000, year.Used);
        Refuses(FundRules.LimitBelowUsed, () => year.SetLimit(999_999));
        year.SetLimit(null);
        _ = Approved(money, year, 1);
    }

    [Fact]
    public void Ended_programme_approves_nothing()
    {
        var ended = Programme(validTo: Today.AddDays(-1));

        Refuses(FundRules.ProgrammeEnded, () => Appraised().Approve(Dung, Threshold, ended, Year(), Money(own: 1_000_000), Now));
    }

    [Fact]
    public void Case_that_nobody_vouches_for_waits()
    {
        var disbursement = Appraised(caseNumber: "VV-2024-00045");
        var money = Money(own: 1_000_000);

        var refused = Assert.Throws<RefusedException>(() => disbursement.Approve(Dung, Threshold, Programme(), Year(), money, Now));

        Assert.Equal(("case-not-verified", 503), (refused.Refusal.Code, refused.Refusal.Status));
        Assert.NotNull(refused.Refusal.RetryAfterSeconds);
        Assert.Equal(CaseCheck.ToBeChecked, disbursement.CaseCheck);
        Assert.Equal(DisbursementState.Appraised, disbursement.State);
        Assert.Equal(CaseCheck.NotNeeded, Draft().CaseCheck);
    }

    [Fact]
    public void Payment_lies_not_before_the_approval()
    {
        var approved = Approved(Money(own: 1_000_000), Year());

        Refuses(FundRules.PaidBeforeApproval, () => approved.RequirePayable(Thu, Today.AddDays(-1)));
    }

    [Fact]
    public void Payment_posts_what_was_reserved_and_its_reversal_is_the_opposite()
    {
        var money = Money(own: 1_000, pool: 500);
        var disbursement = Paid(money, Year(), 1_200);

        var payment = PaymentEntry.Draft(disbursement, Shares(disbursement), "PC-2024-000001", Today, "thu");
        var reversal = PaymentEntry.Reversal(disbursement, Shares(disbursement), Today, "minh");

        Assert.Equal(
            [new Posting("FUND:HOC_BONG", 1_000), new Posting("FUND:POOL", 200), new Posting("MONEY", -1_200)], payment.Postings);
        Assert.Equal(payment.Postings.Select(line => line with { Amount = -line.Amount }), reversal.Postings);
        Assert.Equal(disbursement.EntrySequence, reversal.Reverses);
        Assert.Equal(payment.Document, reversal.Document);
    }

    [Fact]
    public void Line_of_nothing_is_not_posted()
    {
        var disbursement = Paid(Money(own: 0, pool: 1_000), Year(), 1_000);

        Assert.Equal(["FUND:POOL", "MONEY"],
            PaymentEntry.Draft(disbursement, Shares(disbursement), "PC-2024-000001", Today, "thu").Postings.Select(line => line.Account));
    }

    [Fact]
    public void Cancelled_approval_frees_money_and_limit()
    {
        var money = Money(own: 1_000, pool: 500);
        var year = Year(limit: 2_000);
        var disbursement = Approved(money, year, 1_200);

        disbursement.Cancel("Trường đã có nguồn khác", year, Held(money, disbursement), Binh, Now);

        Assert.Equal(1_500, money.Available);
        Assert.Equal(0, year.Used);
        Assert.Equal("Trường đã có nguồn khác", disbursement.Steps[^1].Reason);
    }

    [Fact]
    public void Before_approval_only_the_requester_withdraws()
    {
        foreach (var disbursement in new[] { Draft(), Submitted(), Appraised() })
        {
            Refuses(FundRules.OnlyTheRequester, () => disbursement.Cancel("Nhầm", null, null, Dung, Now));
            disbursement.Cancel("Nhầm", null, null, Lan, Now);
            Assert.Equal(DisbursementState.Cancelled, disbursement.State);
        }
    }

    [Fact]
    public void Draft_is_corrected_and_submitted_by_its_requester_alone()
    {
        var other = Person("hoa", Roles.FundOfficer);
        var draft = Draft();

        Refuses(FundRules.OnlyTheRequester, () => draft.Correct(Details(500_000), other, Now));
        Refuses(FundRules.OnlyTheRequester, () => draft.Submit(other, Now));
        draft.Correct(Details(60_000_000), Lan, Now);

        Assert.Equal(60_000_000, draft.Amount);
        Assert.True(draft.SecondSignatureNeeded);
        Assert.Single(draft.Beneficiaries);
    }

    [Fact]
    public void Reversal_gives_the_years_limit_back()
    {
        var year = Year(limit: 1_000_000);
        var disbursement = Paid(Money(own: 1_000_000), year);

        disbursement.Reverse("Chuyển nhầm tài khoản", year, Minh, Now);

        Assert.Equal(0, year.Used);
        Assert.Equal(DisbursementState.Reversed, disbursement.State);
        Assert.Equal("PC-2024-000001", disbursement.Number);
    }

    /// <summary>Each action in each state: what the state machine of api.md does not draw is refused and changes nothing.</summary>
    [Theory]
    [InlineData(StepAction.Correct, DisbursementState.Draft)]
    [InlineData(StepAction.Submit, DisbursementState.Draft)]
    [InlineData(StepAction.Appraise, DisbursementState.Submitted)]
    [InlineData(StepAction.Approve, DisbursementState.Appraised)]
    [InlineData(StepAction.Reject, DisbursementState.Submitted, DisbursementState.Appraised)]
    [InlineData(StepAction.Pay, DisbursementState.Approved)]
    [InlineData(StepAction.Cancel,
        DisbursementState.Draft, DisbursementState.Submitted, DisbursementState.Appraised, DisbursementState.Approved)]
    [InlineData(StepAction.Reverse, DisbursementState.Paid)]
    public void Action_is_allowed_in_its_states_only(string action, params DisbursementState[] allowed)
    {
        foreach (var state in Enum.GetValues<DisbursementState>())
        {
            var (money, year) = (Money(own: 10_000_000), Year());
            var disbursement = InState(state, money, year);
            var version = disbursement.Version;
            if (allowed.Contains(state))
            {
                Do(action, disbursement, money, year);
                Assert.Equal(version + 1, disbursement.Version);
            }
            else
            {
                Refuses(FundRules.WrongState, () => Do(action, disbursement, money, year));
                Assert.Equal((state, version), (disbursement.State, disbursement.Version));
            }
        }
    }

    [Fact]
    public void Offered_actions_are_those_of_role_state_and_person()
    {
        var money = Money(own: 10_000_000);

        Assert.Equal([StepAction.Correct, StepAction.Submit, StepAction.Cancel], Draft().ActionsFor(Lan));
        Assert.Empty(Draft().ActionsFor(Person("hoa", Roles.FundOfficer)));
        Assert.Equal([StepAction.Appraise, StepAction.Reject], Submitted().ActionsFor(Minh));
        Assert.Equal([StepAction.Cancel], Submitted().ActionsFor(Lan));
        Assert.Equal([StepAction.Approve, StepAction.Reject], Appraised().ActionsFor(Dung));
        Assert.Equal([StepAction.Reject], Appraised().ActionsFor(Binh));
        Assert.Equal([StepAction.Pay], Approved(money, Year()).ActionsFor(Thu));
        Assert.Equal([StepAction.Cancel], Approved(money, Year()).ActionsFor(Dung));
        Assert.Equal([StepAction.Reverse], Paid(money, Year()).ActionsFor(Minh));
        Assert.Empty(Paid(money, Year()).ActionsFor(Person("auditor", Roles.Auditor)));
    }

    private static Disbursement InState(DisbursementState state, ProgrammeMoney money, ProgrammeYear year)
    {
        switch (state)
        {
            case DisbursementState.Draft:
                return Draft();
            case DisbursementState.Submitted:
                return Submitted();
            case DisbursementState.Appraised:
                return Appraised();
            case DisbursementState.Approved:
                return Approved(money, year);
            case DisbursementState.Paid:
                return Paid(money, year);
            case DisbursementState.Rejected:
                var rejected = Submitted();
                rejected.Reject("Thiếu danh sách", Minh, Now);
                return rejected;
            case DisbursementState.Cancelled:
                var cancelled = Draft();
                cancelled.Cancel("Nhầm", null, null, Lan, Now);
                return cancelled;
            case DisbursementState.Reversed:
                var reversed = Paid(money, year);
                reversed.Reverse("Chuyển nhầm", year, Minh, Now);
                return reversed;
            default:
                throw new ArgumentOutOfRangeException(nameof(state));
        }
    }

    private static void Do(string action, Disbursement disbursement, ProgrammeMoney money, ProgrammeYear year)
    {
        switch (action)
        {
            case StepAction.Correct:
                disbursement.Correct(Details(1), Lan, Now);
                break;
            case StepAction.Submit:
                disbursement.Submit(Lan, Now);
                break;
            case StepAction.Appraise:
                disbursement.Appraise(Minh, Now);
                break;
            case StepAction.Approve:
                disbursement.Approve(Dung, Threshold, Programme(), year, money, Now);
                break;
            case StepAction.Reject:
                disbursement.Reject("Thiếu danh sách", Dung, Now);
                break;
            case StepAction.Pay:
                disbursement.RequirePayable(Thu, Today);
                disbursement.Pay(new Payment(Today, PaymentMethod.Cash, null), "PC-2024-000009", Entry(disbursement), Thu, Now);
                break;
            case StepAction.Cancel:
                disbursement.Cancel(
                    "Nhầm", year, disbursement.State is DisbursementState.Approved ? Held(money, disbursement) : null, Lan, Now);
                break;
            case StepAction.Reverse:
                disbursement.RequireReversible();
                disbursement.Reverse("Chuyển nhầm", year, Minh, Now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    private static BusinessRuleException Refuses(BusinessRule rule, Action action)
    {
        var refusal = Assert.Throws<BusinessRuleException>(action);
        Assert.Equal(rule, refusal.Rule);

        return refusal;
    }
}
