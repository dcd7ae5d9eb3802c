using System.Data;
using System.Globalization;
using System.Text;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>How the journal leaves as plain text.</summary>
internal enum JournalForm
{
    /// <summary>For <c>hledger</c> and <c>ledger</c>.</summary>
    Ledger,

    /// <summary>For <c>bean-check</c> and its tools.</summary>
    Beancount,
}

/// <summary>GET /journal/export: the books as plain text that other accounting programs recompute.</summary>
internal static class ExportJournal
{
    /// <summary>
    /// The journal as plain text in the order of entry, streamed: <c>?form=ledger</c> for <c>hledger</c> and <c>ledger</c>,
    /// <c>?form=beancount</c> for <c>bean-check</c>; both hold the same entries with the same amounts, in whole VND. With
    /// <paramref name="from"/> the first transaction brings forward what the accounts held before that day. 422 for another form and for
    /// days the wrong way round.
    /// </summary>
    /// <param name="form"><c>ledger</c> unless given.</param>
    /// <param name="from">First day that the money moved on.</param>
    /// <param name="to">Last day that the money moved on.</param>
    public static PushStreamHttpResult Handle(
        string? form, DateOnly? from, DateOnly? to, FundDbContext db, CancellationToken ct)
    {
        var written = EnumText.Parse<JournalForm>(form, "/form") ?? JournalForm.Ledger;
        if (from > to)
        {
            throw new InvalidInputException("/to", "ends-before-start");
        }

        return TypedResults.Stream(
            async output =>
            {
                // One snapshot: an account that is used further down is declared above.
                await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
                var accounts = await db.AccountDays.Select(day => day.Account).Distinct().OrderBy(account => account).ToListAsync(ct);
                var start = from ?? await db.AccountDays.MinAsync(day => (DateOnly?)day.EffectiveOn, ct);
                var opening = from is { } first && first > DateOnly.MinValue
                    ? await PastBalances.Read(db, new BalanceDay(first.AddDays(-1), BalanceBasis.Effective), ct)
                    : [];
                var entries = db.JournalEntries.AsNoTracking();
                entries = from is { } after ? entries.Where(entry => entry.EffectiveOn >= after) : entries;
                entries = to is { } last ? entries.Where(entry => entry.EffectiveOn <= last) : entries;

                await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                var book = new PlainTextBook(writer, written);
                await book.OpenAsync(accounts, start);
                await book.BringForwardAsync(start, opening);
                await foreach (var entry in entries.OrderBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(ct))
                {
                    await book.WriteAsync(entry);
                }
            },
            "text/plain; charset=utf-8",
            written is JournalForm.Ledger ? "so-cai.journal" : "so-cai.beancount");
    }

    /// <summary>Entries as text. Both programs take a debit as positive, as the journal does.</summary>
    private sealed class PlainTextBook(TextWriter writer, JournalForm form)
    {
        private const string Currency = "VND";

        public async Task OpenAsync(IReadOnlyList<string> accounts, DateOnly? start)
        {
            if (form is JournalForm.Beancount)
            {
                await writer.WriteLineAsync($"option \"operating_currency\" \"{Currency}\"");
            }

            foreach (var account in accounts)
            {
                await writer.WriteLineAsync(form is JournalForm.Ledger
                    ? $"account {NameOf(account)}"
                    : $"{Day(start!.Value)} open {NameOf(account)} {Currency}");
            }

            await writer.WriteLineAsync();
        }

        /// <summary>The accounts sum to zero at any day, as every entry does.</summary>
        public async Task BringForwardAsync(DateOnly? start, IReadOnlyList<PastBalance> opening)
        {
            var moved = opening.Where(balance => balance.Balance != 0).ToArray();
            if (moved.Length > 0)
            {
                await HeadAsync(start!.Value, code: "", "brought-forward");
                await LinesAsync(moved.Select(balance =>
                    new Posting(balance.Account, Account.SignOf(balance.Account) * balance.Balance)));
            }
        }

        public async Task WriteAsync(JournalEntry entry)
        {
            await HeadAsync(entry.EffectiveOn, entry.Document, entry.Kind);
            await NoteAsync("sequence", entry.Sequence.ToString(CultureInfo.InvariantCulture));
            await NoteAsync("entered", entry.EnteredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            await NoteAsync("by", entry.EnteredBy);
            await NoteAsync("subject", $"{entry.SubjectType}/{entry.SubjectId}");
            if (entry.Reverses is { } reversed)
            {
                await NoteAsync("reverses", reversed.ToString(CultureInfo.InvariantCulture));
            }

            await NoteAsync("hash", Convert.ToHexStringLower(entry.Hash));
            await LinesAsync(entry.Postings);
        }

        private Task HeadAsync(DateOnly day, string code, string kind) => writer.WriteLineAsync(form is JournalForm.Ledger
            ? $"{Day(day)} * {(code.Length == 0 ? "" : $"({code}) ")}{kind}"
            : $"{Day(day)} * \"{code}\" \"{kind}\"");

        private Task NoteAsync(string name, string value) => writer.WriteLineAsync(form is JournalForm.Ledger
            ? $"    ; {name}: {value.ReplaceLineEndings(" ")}"
            : $"  {name}: \"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

        private async Task LinesAsync(IEnumerable<Posting> postings)
        {
            foreach (var posting in postings)
            {
                await writer.WriteLineAsync(
                    $"    {NameOf(posting.Account)}  {posting.Amount.ToString(CultureInfo.InvariantCulture)} {Currency}");
            }

            await writer.WriteLineAsync();
        }

        /// <summary>
        /// MONEY is an asset; a fund is what the money is held for. Each part begins with a capital and holds no underscore, as
        /// beancount wants: HOC_BONG becomes HOC-BONG, which no other code can become.
        /// </summary>
        private static string NameOf(string account) => account == Account.Money
            ? "Assets:MONEY"
            : "Equity:" + account.Replace('_', '-');

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
