using ChildPlatform.Fund.Ledger;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>How a payment and its reversal stand in the books: money held against the funds that it was reserved from.</summary>
internal static class PaymentEntry
{
    private const string Subject = "disbursement";

    /// <summary>Credit money, debit the programme's own fund and the pool by what was reserved in each.</summary>
    public static EntryDraft Draft(Disbursement disbursement, string number, DateOnly paidOn, string by) => new(
        EntryKind.Payment, paidOn, by, number, Subject, disbursement.Id, Lines(disbursement, sign: 1));

    /// <summary>The opposite entry, linked to the one that it takes back: the same funds get the same amounts again.</summary>
    public static EntryDraft Reversal(Disbursement disbursement, DateOnly today, string by) => new(
        EntryKind.PaymentReversal, today, by, disbursement.Number!, Subject, disbursement.Id, Lines(disbursement, sign: -1),
        Reverses: disbursement.EntrySequence);

    /// <summary>Locks everything that a payment of this programme moves.</summary>
    public static Task<IReadOnlyDictionary<string, Account>> LockMoneyOf(
        this GeneralLedger ledger, string programme, CancellationToken ct) =>
        ledger.LockAccounts([Account.Money, Account.PoolFund, Account.FundOf(programme)], ct);

    public static ProgrammeMoney MoneyOf(this IReadOnlyDictionary<string, Account> accounts, string programme) =>
        new(accounts[Account.FundOf(programme)], accounts[Account.PoolFund]);

    private static Posting[] Lines(Disbursement disbursement, int sign)
    {
        Posting[] lines =
        [
            new(Account.FundOf(disbursement.Programme), sign * disbursement.FromProgramme!.Value),
            new(Account.PoolFund, sign * disbursement.FromPool!.Value),
            new(Account.Money, -sign * disbursement.Amount),
        ];

        return [.. lines.Where(line => line.Amount != 0)];
    }
}
