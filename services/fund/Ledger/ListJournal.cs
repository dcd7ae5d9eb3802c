using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Ledger;

/// <summary>GET /journal: entries, newest first; from and to narrow by the day that the money moved.</summary>
internal static class ListJournal
{
    /// <summary>
    /// Entries of the provincial fund's books, newest first. For callers of the province; a district or commune, which sees its
    /// own gifts and requests in their lists, gets 403.
    /// </summary>
    /// <param name="document">Number of a receipt or voucher.</param>
    /// <param name="subject">Id of the gift or disbursement behind an entry.</param>
    public static async Task<Page<JournalEntryResponse>> Handle(
        DateOnly? from, DateOnly? to, string? document, Guid? subject, PageRequest page, FundDbContext db, CancellationToken ct)
    {
        var entries = db.JournalEntries.AsNoTracking();
        if (from is { } first)
        {
            entries = entries.Where(entry => entry.EffectiveOn >= first);
        }

        if (to is { } last)
        {
            entries = entries.Where(entry => entry.EffectiveOn <= last);
        }

        if (!string.IsNullOrWhiteSpace(document))
        {
            var number = document.Trim().ToUpperInvariant();
            entries = entries.Where(entry => entry.Document == number);
        }

        if (subject is { } id)
        {
            entries = entries.Where(entry => entry.SubjectId == id);
        }

        if (page.After is { } after)
        {
            var sequence = after.Get<long>(0);
            entries = entries.Where(entry => entry.Sequence < sequence);
        }

        var rows = await entries.OrderByDescending(entry => entry.Sequence).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, Of, entry => [entry.Sequence]);
    }

    public static JournalEntryResponse Of(JournalEntry entry) => new()
    {
        Sequence = entry.Sequence,
        Kind = entry.Kind,
        EffectiveOn = entry.EffectiveOn,
        EnteredAt = entry.EnteredAt,
        EnteredBy = entry.EnteredBy,
        Document = entry.Document,
        SubjectType = entry.SubjectType,
        SubjectId = entry.SubjectId,
        Reverses = entry.Reverses,
        Postings = [.. entry.Postings.Select(posting => new PostingResponse { Account = posting.Account, Amount = posting.Amount })],
        Hash = Convert.ToHexStringLower(entry.Hash),
    };
}
