using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Events;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Funding;

/// <summary>Money that an event asked the fund for, and what the fund last told of it.</summary>
internal sealed class EventFunding
{
    private readonly List<FundWord> _words = [];

    private EventFunding()
    {
    }

    /// <summary>Also the id of the fund's disbursement, so that a request which is told twice is still one.</summary>
    public Guid Id { get; private set; }
    public Guid EventId { get; private set; }
    public string Programme { get; private set; } = "";
    public long Amount { get; private set; }
    public string Purpose { get; private set; } = "";
    public string PayeeName { get; private set; } = "";
    public string RequestedBy { get; private set; } = "";
    public string RequestedByName { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnByName { get; private set; }
    public string? WithdrawReason { get; private set; }

    /// <summary>Everything that the fund told, in whatever order it came.</summary>
    public IReadOnlyList<FundWord> Words => _words;

    /// <summary>The newest word says how things stand; before the first, the request is on its way.</summary>
    public FundingState State => Newest?.State ?? FundingState.Requested;

    /// <summary>Not decided or not paid yet: a second request would only confuse.</summary>
    public bool Open => State is FundingState.Requested or FundingState.Approved;

    /// <summary>The fund holds money for it, or has paid.</summary>
    public bool Holds => Open || State is FundingState.Paid;

    /// <summary>Money that the fund holds or has paid, and that nobody has given up yet.</summary>
    public bool MayBeWithdrawn => Holds && WithdrawnAt is null;

    private FundWord? Newest => _words.MaxBy(word => word.Version);

    public static EventFunding Ask(
        Guid id, Guid eventId, string programme, long amount, string purpose, string payee, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            EventId = eventId,
            Programme = programme,
            Amount = amount,
            Purpose = purpose,
            PayeeName = payee,
            RequestedBy = by.Id,
            RequestedByName = by.Name,
            RequestedAt = now,
        };

    public void Withdraw(string reason, CurrentUser by, DateTimeOffset now) =>
        (WithdrawnAt, WithdrawnByName, WithdrawReason) = (now, by.Name, reason);

    public void Take(FundWord word)
    {
        if (!_words.Exists(known => known.Version == word.Version))
        {
            _words.Add(word);
        }
    }

    public FundingResponse ToResponse() => new()
    {
        RequestId = Id,
        State = State,
        Programme = Programme,
        Amount = Amount,
        Purpose = Purpose,
        PayeeName = PayeeName,
        Voucher = _words.OrderByDescending(word => word.Version).FirstOrDefault(word => word.Voucher is not null)?.Voucher,
        Reason = Newest?.Reason,
        RequestedByName = RequestedByName,
        RequestedAt = RequestedAt,
        DecidedAt = Newest?.At,
        WithdrawnAt = WithdrawnAt,
        WithdrawnByName = WithdrawnByName,
        WithdrawReason = WithdrawReason,
    };
}

/// <summary>One thing that the fund told. All words are kept, so the order in which they arrive leaves no trace. Only ever added.</summary>
internal sealed class FundWord
{
    private FundWord()
    {
    }

    public Guid FundingId { get; private set; }

    /// <summary>Version of the fund's disbursement.</summary>
    public int Version { get; private set; }
    public FundingState State { get; private set; }
    public string? Voucher { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>When the fund did what it tells of.</summary>
    public DateTimeOffset At { get; private set; }

    public static FundWord Of(int version, FundingState state, string? voucher, string? reason, DateTimeOffset at) => new()
    {
        Version = version,
        State = state,
        Voucher = voucher,
        Reason = reason,
        At = at.ToUniversalTime(),
    };
}

internal sealed class EventFundingConfiguration : IEntityTypeConfiguration<EventFunding>
{
    public void Configure(EntityTypeBuilder<EventFunding> builder)
    {
        builder.ToTable("event_fundings");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Programme).HasMaxLength(40);
        builder.Ignore(row => row.State);
        builder.Ignore(row => row.Open);
        builder.Ignore(row => row.Holds);
        builder.Ignore(row => row.MayBeWithdrawn);
        builder.Property(row => row.WithdrawReason).HasMaxLength(500);
        builder.HasIndex(row => row.EventId);
        builder.HasOne<CommunityEvent>().WithMany().HasForeignKey(row => row.EventId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Words).WithOne().HasForeignKey(word => word.FundingId).OnDelete(DeleteBehavior.Restrict);

        // The state is made of the words, so they always come along.
        builder.Navigation(row => row.Words).AutoInclude();
    }
}

internal sealed class FundWordConfiguration : IEntityTypeConfiguration<FundWord>
{
    public void Configure(EntityTypeBuilder<FundWord> builder)
    {
        builder.ToTable("fund_words");
        builder.HasKey(word => new { word.FundingId, word.Version });
        builder.Property(word => word.Version).ValueGeneratedNever();
        builder.Property(word => word.Voucher).HasMaxLength(20);
        builder.IsAppendOnly();
    }
}
