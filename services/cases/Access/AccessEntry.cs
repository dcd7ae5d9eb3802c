using System.Diagnostics;
using ChildPlatform.Cases.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Access;

/// <summary>Who read the private data of which case in clear, when and why. Only ever added; never what was read.</summary>
internal sealed class AccessEntry
{
    private AccessEntry()
    {
    }

    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Actor { get; private set; } = "";
    public string ActorName { get; private set; } = "";
    public Guid? ActorUnitId { get; private set; }
    public Guid CaseId { get; private set; }
    public string CaseNumber { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public string? TraceId { get; private set; }

    public static AccessEntry Of(ChildCase row, string purpose, CurrentUser user, DateTimeOffset now) => new()
    {
        At = now,
        Actor = user.Id,
        ActorName = user.Name,
        ActorUnitId = user.UnitId,
        CaseId = row.Id,
        CaseNumber = row.Number,
        Purpose = purpose,
        TraceId = Activity.Current?.TraceId.ToString(),
    };
}

internal sealed class AccessEntryConfiguration : IEntityTypeConfiguration<AccessEntry>
{
    public void Configure(EntityTypeBuilder<AccessEntry> builder)
    {
        builder.ToTable("access_entries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).UseIdentityAlwaysColumn();
        builder.Property(entry => entry.Actor).HasMaxLength(100);
        builder.Property(entry => entry.ActorName).HasMaxLength(200);
        builder.Property(entry => entry.CaseNumber).HasMaxLength(20);
        builder.Property(entry => entry.Purpose).HasMaxLength(40);
        builder.HasIndex(entry => new { entry.CaseId, entry.Id });
        builder.IsAppendOnly();
    }
}
