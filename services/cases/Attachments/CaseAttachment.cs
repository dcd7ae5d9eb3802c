using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Attachments;

/// <summary>
/// A file of a case. Its content lies in the file store under this row's id, sealed for this row; so is its name. A file that
/// should not be there is withdrawn with a reason: the law lets nothing vanish from a case, but nobody is given the content any
/// more.
/// </summary>
internal sealed class CaseAttachment
{
    private CaseAttachment()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public ChildCase Case { get; private set; } = null!;
    public byte[] Name { get; private set; } = [];
    public string Kind { get; private set; } = "";
    public long Size { get; private set; }
    public DateTimeOffset AddedAt { get; private set; }
    public string AddedBy { get; private set; } = "";
    public string AddedByName { get; private set; } = "";
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnBy { get; private set; }
    public string? WithdrawnByName { get; private set; }
    public byte[]? Reason { get; private set; }

    public static SealedPlace ContentPlace(Guid id) => new("case_attachments.content", id);

    public static SealedPlace NamePlace(Guid id) => new("case_attachments.name", id);

    public static SealedPlace ReasonPlace(Guid id) => new("case_attachments.reason", id);

    public static CaseAttachment Add(
        Guid id, ChildCase row, CheckedFile file, byte[] name, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            CaseId = row.Id,
            Case = row,
            Name = name,
            Kind = file.Kind.Code,
            Size = file.Size,
            AddedAt = now,
            AddedBy = by.Id,
            AddedByName = by.Name,
        };

    public void Withdraw(byte[] reason, CurrentUser by, DateTimeOffset now)
    {
        CasesRules.AttachmentWithdrawn.Require(WithdrawnAt is null);

        Reason = reason;
        WithdrawnAt = now;
        WithdrawnBy = by.Id;
        WithdrawnByName = by.Name;
    }
}

internal sealed class CaseAttachmentConfiguration : IEntityTypeConfiguration<CaseAttachment>
{
    public void Configure(EntityTypeBuilder<CaseAttachment> builder)
    {
        builder.ToTable("case_attachments");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Kind).HasMaxLength(10);
        builder.Property(file => file.AddedBy).HasMaxLength(100);
        builder.Property(file => file.AddedByName).HasMaxLength(200);
        builder.Property(file => file.WithdrawnBy).HasMaxLength(100);
        builder.Property(file => file.WithdrawnByName).HasMaxLength(200);
        builder.HasIndex(file => new { file.CaseId, file.Id });
        builder.HasOne(file => file.Case).WithMany().HasForeignKey(file => file.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
