using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>What one account bears of a request's money.</summary>
internal readonly record struct Share(string Account, long Amount);

/// <summary>
/// Money that may pay for a request, the narrowest restriction first and the common pool last: money that may pay for little else
/// goes before money that may pay for anything.
/// </summary>
internal sealed class ProgrammeMoney(params IReadOnlyList<Account> narrowestFirst)
{
    public IReadOnlyList<Account> Accounts => narrowestFirst;

    public Account Pool => narrowestFirst[^1];

    public long Available => narrowestFirst.Sum(account => account.Available);

    /// <summary>Reserves in one account after the other; refuses when all together are not enough.</summary>
    public IReadOnlyList<Share> Reserve(long amount)
    {
        FundRules.InsufficientBalance.Require(amount <= Available,
            new Dictionary<string, object?> { ["available"] = Available, ["amount"] = amount });
        var shares = new List<Share>();
        var missing = amount;
        foreach (var account in narrowestFirst)
        {
            var taken = Math.Min(missing, account.Available);
            if (taken > 0)
            {
                account.Reserve(taken);
                shares.Add(new Share(account.Code, taken));
                missing -= taken;
            }
        }

        return shares;
    }
}

/// <summary>Money that is reserved for one request, with the accounts that it stands in under their locks.</summary>
internal sealed record HeldMoney(IReadOnlyDictionary<string, Account> Accounts, IReadOnlyList<Share> Shares)
{
    /// <summary>The reservation ends: what follows is the payment, or the money is free again.</summary>
    /// <exception cref="InvalidOperationException">Another amount was reserved than <paramref name="amount"/>.</exception>
    public void Release(long amount)
    {
        if (Shares.Sum(share => share.Amount) != amount)
        {
            throw new InvalidOperationException($"{Shares.Sum(share => share.Amount)} is reserved, not {amount}.");
        }

        foreach (var (account, share) in Shares)
        {
            Accounts[account].Release(share);
        }
    }
}

/// <summary>
/// The only door that posts for ordinary transactions (payments, reversals); gifts go through <c>DonationPosting</c>, which keeps
/// the same rules in sets. Everything here runs in the caller's transaction and takes its locks in the one order that all of the
/// fund keeps: idempotency key, accounts by code, number counter, journal head.
/// </summary>
internal sealed class GeneralLedger(FundDbContext db, TimeProvider clock)
{
    /// <summary>Locks the accounts that may bear a request, named from the narrowest to the pool, and reads them fresh.</summary>
    public async Task<ProgrammeMoney> LockMatching(IReadOnlyList<string> narrowestFirst, CancellationToken ct)
    {
        var locked = await LockAccounts(narrowestFirst, ct);

        return new ProgrammeMoney([.. narrowestFirst.Select(code => locked[code])]);
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
