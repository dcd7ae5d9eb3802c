using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>Money that a programme may use: its own restricted money first, then the common pool.</summary>
internal sealed record ProgrammeMoney(Account Own, Account Pool)
{
    public long Available => Own.Available + Pool.Available;

    /// <summary>Reserves own money first and the rest from the pool; refuses when both together are not enough.</summary>
    public (long FromOwn, long FromPool) Reserve(long amount)
    {
        FundRules.InsufficientBalance.Require(amount <= Available,
            new Dictionary<string, object?> { ["available"] = Available, ["amount"] = amount });
        var own = Math.Min(amount, Own.Available);
        Own.Reserve(own);
        Pool.Reserve(amount - own);

        return (own, amount - own);
    }

    public void Release(long fromOwn, long fromPool)
    {
        Own.Release(fromOwn);
        Pool.Release(fromPool);
    }
}

/// <summary>
/// The only door that posts for ordinary transactions (payments, reversals); gifts go through <c>DonationPosting</c>, which keeps
/// the same rules in sets. Everything here runs in the caller's transaction and takes its locks in the one order that all of the
/// fund keeps: idempotency key, accounts by code, number counter, journal head.
/// </summary>
internal sealed class GeneralLedger(FundDbContext db, TimeProvider clock)
{
    /// <summary>Locks the rows of a programme's own money and of the pool, by code, and reads them fresh.</summary>
    public async Task<ProgrammeMoney> LockProgramme(string programme, CancellationToken ct)
    {
        var locked = await LockAccounts([Account.FundOf(programme), Account.PoolFund], ct);

        return new ProgrammeMoney(locked[Account.FundOf(programme)], locked[Account.PoolFund]);
    }

    /// <summary>Locks accounts in the order of their codes; one that was never used is made first.</summary>
    public async Task<IReadOnlyDictionary<string, Account>> LockAccounts(IEnumerable<string> codes, CancellationToken ct)
    {
        var wanted = codes.Distinct().Order(StringComparer.Ordinal).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"insert into accounts (code, balance, reserved) select code, 0, 0 from unnest({wanted}) as code on conflict do nothing",
            ct);
        // A row that was tracked before the lock would stay as it was then: what counts is what the lock shows.
        var stale = db.ChangeTracker.Entries<Account>().Where(entry => wanted.Contains(entry.Entity.Code)).ToList();
        var accounts = await db.Accounts
            .FromSql($"""select * from accounts where code = any({wanted}) order by code collate "C" for update""")
            .ToListAsync(ct);
        foreach (var entry in stale)
        {
            await entry.ReloadAsync(ct);
        }

        return accounts.ToDictionary(account => account.Code);
    }

    /// <summary>Takes the next number of a book; the number is gone only if the transaction commits.</summary>
    public async Task<string> TakeNumber(string book, int year, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into number_counters (book, year, last_number) values ({book}, {year}, 0) on conflict do nothing", ct);
        var counter = (await db.NumberCounters
            .FromSql($"select * from number_counters where book = {book} and year = {year} for update")
            .ToListAsync(ct)).Single();

        return counter.Take();
    }

    /// <summary>
    /// Adds an entry behind the head of the chain and moves the balances, which the caller has locked by
    /// <see cref="LockAccounts"/>. Saved by the caller's one save.
    /// </summary>
    public async Task<JournalEntry> Post(
        EntryDraft draft, IReadOnlyDictionary<string, Account> accounts, CancellationToken ct)
    {
        var head = (await db.JournalHead
            .FromSql($"select * from journal_head where id = {JournalHead.TheOne} for update")
            .ToListAsync(ct)).Single();
        foreach (var posting in draft.Postings)
        {
            accounts[posting.Account].Apply(posting.Amount);
        }

        var entry = JournalEntry.Chain(head, draft, clock.GetUtcNow());
        db.JournalEntries.Add(entry);

        return entry;
    }
}
