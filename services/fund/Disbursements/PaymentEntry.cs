using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>How a payment and its reversal stand in the books: money held against the funds that it was reserved from.</summary>
internal static class PaymentEntry
{
    private const string Subject = "disbursement";

    /// <summary>Credit money, debit each fund by what it bears.</summary>
    public static EntryDraft Draft(
        Disbursement disbursement, IReadOnlyList<Share> shares, string number, DateOnly paidOn, string by) => new(
        EntryKind.Payment, paidOn, by, number, Subject, disbursement.Id, Lines(disbursement, shares, sign: 1));

    /// <summary>
    /// The opposite entry, linked to the one that it takes back: the funds that bear the payment now get their amounts again.
    /// </summary>
    public static EntryDraft Reversal(Disbursement disbursement, IReadOnlyList<Share> shares, DateOnly today, string by) => new(
        EntryKind.PaymentReversal, today, by, disbursement.Number!, Subject, disbursement.Id, Lines(disbursement, shares, sign: -1),
        Reverses: disbursement.EntrySequence);

    /// <summary>
    /// Other funds bear what one bore: debit them, credit it. Null where it is the same fund, whose balance does not move.
    /// </summary>
    public static EntryDraft? Move(Disbursement disbursement, MovedDraw moved, IReadOnlyList<Share> shares, DateOnly today, string by)
    {
        Posting[] lines =
        [
            .. shares.Append(new Share(moved.Account, -moved.Amount))
                .GroupBy(share => share.Account, (account, parts) => new Posting(account, parts.Sum(part => part.Amount)))
                .Where(line => line.Amount != 0),
        ];

        return lines.Length == 0
            ? null
            : new EntryDraft(EntryKind.DrawMove, today, by, disbursement.Number!, Subject, disbursement.Id, lines);
    }

    private static Posting[] Lines(Disbursement disbursement, IReadOnlyList<Share> shares, int sign) =>
    [
        .. shares.Select(share => new Posting(share.Account, sign * share.Amount)),
        new Posting(Account.Money, -sign * disbursement.Amount),
    ];
}
