using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Plans;

/// <summary>
/// One thing that the fund told of help in money. All words are kept, and the newest version says how things stand: so the order in
/// which they arrive leaves no trace. Only ever added.
/// </summary>
internal sealed class FundWord
{
    private FundWord()
    {
    }

    public Guid SupportId { get; private set; }

    /// <summary>Version of the fund's disbursement.</summary>
    public int Version { get; private set; }
    public SupportState State { get; private set; }
    public string? Voucher { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>Why it was rejected or cancelled.</summary>
    public string? Reason { get; private set; }

    /// <summary>When the fund did what it tells of.</summary>
    public DateTimeOffset At { get; private set; }

    public static FundWord Decided(int version, SupportState state, string? reason, DateTimeOffset at) => new()
    {
        Version = version,
        State = state,
        Reason = reason,
        At = at,
    };

    public static FundWord Of(int version, SupportState state, string voucher, DateOnly paidOn, DateTimeOffset at) => new()
    {
        Version = version,
        State = state,
        Voucher = voucher,
        PaidOn = paidOn,
        At = at,
    };
}

internal sealed class FundWordConfiguration : IEntityTypeConfiguration<FundWord>
{
    public void Configure(EntityTypeBuilder<FundWord> builder)
    {
        builder.ToTable("fund_words");
        builder.HasKey(word => new { word.SupportId, word.Version });
        builder.Property(word => word.Version).ValueGeneratedNever();
        builder.Property(word => word.Voucher).HasMaxLength(20);
        builder.Property(word => word.Reason).HasMaxLength(500);
        builder.IsAppendOnly();
    }
}
