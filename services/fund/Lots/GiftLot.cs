using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Donations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Lots;

/// <summary>
/// A line of a gift (lô tiền): money with one restriction, which payments draw from (domain/fund.md §5). Its account says which:
/// the account's balance is what all its lots hold, so that neither can be spent without the other. Inserted with its gift and
/// changed by <see cref="LotBook"/> alone, under the lock of its account.
/// </summary>
internal sealed class GiftLot
{
    private GiftLot()
    {
    }

    public Guid DonationId { get; private set; }

    /// <summary>1 for the first line of the gift.</summary>
    public short Position { get; private set; }
    public string Account { get; private set; } = "";

    /// <summary>The gift's day: the oldest lot is drawn from first.</summary>
    public DateOnly ReceivedOn { get; private set; }

    /// <summary>
    /// The gift's entry. Of gifts of one day it gives the order of their receipt numbers, which the same lock hands out, in eight bytes.
    /// </summary>
    public long EntrySequence { get; private set; }
    public long Amount { get; private set; }

    /// <summary>Promised to approved requests.</summary>
    public long Reserved { get; private set; }

    /// <summary>Paid out.</summary>
    public long Drawn { get; private set; }

    /// <summary>Left the lot without a payment: the gift was taken back, or its rest was given another purpose.</summary>
    public long TakenOut { get; private set; }
}

/// <summary>
/// What one disbursement draws from one lot. Its way is the disbursement's: reserved, drawn, released or reversed; a draw that was
/// moved to another lot stays as <c>moved</c>.
/// </summary>
internal sealed class LotDraw
{
    private LotDraw()
    {
    }

    /// <summary>In the order in which lots were drawn from.</summary>
    public long Id { get; private set; }
    public Guid DisbursementId { get; private set; }
    public Guid DonationId { get; private set; }
    public short Position { get; private set; }
    public long Amount { get; private set; }
    public DrawState State { get; private set; }
}

internal sealed class GiftLotConfiguration : IEntityTypeConfiguration<GiftLot>
{
    public void Configure(EntityTypeBuilder<GiftLot> builder)
    {
        builder.ToTable("gift_lots", table => table.HasCheckConstraint("ck_gift_lots_rest",
            "amount > 0 and reserved >= 0 and drawn >= 0 and taken_out >= 0 and reserved + drawn + taken_out <= amount"));
        builder.HasKey(lot => new { lot.DonationId, lot.Position });
        builder.Property(lot => lot.Account).HasMaxLength(50);
        builder.HasOne<Donation>().WithMany().HasForeignKey(lot => lot.DonationId).OnDelete(DeleteBehavior.Restrict);

        // The next lot to draw from. Spent lots cost it nothing, however many there are.
        builder.HasIndex(lot => new { lot.Account, lot.ReceivedOn, lot.EntrySequence, lot.Position })
            .HasDatabaseName("ix_gift_lots_open").HasFilter("reserved + drawn + taken_out < amount");
    }
}

internal sealed class LotDrawConfiguration : IEntityTypeConfiguration<LotDraw>
{
    public void Configure(EntityTypeBuilder<LotDraw> builder)
    {
        builder.ToTable("lot_draws", table => table.HasCheckConstraint("ck_lot_draws_amount", "amount > 0"));
        builder.HasKey(draw => draw.Id);
        builder.Property(draw => draw.Id).UseIdentityAlwaysColumn();
        builder.HasOne<Disbursement>().WithMany().HasForeignKey(draw => draw.DisbursementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GiftLot>().WithMany().HasForeignKey(draw => new { draw.DonationId, draw.Position })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(draw => new { draw.DisbursementId, draw.Id });
        builder.HasIndex(draw => new { draw.DonationId, draw.Position, draw.Id });
    }
}
