using System.Linq.Expressions;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Donations;

/// <summary>
/// A gift (khoản ủng hộ). Its row is inserted by <see cref="DonationPosting"/> in sets; afterwards only
/// its reversal changes it, whether its giver is named in public and has the receipt, and the pledge that it is part of.
/// </summary>
internal sealed class Donation : IHasUnitPath
{
    public const string Split = "SPLIT";

    private Donation()
    {
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; } = "";
    public DonationState State { get; private set; }
    public Guid DonorId { get; private set; }

    /// <summary>The giver as named when the gift was recorded; a receipt never changes with the register.</summary>
    public string DonorName { get; private set; } = "";
    public DonorKind DonorKind { get; private set; }
    public string? DonorTaxCode { get; private set; }
    public string? DonorPhone { get; private set; }
    public long Amount { get; private set; }
    public PaymentMethod Method { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public string SourceKind { get; private set; } = "";

    /// <summary>The programme that the donor gave for; null for money without restriction.</summary>
    public string? Programme { get; private set; }

    /// <summary>
    /// What the donor gave for where it is neither a programme nor anything: an area or a child, as the account of its money is called
    /// behind <c>FUND:</c>, or <see cref="Split"/> for several lines. The lots say the same; this is what lists show.
    /// </summary>
    public string? Purpose { get; private set; }
    public string? Campaign { get; private set; }

    /// <summary>The pledge that this money is part of.</summary>
    public Guid? PledgeId { get; private set; }
    public bool Anonymous { get; private set; }

    /// <summary>The giver has agreed to be named in public for this gift.</summary>
    public bool NameConsent { get; private set; }
    public string? Reference { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Words of the donor's name and the reference without tone marks: what <c>q=</c> searches.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>How an import knows a row that it has already taken: <see cref="Gift.ImportKeyOf"/>.</summary>
    public long ImportKey { get; private set; }
    public long EntrySequence { get; private set; }
    public string UnitPath { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public string RecordedByName { get; private set; } = "";
    public Guid? ImportId { get; private set; }
    public DateTimeOffset? ReversedAt { get; private set; }
    public string? ReversedBy { get; private set; }
    public string? ReversedByName { get; private set; }
    public string? ReversalReason { get; private set; }

    /// <summary>When the giver got the signed receipt; null while the office holds it.</summary>
    public DateTimeOffset? ReceiptGivenAt { get; private set; }
    public string? ReceiptGivenByName { get; private set; }
    public int Version { get; private set; }

    /// <summary>
    /// The gifts whose giver public replies name: who agreed, did not ask to stay unnamed, has a name, and did not take the gift
    /// back (domain/fund.md §7).
    /// </summary>
    public static readonly Expression<Func<Donation, bool>> IsNamedInPublic = donation =>
        donation.NameConsent && !donation.Anonymous && donation.DonorKind != DonorKind.Anonymous
        && donation.State == DonationState.Recorded;

    /// <summary>
    /// Decides anew whether the giver is named in public. The gift, its receipt and its entry stay as they are.
    /// </summary>
    public void Decide(bool anonymous, bool nameConsent)
    {
        Anonymous = anonymous;
        NameConsent = nameConsent;
        Version++;
    }

    /// <summary>What the money may pay for.</summary>
    public Restriction RestrictedTo() => Purpose == Split
        ? new Restriction { Kind = RestrictionKind.Split }
        : Account.RestrictionOf(Purpose is null ? Account.FundOf(Programme) : Account.Fund + Purpose);

    /// <summary>Some of its money has another purpose now, which its lots say: what the giver meant at first stays here.</summary>
    public void Repurpose()
    {
        FundRules.DonationAlreadyReversed.Require(State is DonationState.Recorded);
        Version++;
    }

    /// <summary>Becomes part of a pledge, or of none.</summary>
    public void BelongTo(Guid? pledge)
    {
        FundRules.DonationAlreadyReversed.Require(State is DonationState.Recorded);
        PledgeId = pledge;
        Version++;
    }

    /// <summary>The giver got the receipt. Once: a second paper of one number would be a second receipt.</summary>
    public void GiveReceipt(CurrentUser by, DateTimeOffset now)
    {
        FundRules.DonationAlreadyReversed.Require(State is DonationState.Recorded);
        FundRules.ReceiptAlreadyGiven.Require(ReceiptGivenAt is null);
        ReceiptGivenAt = now;
        ReceiptGivenByName = by.Name;
        Version++;
    }

    /// <summary>Takes the gift back; the number stays in the book as "hủy".</summary>
    public void Reverse(string reason, CurrentUser by, DateTimeOffset now)
    {
        FundRules.DonationAlreadyReversed.Require(State is DonationState.Recorded);
        State = DonationState.Reversed;
        ReversalReason = reason;
        ReversedBy = by.Id;
        ReversedByName = by.Name;
        ReversedAt = now;
        Version++;
    }
}

internal sealed class DonationConfiguration : IEntityTypeConfiguration<Donation>
{
    public void Configure(EntityTypeBuilder<Donation> builder)
    {
        builder.HasKey(donation => donation.Id);
        builder.Property(donation => donation.Id).ValueGeneratedNever();
        builder.Property(donation => donation.Version).IsConcurrencyToken();
        builder.Property(donation => donation.DonorName).HasMaxLength(300);
        builder.Property(donation => donation.Purpose).HasMaxLength(45);
        builder.HasOne<Donors.Donor>().WithMany().HasForeignKey(donation => donation.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(donation => donation.Number).IsUnique();
        builder.HasIndex(donation => new { donation.ReceivedOn, donation.Id });
        builder.HasIndex(donation => donation.ImportKey);

        // Most gifts are part of no pledge: they cost this index nothing.
        builder.HasIndex(donation => donation.PledgeId).HasFilter("pledge_id is not null");
        builder.HasOne<Pledges.Pledge>().WithMany().HasForeignKey(donation => donation.PledgeId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property<NpgsqlTypes.NpgsqlTsVector>("SearchVector")
            .HasComputedColumnSql("to_tsvector('simple', search_key)", stored: true);
        builder.HasIndex("SearchVector").HasMethod("gin");
        builder.ToTable(table => table.HasCheckConstraint("ck_donations_amount", "amount > 0"));
    }
}
