using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Ledger;

/// <summary>What an entry of the journal is about.</summary>
internal static class EntryKind
{
    public const string Donation = "donation";
    public const string DonationReversal = "donation-reversal";
    public const string Payment = "payment";
    public const string PaymentReversal = "payment-reversal";

    /// <summary>Another fund bears a part of a payment: money of one purpose for money of another, and none in or out.</summary>
    public const string DrawMove = "draw-move";

    /// <summary>Unspent money of a gift is for something else now, with the donor's consent.</summary>
    public const string Repurposing = "repurposing";
}

/// <summary>One line of an entry: debit positive, credit negative, whole đồng.</summary>
internal readonly record struct Posting(string Account, long Amount);

/// <summary>An entry before it has its place in the chain.</summary>
internal sealed record EntryDraft(
    string Kind,
    DateOnly EffectiveOn,
    string EnteredBy,
    string Document,
    string SubjectType,
    Guid SubjectId,
    IReadOnlyList<Posting> Postings,
    long? Reverses = null);

/// <summary>
/// A journal entry (bút toán) with its lines in one row, so that "the lines sum to zero" is a CHECK constraint of the row and no
/// line can be added, changed or lost apart from its entry. The hash covers every column and the hash of the entry before.
/// </summary>
internal sealed class JournalEntry
{
    private JournalEntry()
    {
    }

    public long Sequence { get; private set; }
    public string Kind { get; private set; } = "";
    public DateOnly EffectiveOn { get; private set; }
    public DateTimeOffset EnteredAt { get; private set; }
    public string EnteredBy { get; private set; } = "";
    public string Document { get; private set; } = "";
    public string SubjectType { get; private set; } = "";
    public Guid SubjectId { get; private set; }
    public long? Reverses { get; private set; }
    public string[] Accounts { get; private set; } = [];
    public long[] Amounts { get; private set; } = [];
    public byte[] PreviousHash { get; private set; } = [];
    public byte[] Hash { get; private set; } = [];

    public IEnumerable<Posting> Postings => Accounts.Zip(Amounts, (account, amount) => new Posting(account, amount));

    /// <summary>
    /// Chains a draft behind <paramref name="head"/>; refuses a day of a closed month, and lines that do not sum to zero.
    /// </summary>
    public static JournalEntry Chain(JournalHead head, EntryDraft draft, DateTimeOffset now)
    {
        if (draft.Postings.Count < 2 || draft.Postings.Sum(posting => posting.Amount) != 0)
        {
            throw new InvalidOperationException($"The postings of {draft.Document} do not sum to zero.");
        }

        head.RequireOpen(draft.EffectiveOn);
        var entry = new JournalEntry
        {
            Sequence = head.Sequence + 1,
            Kind = draft.Kind,
            EffectiveOn = draft.EffectiveOn,
            EnteredAt = ToMicroseconds(now),
            EnteredBy = draft.EnteredBy,
            Document = draft.Document,
            SubjectType = draft.SubjectType,
            SubjectId = draft.SubjectId,
            Reverses = draft.Reverses,
            Accounts = [.. draft.Postings.Select(posting => posting.Account)],
            Amounts = [.. draft.Postings.Select(posting => posting.Amount)],
            PreviousHash = head.Hash,
        };
        entry.Hash = entry.ComputeHash();
        head.Advance(entry);

        return entry;
    }

    /// <summary>
    /// SHA-256 over the previous hash and every member, each preceded by its length, so that no two entries can have the same
    /// bytes by moving text from one member to the next.
    /// </summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, PreviousHash);
        Add(hash, Sequence);
        Add(hash, Kind);
        Add(hash, EffectiveOn.DayNumber);
        Add(hash, EnteredAt.UtcTicks);
        Add(hash, EnteredBy);
        Add(hash, Document);
        Add(hash, SubjectType);
        Add(hash, SubjectId.ToString("N", CultureInfo.InvariantCulture));
        Add(hash, Reverses ?? 0);
        Add(hash, Accounts.Length);
        Add(hash, Amounts.Length);
        foreach (var account in Accounts)
        {
            Add(hash, account);
        }

        foreach (var amount in Amounts)
        {
            Add(hash, amount);
        }

        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    /// <summary>PostgreSQL keeps microseconds; the hash must be the same before and after storing.</summary>
    private static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

/// <summary>
/// Where the chain ends, kept beside the journal: who cuts off the newest entries must also forge this row, and a missing tail
/// shows at once. Locking it gives entries their gap-free order.
/// </summary>
internal sealed class JournalHead
{
    public const int TheOne = 1;

    private JournalHead()
    {
    }

    public JournalHead(long sequence, byte[] hash, DateOnly? closedThrough = null)
    {
        Id = TheOne;
        Sequence = sequence;
        Hash = hash;
        ClosedThrough = closedThrough;
    }

    public int Id { get; private set; }

    /// <summary>Sequence of the newest entry, and their count, since no number is left out.</summary>
    public long Sequence { get; private set; }
    public byte[] Hash { get; private set; } = [];

    /// <summary>
    /// Last day of the newest closed month. It stands here because whoever posts locks this row anyway: a close and a posting can never
    /// miss each other.
    /// </summary>
    public DateOnly? ClosedThrough { get; private set; }

    /// <summary>Before the first entry: 32 zero bytes.</summary>
    public static JournalHead Empty() => new(0, new byte[SHA256.HashSizeInBytes]);

    public bool IsClosed(DateOnly day) => day <= ClosedThrough;

    /// <exception cref="BusinessRuleException">period-closed: the day lies in a closed month.</exception>
    public void RequireOpen(DateOnly day) => FundRules.PeriodClosed.Require(!IsClosed(day), ClosedDetails);

    /// <summary>Closes everything up to a month's last day.</summary>
    public void Close(DateOnly lastDay)
    {
        RequireOpen(lastDay);
        ClosedThrough = lastDay;
    }

    /// <summary>Opens a month, by its first day, and all after it.</summary>
    public void Reopen(DateOnly firstDay)
    {
        FundRules.PeriodOpen.Require(IsClosed(firstDay));
        ClosedThrough = firstDay.AddDays(-1);
    }

    /// <summary>What a refusal says: the day up to which the books are closed.</summary>
    public Dictionary<string, object?> ClosedDetails => new() { ["closedThrough"] = ClosedThrough };

    public void Advance(JournalEntry entry)
    {
        Sequence = entry.Sequence;
        Hash = entry.Hash;
    }
}

internal sealed class JournalEntryConfiguration : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasMaxLength(40);
        builder.Property(entry => entry.EnteredBy).HasMaxLength(100);
        builder.Property(entry => entry.Document).HasMaxLength(40);
        builder.Property(entry => entry.SubjectType).HasMaxLength(40);
        builder.Ignore(entry => entry.Postings);
        builder.HasIndex(entry => entry.EffectiveOn);
        builder.HasIndex(entry => entry.SubjectId);

        // An entry can be taken back once: two reversals at the same time meet here.
        builder.HasIndex(entry => entry.Reverses).IsUnique().HasFilter("reverses is not null");
        builder.HasOne<JournalEntry>().WithMany().HasForeignKey(entry => entry.Reverses).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_journal_entries_balanced",
                "cardinality(accounts) >= 2 and cardinality(accounts) = cardinality(amounts) and posting_sum(amounts) = 0");
        });
    }
}

internal sealed class JournalHeadConfiguration : IEntityTypeConfiguration<JournalHead>
{
    public void Configure(EntityTypeBuilder<JournalHead> builder)
    {
        builder.HasKey(head => head.Id);
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Ignore(head => head.ClosedDetails);
        builder.ToTable("journal_head", table => table.HasCheckConstraint("ck_journal_head_one", "id = 1"));
    }
}
