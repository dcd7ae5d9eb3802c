using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Messaging;
using Npgsql;

namespace ChildPlatform.Fund.Donations;

/// <summary>
/// The rows of a set of gifts, a statement for each table: whole columns travel as arrays, so that a set costs as many statements
/// as a single gift.
/// </summary>
internal static class DonationRows
{
    public static void AddDonors(this NpgsqlBatch batch, IReadOnlyCollection<Donor> donors)
    {
        if (donors.Count == 0)
        {
            return;
        }

        batch.Add("""
            insert into donors (id, name, kind, tax_code, phone, search_key, near_key, phone_key, name_key, identity_key, unit_path,
                                registered_at, registered_by, version)
            select id, name, kind, tax_code, phone, search_key, near_key, phone_key, name_key, identity_key, unit_path,
                   registered_at, registered_by, 1
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as new
                 (id, name, kind, tax_code, phone, search_key, near_key, phone_key, name_key, identity_key, unit_path,
                  registered_at, registered_by)
            """,
            donors.Select(d => d.Id).ToArray(), donors.Select(d => d.Name).ToArray(),
            donors.Select(d => EnumText.Of(d.Kind)).ToArray(), donors.Select(d => d.TaxCode).ToArray(),
            donors.Select(d => d.Phone).ToArray(), donors.Select(d => d.SearchKey).ToArray(),
            donors.Select(d => d.NearKey).ToArray(), donors.Select(d => d.PhoneKey).ToArray(),
            donors.Select(d => d.NameKey).ToArray(), donors.Select(d => d.IdentityKey).ToArray(),
            donors.Select(d => d.UnitPath).ToArray(),
            donors.Select(d => d.RegisteredAt).ToArray(), donors.Select(d => d.RegisteredBy).ToArray());
    }

    /// <summary>Tax codes that came with gifts of donors known without one, each with its line in the audit trail.</summary>
    public static void AddTaxCodes(this NpgsqlBatch batch, IReadOnlyDictionary<Donor, Recorder> taught, DateTimeOffset now)
    {
        if (taught.Count == 0)
        {
            return;
        }

        batch.Add("""
            update donors set tax_code = new.tax_code, identity_key = new.identity_key, version = version + 1
            from unnest($1, $2, $3) as new (id, tax_code, identity_key) where donors.id = new.id
            """,
            taught.Keys.Select(d => d.Id).ToArray(), taught.Keys.Select(d => d.TaxCode).ToArray(),
            taught.Keys.Select(d => d.IdentityKey).ToArray());
        batch.Add("""
            insert into audit_entries (at, actor, actor_name, unit_id, action, subject_type, subject_id, trace_id)
            select $1, actor, actor_name, unit_id, 'donor.tax-code-learned', 'donor', subject_id, trace_id
            from unnest($2, $3, $4, $5, $6) as new (actor, actor_name, unit_id, subject_id, trace_id)
            """,
            now, taught.Values.Select(by => by.Id).ToArray(), taught.Values.Select(by => by.Name).ToArray(),
            taught.Values.Select(by => by.UnitId).ToArray(), taught.Keys.Select(d => d.Id.ToString()).ToArray(),
            taught.Values.Select(by => by.TraceId).ToArray());
    }

    public static void AddDonations(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted) => batch.Add("""
        insert into donations (id, number, state, donor_id, donor_name, donor_kind, donor_tax_code, donor_phone, amount, method,
                               received_on, source_kind, programme, campaign, pledge_id, anonymous, name_consent, reference, note,
                               search_key, import_key,
                               entry_sequence, unit_path, recorded_at, recorded_by, recorded_by_name, import_id, purpose, version)
        select id, number, 'recorded', donor_id, donor_name, donor_kind, donor_tax_code, donor_phone, amount, method,
               received_on, source_kind, programme, campaign, pledge_id, anonymous, name_consent, reference, note, search_key,
               import_key,
               entry_sequence, unit_path, recorded_at, recorded_by, recorded_by_name, import_id, purpose, 1
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27) as new
             (id, number, donor_id, donor_name, donor_kind, donor_tax_code, donor_phone, amount, method,
              received_on, source_kind, programme, campaign, pledge_id, anonymous, name_consent, reference, note, search_key,
              import_key,
              entry_sequence, unit_path, recorded_at, recorded_by, recorded_by_name, import_id, purpose)
        """,
        posted.Select(p => p.Id).ToArray(), posted.Select(p => p.Number).ToArray(),
        posted.Select(p => p.Donor.Id).ToArray(), posted.Select(p => p.Donor.Name).ToArray(),
        posted.Select(p => EnumText.Of(p.Donor.Kind)).ToArray(), posted.Select(p => p.Donor.TaxCode).ToArray(),
        posted.Select(p => p.Donor.Phone).ToArray(), posted.Select(p => p.Gift.Amount).ToArray(),
        posted.Select(p => EnumText.Of(p.Gift.Method)).ToArray(), posted.Select(p => p.Gift.ReceivedOn).ToArray(),
        posted.Select(p => p.Gift.SourceKind).ToArray(), posted.Select(p => p.Gift.Programme).ToArray(),
        posted.Select(p => p.Gift.Campaign).ToArray(), posted.Select(p => p.Gift.PledgeId).ToArray(),
        posted.Select(p => p.Gift.Anonymous).ToArray(), posted.Select(p => p.Gift.NameConsent).ToArray(),
        posted.Select(p => p.Gift.Reference).ToArray(), posted.Select(p => p.Gift.Note).ToArray(),
        posted.Select(p => VietnameseText.SearchKey($"{p.Donor.Name} {p.Gift.Reference}")).ToArray(),
        posted.Select(p => Gift.ImportKeyOf(p.Donor.Name, p.Gift.Amount, p.Gift.ReceivedOn, p.Gift.Method,
            p.Gift.Programme ?? p.Gift.Purpose)).ToArray(),
        posted.Select(p => p.Entry.Sequence).ToArray(), posted.Select(p => p.Gift.By.UnitPath).ToArray(),
        posted.Select(p => p.RecordedAt).ToArray(), posted.Select(p => p.Gift.By.Id).ToArray(),
        posted.Select(p => p.Gift.By.Name).ToArray(), posted.Select(p => p.Gift.ImportId).ToArray(),
        posted.Select(p => p.Gift.Purpose).ToArray());

    /// <summary>Entries of most gifts have two lines, so two columns carry them; the table itself holds arrays.</summary>
    public static void AddEntries(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted)
    {
        var entries = posted.Select(p => p.Entry).Where(entry => entry.Accounts.Length == 2).ToArray();
        if (entries.Length > 0)
        {
            batch.Add("""
                insert into journal_entries (sequence, kind, effective_on, entered_at, entered_by, document, subject_type, subject_id,
                                             accounts, amounts, previous_hash, hash)
                select sequence, $1, effective_on, entered_at, entered_by, document, $2, subject_id,
                       array[debit, credit], array[amount, -amount], previous_hash, hash
                from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as new
                     (sequence, effective_on, entered_at, entered_by, document, subject_id, debit, credit, amount, previous_hash, hash)
                """,
                EntryKind.Donation, "donation",
                entries.Select(e => e.Sequence).ToArray(), entries.Select(e => e.EffectiveOn).ToArray(),
                entries.Select(e => e.EnteredAt).ToArray(), entries.Select(e => e.EnteredBy).ToArray(),
                entries.Select(e => e.Document).ToArray(), entries.Select(e => e.SubjectId).ToArray(),
                entries.Select(e => e.Accounts[0]).ToArray(), entries.Select(e => e.Accounts[1]).ToArray(),
                entries.Select(e => e.Amounts[0]).ToArray(), entries.Select(e => e.PreviousHash).ToArray(),
                entries.Select(e => e.Hash).ToArray());
        }

        // A gift for several purposes has a line for each; there are few of them, and their arrays differ in length.
        foreach (var entry in posted.Select(p => p.Entry).Where(entry => entry.Accounts.Length > 2))
        {
            batch.Add("""
                insert into journal_entries (sequence, kind, effective_on, entered_at, entered_by, document, subject_type, subject_id,
                                             accounts, amounts, previous_hash, hash)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """,
                entry.Sequence, entry.Kind, entry.EffectiveOn, entry.EnteredAt, entry.EnteredBy, entry.Document, entry.SubjectType,
                entry.SubjectId, entry.Accounts, entry.Amounts, entry.PreviousHash, entry.Hash);
        }
    }

    /// <summary>Balances, the last numbers and the end of the chain, as the entries have made them.</summary>
    public static void UpdateBooks(
        this NpgsqlBatch batch, IReadOnlyDictionary<string, Account> accounts, IReadOnlyDictionary<int, NumberCounter> counters,
        JournalHead head)
    {
        batch.Add("update accounts set balance = new.balance from unnest($1, $2) as new (code, balance) where accounts.code = new.code",
            accounts.Keys.ToArray(), accounts.Values.Select(account => account.Balance).ToArray());
        batch.Add("""
            update number_counters set last_number = new.last from unnest($1, $2) as new (year, last)
            where number_counters.book = $3 and number_counters.year = new.year
            """,
            counters.Keys.ToArray(), counters.Values.Select(counter => counter.LastNumber).ToArray(), NumberCounter.Receipts);
        batch.Add("update journal_head set sequence = $1, hash = $2 where id = $3", head.Sequence, head.Hash, JournalHead.TheOne);
    }

    public static void AddTotals(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted)
    {
        var totals = posted
            .GroupBy(p => (p.Gift.ReceivedOn.Year, p.Gift.ReceivedOn.Month, p.Gift.SourceKind))
            .Select(g => (g.Key.Year, g.Key.Month, g.Key.SourceKind, Amount: g.Sum(p => p.Gift.Amount), Count: g.LongCount()))
            .ToArray();
        batch.Add("""
            insert into receipt_totals (year, month, source_kind, amount, count)
            select * from unnest($1, $2, $3, $4, $5)
            on conflict (year, month, source_kind) do update
            set amount = receipt_totals.amount + excluded.amount, count = receipt_totals.count + excluded.count
            """,
            totals.Select(t => t.Year).ToArray(), totals.Select(t => t.Month).ToArray(), totals.Select(t => t.SourceKind).ToArray(),
            totals.Select(t => t.Amount).ToArray(), totals.Select(t => t.Count).ToArray());
    }

    public static void AddMessages(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted, TimeProvider clock)
    {
        foreach (var chunk in posted.Chunk(500))
        {
            var row = OutboxRow.Create(new DonationsRecorded { Donations = [.. chunk.Select(Fact)] }, clock);
            batch.Add("insert into outbox_messages (message_id, type, body, trace_parent, created_at) values ($1, $2, $3::jsonb, $4, $5)",
                row.MessageId, row.Type, row.BodyJson, row.TraceParent, row.CreatedAt);
        }
    }

    private static DonationRecorded Fact(PostedGift posted) => new()
    {
        DonationId = posted.Id,
        Number = posted.Number,
        Amount = posted.Gift.Amount,
        ReceivedOn = posted.Gift.ReceivedOn,
        SourceKind = posted.Gift.SourceKind,
        Programme = posted.Gift.Programme,
        UnitPath = posted.Gift.By.UnitPath,
        RecordedAt = posted.RecordedAt,
    };
}
