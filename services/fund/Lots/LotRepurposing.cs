using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Lots;

/// <summary>
/// The unspent rest of a lot, or a part of it, has another purpose now, with the donor's written consent (domain/fund.md §5.3). The
/// lot that it left and the entry stay; the rest stands in a lot of its own behind the gift's lines.
/// </summary>
internal sealed class LotRepurposing
{
    private LotRepurposing()
    {
    }

    public LotRepurposing(
        Guid donationId, short fromPosition, short toPosition, long amount, string reason, string consentReference, DateOnly consentOn,
        CurrentUser by, DateTimeOffset at)
    {
        DonationId = donationId;
        FromPosition = fromPosition;
        ToPosition = toPosition;
        Amount = amount;
        Reason = reason;
        ConsentReference = consentReference;
        ConsentOn = consentOn;
        By = by.Id;
        ByName = by.Name;
        At = at.ToUniversalTime();
    }

    public Guid DonationId { get; private set; }
    public short FromPosition { get; private set; }

    /// <summary>The lot that holds the money now.</summary>
    public short ToPosition { get; private set; }
    public long Amount { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>Where the donor's consent is kept: number of the letter.</summary>
    public string ConsentReference { get; private set; } = "";

    /// <summary>The day of the consent.</summary>
    public DateOnly ConsentOn { get; private set; }
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}

internal sealed class LotRepurposingConfiguration : IEntityTypeConfiguration<LotRepurposing>
{
    public void Configure(EntityTypeBuilder<LotRepurposing> builder)
    {
        builder.ToTable("lot_repurposings", table => table.HasCheckConstraint("ck_lot_repurposings_amount", "amount > 0"));
        builder.HasKey(row => new { row.DonationId, row.ToPosition });
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.Property(row => row.ConsentReference).HasMaxLength(200);
        builder.Property(row => row.By).HasMaxLength(100);
        builder.Property(row => row.ByName).HasMaxLength(300);
        builder.HasOne<Donation>().WithMany().HasForeignKey(row => row.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
    }
}

/// <summary>The lines of a gift as its giver meant them.</summary>
internal static class GivenLines
{
    /// <summary>Lots of a gift without those that a later consent has made.</summary>
    public static async Task<IReadOnlyList<Share>> LinesOf(this Data.FundDbContext db, Guid donation, CancellationToken ct) =>
    [
        .. (await db.GiftLots.AsNoTracking()
            .Where(lot => lot.DonationId == donation
                && !db.LotRepurposings.Any(later => later.DonationId == donation && later.ToPosition == lot.Position))
            .OrderBy(lot => lot.Position).ToListAsync(ct)).Select(lot => new Share(lot.Account, lot.Amount)),
    ];
}
