using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Evidence;

/// <summary>
/// A file that proves a disbursement. Its content lies in the file store under this row's id. A file that should not be there is
/// withdrawn with a reason: nothing vanishes from a payment's papers, but nobody is given the content any more.
/// </summary>
internal sealed class DisbursementEvidence
{
    /// <summary>No request needs as many; more would be a mistake.</summary>
    public const int Most = 50;

    private DisbursementEvidence()
    {
    }

    public DisbursementEvidence(
        Guid id, Disbursement disbursement, int position, string paper, CheckedFile file, CurrentUser by, DateTimeOffset now)
    {
        Id = id;
        DisbursementId = disbursement.Id;
        Position = position;
        Paper = paper;
        Kind = file.Kind.Code;
        Size = file.Size;
        AddedBy = by.Id;
        AddedByName = by.Name;
        AddedAt = now;
    }

    public Guid Id { get; private set; }
    public Guid DisbursementId { get; private set; }

    /// <summary>From one on, in the order in which they were added to the request; a part of the file's name.</summary>
    public int Position { get; private set; }
    public string Paper { get; private set; } = "";

    /// <summary>By its content, as <see cref="FileKind"/> names it.</summary>
    public string Kind { get; private set; } = "";
    public long Size { get; private set; }
    public string AddedBy { get; private set; } = "";
    public string AddedByName { get; private set; } = "";
    public DateTimeOffset AddedAt { get; private set; }
    public string? WithdrawnBy { get; private set; }
    public string? WithdrawnByName { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The name under which it is given: never the sender's, which may tell who a child is.</summary>
    public string NameIn(string requestNumber) => $"{requestNumber}-{Position:00}{FileKind.Of(Kind).Extensions[0]}";

    public void Withdraw(string reason, CurrentUser by, DateTimeOffset now)
    {
        FundRules.EvidenceWithdrawn.Require(WithdrawnAt is null);
        Reason = reason;
        WithdrawnBy = by.Id;
        WithdrawnByName = by.Name;
        WithdrawnAt = now;
    }
}

internal sealed class DisbursementEvidenceConfiguration : IEntityTypeConfiguration<DisbursementEvidence>
{
    public void Configure(EntityTypeBuilder<DisbursementEvidence> builder)
    {
        builder.ToTable("disbursement_evidence");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Paper).HasMaxLength(20);
        builder.Property(file => file.Kind).HasMaxLength(10);
        builder.Property(file => file.AddedBy).HasMaxLength(100);
        builder.Property(file => file.AddedByName).HasMaxLength(300);
        builder.Property(file => file.WithdrawnBy).HasMaxLength(100);
        builder.Property(file => file.WithdrawnByName).HasMaxLength(300);
        builder.Property(file => file.Reason).HasMaxLength(500);
        builder.HasOne<Disbursement>().WithMany().HasForeignKey(file => file.DisbursementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PaperKind>().WithMany().HasForeignKey(file => file.Paper).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(file => new { file.DisbursementId, file.Position }).IsUnique();
    }
}
