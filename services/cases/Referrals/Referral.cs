using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Referrals;

/// <summary>
/// A case asks another agency for a service (chuyển tuyến). The agency sees what stands here and never the case: what it has to know,
/// the sender writes into the need.
/// </summary>
internal sealed class Referral : IHasUnitPath
{
    private Referral()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public ChildCase Case { get; private set; } = null!;
    public string Agency { get; private set; } = "";
    public string AgencyName { get; private set; } = "";
    public MeasureKind Service { get; private set; }
    public byte[] Need { get; private set; } = [];
    public DateOnly? NeededBy { get; private set; }
    public ReferralState State { get; private set; }
    public DateTimeOffset SentAt { get; private set; }
    public string SentBy { get; private set; } = "";
    public string SentByName { get; private set; } = "";
    public DateTimeOffset? ChangedAt { get; private set; }
    public string? ChangedBy { get; private set; }
    public string? ChangedByName { get; private set; }
    public byte[]? Note { get; private set; }

    /// <summary>That of the case.</summary>
    public string UnitPath { get; private set; } = "";
    public int Version { get; private set; }

    public static SealedPlace NeedPlace(Guid id) => new("referrals.need", id);

    public static SealedPlace NotePlace(Guid id) => new("referrals.note", id);

    public static Referral Send(
        Guid id, ChildCase row, Agency to, MeasureKind service, DateOnly? neededBy, byte[] need, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            CaseId = row.Id,
            Case = row,
            Agency = to.Code,
            AgencyName = to.Name,
            Service = service,
            Need = need,
            NeededBy = neededBy,
            State = ReferralState.Sent,
            SentAt = now,
            SentBy = by.Id,
            SentByName = by.Name,
            UnitPath = row.UnitPath,
            Version = 1,
        };

    /// <summary>Moves along the allowed steps only.</summary>
    public void Change(ReferralState to, byte[]? note, CurrentUser by, DateTimeOffset now)
    {
        CasesRules.WrongReferralState.Require(Allows(to), new Dictionary<string, object?> { ["state"] = Word.Of(State) });

        State = to;
        Note = note;
        ChangedAt = now;
        ChangedBy = by.Id;
        ChangedByName = by.Name;
        Version++;
    }

    /// <summary>What this person may do now. The actions themselves ask again.</summary>
    public IReadOnlyList<string> ActionsFor(CurrentUser user)
    {
        var receives = user.Has(Roles.ReferralOfficer) && user.Agency == Agency;
        var sends = user.Has(Roles.CaseWorker);

        return
        [
            .. new[] { ("accept", ReferralState.Accepted, receives), ("reject", ReferralState.Rejected, receives), ("done", ReferralState.Done, receives), ("revoke", ReferralState.Revoked, sends) }
                .Where(action => action.Item3 && Allows(action.Item2)).Select(action => action.Item1),
        ];
    }

    private bool Allows(ReferralState to) => (State, to) is
        (ReferralState.Sent, ReferralState.Accepted or ReferralState.Rejected or ReferralState.Revoked)
        or (ReferralState.Accepted, ReferralState.Done or ReferralState.Revoked);
}

internal sealed class ReferralConfiguration : IEntityTypeConfiguration<Referral>
{
    public void Configure(EntityTypeBuilder<Referral> builder)
    {
        builder.ToTable("referrals");
        builder.HasKey(referral => referral.Id);
        builder.Property(referral => referral.Id).ValueGeneratedNever();
        builder.Property(referral => referral.Agency).HasMaxLength(20);
        builder.Property(referral => referral.AgencyName).HasMaxLength(200);
        builder.Property(referral => referral.SentBy).HasMaxLength(100);
        builder.Property(referral => referral.SentByName).HasMaxLength(200);
        builder.Property(referral => referral.ChangedBy).HasMaxLength(100);
        builder.Property(referral => referral.ChangedByName).HasMaxLength(200);
        builder.Property(referral => referral.UnitPath).HasMaxLength(200);
        builder.Property(referral => referral.Version).IsConcurrencyToken();
        builder.HasIndex(referral => new { referral.Agency, referral.Id });
        builder.HasIndex(referral => new { referral.CaseId, referral.Id });
        builder.HasOne(referral => referral.Case).WithMany().HasForeignKey(referral => referral.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
