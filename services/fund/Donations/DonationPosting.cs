using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Kernel;
using Npgsql;

namespace ChildPlatform.Fund.Donations;

/// <summary>A gift with everything that its commit gives it.</summary>
internal sealed record PostedGift(Gift Gift, Guid Id, string Number, Donor Donor, JournalEntry Entry, DateTimeOffset RecordedAt)
{
    public IReadOnlyList<PossibleDuplicate> PossibleDuplicates { get; init; } = [];

    /// <summary>The name that came with the gift, where the register calls the donor otherwise.</summary>
    public string? DonorNameGiven =>
        Gift.Donor is { } given && VietnameseText.EqualityKey(given.Name) != VietnameseText.EqualityKey(Donor.Name)
            ? given.Name
            : null;
}

/// <summary>
/// Writes gifts in sets: one group is one transaction of two round trips, however many gifts it holds. The first locks (accounts
/// by code, number counters, journal head: the one order of the fund) and reads what numbers, hashes and donors depend on; the
/// second inserts all rows from arrays and commits. In between everything is computed here, so the locks are held for less than
/// a millisecond. Plain Npgsql: this is the one hot path of the fund.
/// </summary>
internal sealed class DonationPosting(
    NpgsqlConnection connection, TimeProvider clock, bool ownsTransaction = true, KnownRows? rows = null)
{
    private const int MostDuplicates = 10;

    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<int, NumberCounter> _counters = [];
    private readonly KnownDonors _donors = new();
    private readonly HashSet<Donor> _newDonors = [];
    private readonly Dictionary<Donor, Recorder> _taught = [];
    private readonly List<NearDonor> _near = [];
    private readonly List<Donor> _merged = [];
    private JournalHead _head = JournalHead.Empty();

    private sealed record NearDonor(Guid Id, string Name, DonorKind Kind, string NearKey, string? PhoneKey, string UnitPath);

    /// <summary>
    /// Begins the transaction, takes the locks that these gifts need and reads donors. <paramref name="first"/> may put more
    /// commands right behind BEGIN into the same round trip; their results are read by <paramref name="readFirst"/>.
    /// </summary>
    public async Task Begin(
        IReadOnlyList<Gift> gifts, Action<NpgsqlBatch>? first, Func<NpgsqlDataReader, Task>? readFirst, CancellationToken ct)
    {
        var years = gifts.Select(gift => gift.ReceivedOn.Year).Distinct().Order().ToArray();
        var codes = gifts.SelectMany(gift => gift.Lots.Select(lot => lot.Account)).Append(Account.Money)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        var unnamed = gifts.Where(gift => gift.DonorId is null)
            .DistinctBy(gift => (gift.Donor!.TaxCode, gift.Donor.NameKey, gift.By.UnitPath))
            .ToArray();
        var named = gifts.Where(gift => gift.DonorId is not null).Select(gift => gift.DonorId!.Value).Distinct().ToArray();
        var taxCodes = unnamed.Select(gift => gift.Donor!.TaxCode).ToArray();
        var nameKeys = unnamed.Select(gift => gift.Donor!.NameKey).ToArray();

        await using var batch = new NpgsqlBatch(connection);
        if (ownsTransaction)
        {
            batch.Add("begin");
        }

        first?.Invoke(batch);
        if (rows?.HasAll(codes) is not true)
        {
            batch.Add("insert into accounts (code, balance, reserved) select code, 0, 0 from unnest($1) as code on conflict do nothing", [codes]);
        }

        batch.Add("""select code, balance, reserved from accounts where code = any($1) order by code collate "C" for update""", [codes]);

        // Donors are read behind the lock on the money account, which all who make donors take: whoever waited sees the new ones.
        batch.Add("""
            select id, identity_key, name_key, name, kind, tax_code, phone, unit_path, merged_into from donors
            where id = any($1) or tax_code = any($2) or name_key = any($3)
            """,
            named, taxCodes, nameKeys);

        // Near matches matter only for names that the register does not hold yet.
        batch.Add("""
            with unknown as (
                select near_key, phone_key, unit_path
                from unnest($1, $2, $3, $4, $5) as asked (tax_code, name_key, near_key, phone_key, unit_path)
                where not exists (select 1 from donors known
                        where known.tax_code = asked.tax_code and known.unit_path = asked.unit_path)
                    and not exists (select 1 from donors known
                        where known.name_key = asked.name_key and known.unit_path = asked.unit_path
                            and (known.tax_code is null or asked.tax_code is null)))
            select id, name, kind, near_key, phone_key, unit_path from donors
            where merged_into is null and (near_key = any(array(select near_key from unknown))
                    or phone_key = any(array(select phone_key from unknown where phone_key is not null)))
                and exists (select 1 from unknown where starts_with(donors.unit_path, unknown.unit_path))
            order by id
            limit 500
            """,
            taxCodes, nameKeys, unnamed.Select(gift => VietnameseText.NearNameKey(gift.Donor!.Name)).ToArray(),
            unnamed.Select(gift => gift.Donor!.PhoneKey).ToArray(), unnamed.Select(gift => gift.By.UnitPath).ToArray());
        if (rows?.HasAll(years) is not true)
        {
            batch.Add("insert into number_counters (book, year, last_number) select $1, year, 0 from unnest($2) as year on conflict do nothing",
                NumberCounter.Receipts, years);
        }

        batch.Add("select year, last_number from number_counters where book = $1 and year = any($2) order by year for update",
            NumberCounter.Receipts, years);
        batch.Add("select sequence, hash, closed_through from journal_head where id = $1 for update", JournalHead.TheOne);

        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            if (readFirst is not null)
            {
                await readFirst(reader);
            }

            await ReadState(reader, ct);
        }

        if (_merged.Count > 0)
        {
            await ReadKept(ct);
        }
    }

    /// <summary>Where the books end, as the lock showed it.</summary>
    public JournalHead Head => _head;

    /// <summary>
    /// Gives each gift its number, its entry and its donor; null where the named donor does not exist or the books of its day are closed.
    /// </summary>
    public IReadOnlyList<PostedGift?> Post(IReadOnlyList<Gift> gifts)
    {
        var now = clock.GetUtcNow();
        var posted = new PostedGift?[gifts.Count];
        for (var i = 0; i < gifts.Count; i++)
        {
            var gift = gifts[i];
            if (_head.IsClosed(gift.ReceivedOn) || DonorOf(gift) is not var (donor, others))
            {
                continue;
            }

            var id = Uuid7.New(clock);
            var number = _counters[gift.ReceivedOn.Year].Take();
            Posting[] postings =
            [
                new(Account.Money, gift.Amount),
                .. gift.ByAccount.Select(part => new Posting(part.Account, -part.Amount)),
            ];
            foreach (var posting in postings)
            {
                _accounts[posting.Account].Apply(posting.Amount);
            }

            var entry = JournalEntry.Chain(_head, new EntryDraft(
                EntryKind.Donation, gift.ReceivedOn, gift.By.Id, number, "donation", id, postings), now);
            posted[i] = new PostedGift(gift, id, number, donor, entry, entry.EnteredAt)
            {
                PossibleDuplicates = others,
            };
        }

        return posted;
    }

    /// <summary>Inserts everything, and commits unless the transaction is the caller's. <paramref name="more"/> adds rows of the caller, such as answers kept with their keys.</summary>
    public async Task Commit(IReadOnlyList<PostedGift> posted, Action<NpgsqlBatch>? more, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.AddDonors(_newDonors);
        batch.AddTaxCodes(_taught, clock.GetUtcNow());
        batch.AddDonations(posted);
        batch.AddLots(posted);
        batch.AddEntries(posted);
        batch.UpdateBooks(_accounts, _counters, _head);
        batch.AddTotals(posted);
        batch.AddMessages(posted, clock);
        more?.Invoke(batch);
        if (ownsTransaction)
        {
            batch.Add("commit");
        }

        await batch.ExecuteNonQueryAsync(ct);
        rows?.Add(_counters.Keys, _accounts.Keys);
    }

    private async Task ReadState(NpgsqlDataReader reader, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            var account = Account.Read(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
            _accounts[account.Code] = account;
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var donor = ReadDonor(reader);
            if (donor.MergedInto is null)
            {
                _donors.Add(donor);
            }
            else
            {
                _merged.Add(donor);
            }
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _near.Add(new NearDonor(reader.GetGuid(0), reader.GetString(1), EnumText.Parse<DonorKind>(reader.GetString(2)),
                reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetString(5)));
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            _counters[reader.GetInt32(0)] = NumberCounter.Read(NumberCounter.Receipts, reader.GetInt32(0), reader.GetInt64(1));
        }

        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        _head = new JournalHead(
            reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2));
    }

    private static Donor ReadDonor(NpgsqlDataReader reader) => Donor.Known(
        reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetString(2), reader.GetString(3),
        EnumText.Parse<DonorKind>(reader.GetString(4)),
        reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6),
        reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetGuid(8));

    /// <summary>
    /// Who has the gifts of the merged donors now, at the end of each chain: one more round trip, which only gifts in the name of
    /// a merged donor cost.
    /// </summary>
    private async Task ReadKept(CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            with recursive chain as (
                select id as origin, merged_into as at from donors where id = any($1)
                union all
                select chain.origin, donors.merged_into from chain join donors on donors.id = chain.at
                where donors.merged_into is not null)
            select kept.id, kept.identity_key, kept.name_key, kept.name, kept.kind, kept.tax_code, kept.phone, kept.unit_path,
                   kept.merged_into, chain.origin
            from chain join donors kept on kept.id = chain.at where kept.merged_into is null
            """,
            [_merged.Select(donor => donor.Id).ToArray()]);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var kept = new Dictionary<Guid, Donor>();
        while (await reader.ReadAsync(ct))
        {
            var donor = ReadDonor(reader);
            donor = kept.GetValueOrDefault(donor.Id) ?? _donors.Known(donor.Id) ?? donor;
            kept[donor.Id] = donor;
            _donors.AddMerged(_merged.Single(merged => merged.Id == reader.GetGuid(9)), donor);
        }
    }

    /// <summary>Who the gift is from, and who else it may be from; null where the donor named by id does not exist.</summary>
    private (Donor Donor, IReadOnlyList<PossibleDuplicate> Others)? DonorOf(Gift gift)
    {
        if (gift.DonorId is { } id)
        {
            return _donors.Named(id, gift.By) is { } named ? (named, []) : null;
        }

        var details = gift.Donor!;
        var (donor, others) = _donors.Fitting(details, gift.By);
        if (donor is null)
        {
            var made = Donor.Register(details, gift.By.UnitPath, gift.By.Id, clock);
            _donors.Add(made);
            _newDonors.Add(made);

            return (made, Hints(others, details, NearTo(made)));
        }

        if (details.TaxCode is { } taxCode && donor.TaxCode is null)
        {
            _donors.Learn(donor, taxCode);
            if (!_newDonors.Contains(donor))
            {
                _taught.Add(donor, gift.By);
            }
        }

        return (donor, Hints(others, details, _newDonors.Contains(donor) ? NearTo(donor) : []));
    }

    /// <summary>Who fits as well comes before who only looks alike; nobody is named twice.</summary>
    private static List<PossibleDuplicate> Hints(
        IReadOnlyList<Donor> others, DonorDetails details, IEnumerable<PossibleDuplicate> near) =>
    [
        .. others.Select(other => new PossibleDuplicate
        {
            Id = other.Id,
            Name = other.Name,
            Kind = other.Kind,
            Reason = details.TaxCode is not null && other.TaxCode == details.TaxCode ? "tax-code" : "name",
        }).Concat(near).DistinctBy(hint => hint.Id).Take(MostDuplicates),
    ];

    private List<PossibleDuplicate> NearTo(Donor donor) =>
    [
        .. _near
            .Where(near => near.UnitPath.StartsWith(donor.UnitPath, StringComparison.Ordinal))
            .Where(near => near.NearKey == donor.NearKey || (near.PhoneKey is not null && near.PhoneKey == donor.PhoneKey))
            .Take(MostDuplicates)
            .Select(near => new PossibleDuplicate
            {
                Id = near.Id,
                Name = near.Name,
                Kind = near.Kind,
                Reason = near.NearKey == donor.NearKey ? "name" : "phone",
            }),
    ];
}
