using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Public;

/// <summary>GET /public/fund/ledger: every movement of a year, newest first, straight from the journal.</summary>
internal static class GetPublicLedger
{
    /// <summary>
    /// Movements by day, with document number, direction, amount, and the source kind or the programme. A giver is named only
    /// where they agreed for that gift; no purpose, and no place finer than a district: privacy goes before openness
    /// (domain/fund.md §7).
    /// </summary>
    public static async Task<Page<PublicLedgerEntry>> Handle(
        int? year, PageRequest page, HttpContext http, FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var asked = (await PublicYears.Read(db, clock.GetUtcNow(), ct)).Of(year);
        var (first, last) = (new DateOnly(asked, 1, 1), new DateOnly(asked, 12, 31));
        var entries = db.JournalEntries.AsNoTracking().Where(entry => entry.EffectiveOn >= first && entry.EffectiveOn <= last);

        // No money comes or goes when another gift bears a payment, or when money gets another purpose.
        entries = entries.Where(entry => entry.Kind != EntryKind.DrawMove && entry.Kind != EntryKind.Repurposing);
        if (page.After is { } after)
        {
            var (day, sequence) = (after.Get<DateOnly>(0), after.Get<long>(1));
            entries = entries.Where(entry => entry.EffectiveOn < day || (entry.EffectiveOn == day && entry.Sequence < sequence));
        }

        var named = db.Donations.Where(Donation.IsNamedInPublic);
        var rows = await entries
            .OrderByDescending(entry => entry.EffectiveOn).ThenByDescending(entry => entry.Sequence)
            .Take(page.Take)
            .Select(entry => new Movement(
                entry.Sequence, entry.Kind, entry.EffectiveOn, entry.Document, entry.Amounts,
                db.Donations.Where(gift => gift.Id == entry.SubjectId).Select(gift => gift.SourceKind).FirstOrDefault(),
                db.Donations.Where(gift => gift.Id == entry.SubjectId).Select(gift => gift.Programme).FirstOrDefault()
                    ?? db.Disbursements.Where(row => row.Id == entry.SubjectId).Select(row => row.Programme).FirstOrDefault(),
                db.Disbursements.Where(row => row.Id == entry.SubjectId).Select(row => row.PublicArea).FirstOrDefault(),
                entry.Kind == EntryKind.Donation
                    ? named.Where(gift => gift.Id == entry.SubjectId).Select(gift => gift.DonorName).FirstOrDefault()
                    : null))
            .ToListAsync(ct);
        var sources = await db.SourceKinds.AsNoTracking().ToDictionaryAsync(kind => kind.Code, kind => kind.Name, ct);
        var programmes = await db.Programmes.AsNoTracking().ToDictionaryAsync(programme => programme.Code, programme => programme.Name, ct);
        http.CacheForASecond();

        return page.ToPage(rows, row => row.ToEntry(sources, programmes), row => [row.EffectiveOn, row.Sequence]);
    }

    private sealed record Movement(
        long Sequence, string Kind, DateOnly EffectiveOn, string Document, long[] Amounts, string? SourceKind, string? Programme,
        string? Area, string? DonorName)
    {
        public PublicLedgerEntry ToEntry(IReadOnlyDictionary<string, string> sources, IReadOnlyDictionary<string, string> programmes) =>
            new()
            {
                Date = EffectiveOn,
                Number = Document,
                Direction = Kind is EntryKind.Donation or EntryKind.PaymentReversal ? "in" : "out",
                Kind = Kind,

                // The debit side: the other is the same sum with the other sign.
                Amount = Amounts.Where(amount => amount > 0).Sum(),
                SourceKind = SourceKind,
                SourceKindName = SourceKind is null ? null : sources.GetValueOrDefault(SourceKind),
                Programme = Programme,
                ProgrammeName = Programme is null ? null : programmes.GetValueOrDefault(Programme),
                Unit = Area,
                DonorName = DonorName,
            };
    }
}
