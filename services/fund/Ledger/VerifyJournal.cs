using System.Data;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Lots;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>
/// GET /journal/verification: recomputes every hash from the first entry, the sum of each entry, all balances, and the
/// lots of gifts behind them. Reads the journal in one snapshot as a stream, so it neither blocks writers nor holds the journal in memory.
/// </summary>
internal static class VerifyJournal
{
    /// <summary>
    /// Recomputes every hash of the journal from the first entry, the sum of each entry, and all balances; then that the lots of
    /// gifts hold what their accounts hold, that draws and lots agree, and that gifts and payments are whole in them.
    /// </summary>
    public static async Task<JournalVerificationResponse> Handle(FundDbContext db, CancellationToken ct)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var stored = await db.JournalHead.AsNoTracking().SingleOrDefaultAsync(ct);
        var head = stored ?? Ledger.JournalHead.Empty();
        var previous = Ledger.JournalHead.Empty();
        var balances = new Dictionary<string, long>();
        long count = 0;
        (long Sequence, string Problem)? broken = null;

        await foreach (var entry in db.JournalEntries.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            if (broken is not null)
            {
                continue;
            }

            broken = Check(entry, previous, head);
            previous.Advance(entry);
            foreach (var posting in entry.Postings)
            {
                balances[posting.Account] = balances.GetValueOrDefault(posting.Account) + (Account.SignOf(posting.Account) * posting.Amount);
            }
        }

        if (broken is null && previous.Sequence < head.Sequence)
        {
            broken = (previous.Sequence + 1, "cut-off");
        }
        else if (broken is null && (stored is null || !previous.Hash.AsSpan().SequenceEqual(head.Hash)))
        {
            broken = (head.Sequence, "head-mismatch");
        }

        var problem = broken?.Problem;
        if (broken is null && await BalancesDiffer(db, balances, ct))
        {
            problem = "balance-mismatch";
        }
        else if (broken is null)
        {
            problem = await db.LotsProblem(ct);
        }

        return new JournalVerificationResponse
        {
            Ok = problem is null,
            Count = count,
            HeadHash = Convert.ToHexStringLower(head.Hash),
            FirstBroken = broken?.Sequence,
            Problem = problem,
        };
    }

    private static (long, string)? Check(JournalEntry entry, JournalHead previous, JournalHead head)
    {
        var expected = previous.Sequence + 1;
        if (entry.Sequence > head.Sequence || entry.Sequence < expected)
        {
            // Behind the head nothing of ours can stand; an entry before the first one neither.
            return entry.Sequence > expected && previous.Sequence < head.Sequence
                ? (expected, "missing-entry")
                : (entry.Sequence, "foreign-entry");
        }

        if (entry.Sequence > expected)
        {
            return (expected, "missing-entry");
        }

        if (!entry.PreviousHash.AsSpan().SequenceEqual(previous.Hash) || !entry.Hash.AsSpan().SequenceEqual(entry.ComputeHash()))
        {
            return (entry.Sequence, "hash-mismatch");
        }

        return entry.Amounts.Sum() == 0 ? null : (entry.Sequence, "unbalanced");
    }

    private static async Task<bool> BalancesDiffer(FundDbContext db, Dictionary<string, long> computed, CancellationToken ct)
    {
        var accounts = await db.Accounts.AsNoTracking().ToListAsync(ct);
        var days = await PastBalances.Read(db, new BalanceDay(DateOnly.MaxValue, BalanceBasis.Effective), ct);

        return days.Any(day => day.Balance != computed.GetValueOrDefault(day.Account))
            || days.Count != computed.Count
            || accounts.Any(account => account.Balance != computed.GetValueOrDefault(account.Code))
            || computed.Any(pair => pair.Value != 0 && accounts.All(account => account.Code != pair.Key));
    }
}
