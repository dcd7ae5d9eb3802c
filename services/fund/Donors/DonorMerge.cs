using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Donors;

/// <summary>A donor that went up in another one, by an officer's decision, and whether that was taken back.</summary>
internal sealed class DonorMerge
{
    private DonorMerge()
    {
    }

    public DonorMerge(Guid id, Donor kept, Donor merged, string reason, CurrentUser by, DateTimeOffset at)
    {
        Id = id;
        KeptId = kept.Id;
        MergedId = merged.Id;
        HadIdentity = merged.IdentityKey is not null;
        Reason = reason;
        By = by.Id;
        ByName = by.Name;
        At = at;
    }

    public Guid Id { get; private set; }
    public Guid KeptId { get; private set; }
    public Guid MergedId { get; private set; }

    /// <summary>Whether gifts found the merged donor by its own identity; one registered beside another had none.</summary>
    public bool HadIdentity { get; private set; }

    /// <summary>Gifts that moved, and the sum in đồng of those that stood then.</summary>
    public long Gifts { get; private set; }
    public long Total { get; private set; }
    public string Reason { get; private set; } = "";
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? UndoneAt { get; private set; }
    public string? UndoneBy { get; private set; }
    public string? UndoneByName { get; private set; }
    public string? UndoReason { get; private set; }

    public void Moved(long gifts, long total) => (Gifts, Total) = (gifts, total);

    public void Undo(string reason, CurrentUser by, DateTimeOffset now)
    {
        FundRules.MergeUndone.Require(UndoneAt is null);
        (UndoReason, UndoneBy, UndoneByName, UndoneAt) = (reason, by.Id, by.Name, now);
    }
}

/// <summary>A gift that a merge moved: what an undo takes back, and nothing that came since.</summary>
internal sealed class DonorMergeGift
{
    public Guid MergeId { get; private set; }
    public Guid DonationId { get; private set; }
}

/// <summary>A pledge that a merge moved.</summary>
internal sealed class DonorMergePledge
{
    public Guid MergeId { get; private set; }
    public Guid PledgeId { get; private set; }
}

internal sealed class DonorMergeConfiguration :
    IEntityTypeConfiguration<DonorMerge>, IEntityTypeConfiguration<DonorMergeGift>, IEntityTypeConfiguration<DonorMergePledge>
{
    public void Configure(EntityTypeBuilder<DonorMergePledge> builder)
    {
        builder.ToTable("donor_merge_pledges");
        builder.HasKey(pledge => new { pledge.MergeId, pledge.PledgeId });
        builder.HasOne<DonorMerge>().WithMany().HasForeignKey(pledge => pledge.MergeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Pledges.Pledge>().WithMany().HasForeignKey(pledge => pledge.PledgeId).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
    }

    public void Configure(EntityTypeBuilder<DonorMerge> builder)
    {
        builder.ToTable("donor_merges");
        builder.HasKey(merge => merge.Id);
        builder.Property(merge => merge.Id).ValueGeneratedNever();
        builder.Property(merge => merge.Reason).HasMaxLength(500);
        builder.Property(merge => merge.UndoReason).HasMaxLength(500);
        builder.HasOne<Donor>().WithMany().HasForeignKey(merge => merge.KeptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Donor>().WithMany().HasForeignKey(merge => merge.MergedId).OnDelete(DeleteBehavior.Restrict);

        // One donor goes up in one other at most.
        builder.HasIndex(merge => merge.MergedId).HasDatabaseName("ix_donor_merges_standing").IsUnique()
            .HasFilter("undone_at is null");
    }

    public void Configure(EntityTypeBuilder<DonorMergeGift> builder)
    {
        builder.ToTable("donor_merge_gifts");
        builder.HasKey(gift => new { gift.MergeId, gift.DonationId });
        builder.HasOne<DonorMerge>().WithMany().HasForeignKey(gift => gift.MergeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Donations.Donation>().WithMany().HasForeignKey(gift => gift.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
    }
}
