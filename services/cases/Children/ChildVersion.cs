using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Children;

/// <summary>What was known of a child before a correction, sealed, and who corrected it. Only ever added.</summary>
internal sealed class ChildVersion
{
    private ChildVersion()
    {
    }

    public Guid Id { get; private set; }
    public Guid ChildId { get; private set; }

    /// <summary><see cref="ChildIdentity"/>, sealed.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Null in versions of before these were kept.</summary>
    public ChildSex? Sex { get; private set; }
    public string? ResidenceUnitCode { get; private set; }
    public DateTimeOffset ReplacedAt { get; private set; }
    public string ReplacedBy { get; private set; } = "";
    public string ReplacedByName { get; private set; } = "";

    public static SealedPlace Place(Guid id) => new("child_versions.identity", id);

    public static ChildVersion Of(Guid id, Child child, byte[] identity, CurrentUser by, DateTimeOffset now) => new()
    {
        Id = id,
        ChildId = child.Id,
        Identity = identity,
        Sex = child.Sex,
        ResidenceUnitCode = child.ResidenceUnitCode,
        ReplacedAt = now,
        ReplacedBy = by.Id,
        ReplacedByName = by.Name,
    };
}

internal sealed class ChildVersionConfiguration : IEntityTypeConfiguration<ChildVersion>
{
    public void Configure(EntityTypeBuilder<ChildVersion> builder)
    {
        builder.ToTable("child_versions");
        builder.HasKey(version => version.Id);
        builder.Property(version => version.Id).ValueGeneratedNever();
        builder.Property(version => version.ReplacedBy).HasMaxLength(100);
        builder.Property(version => version.ReplacedByName).HasMaxLength(200);
        builder.Property(version => version.ResidenceUnitCode).HasMaxLength(10);
        builder.HasIndex(version => new { version.ChildId, version.Id });
        builder.HasOne<Child>().WithMany().HasForeignKey(version => version.ChildId).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
    }
}
