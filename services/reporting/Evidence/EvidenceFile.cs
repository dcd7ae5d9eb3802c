using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Evidence;

/// <summary>A file that an agency gave as proof; its content lies in the file store under this id. Never changed.</summary>
internal sealed class EvidenceFile
{
    private EvidenceFile()
    {
    }

    public EvidenceFile(Guid id, string agency, CheckedFile file, CurrentUser by, DateTimeOffset now)
    {
        Id = id;
        Agency = agency;
        Name = file.Name;
        Kind = file.Kind.Code;
        Size = file.Size;
        AddedBy = by.Id;
        AddedByName = by.Name;
        AddedAt = now;
    }

    public Guid Id { get; private set; }

    public string Agency { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Kind { get; private set; } = "";

    public long Size { get; private set; }

    public string AddedBy { get; private set; } = "";

    public string AddedByName { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    public EvidenceFileResponse Response() => new()
    {
        Id = Id,
        Name = Name,
        Kind = Kind,
        Size = Size,
        Agency = Agency,
        AddedAt = AddedAt,
        AddedByName = AddedByName,
    };
}

/// <summary>Files that evidence names.</summary>
internal static class EvidenceFiles
{
    /// <summary>Each file that is named must be one of the agency's.</summary>
    /// <exception cref="InvalidInputException">unknown-file.</exception>
    public static async Task RequireEvidence(
        this ReportingDbContext db, IReadOnlyList<EvidenceItem>? evidence, string agency, CancellationToken ct)
    {
        var named = (evidence ?? []).Select(item => item.File).OfType<Guid>().ToList();
        if (named.Count == 0)
        {
            return;
        }

        var known = await db.EvidenceFiles.Where(f => f.Agency == agency && named.Contains(f.Id))
            .Select(f => f.Id).ToListAsync(ct);
        var wrong = Enumerable.Range(0, evidence!.Count).Where(i => evidence[i].File is { } file && !known.Contains(file))
            .Select(i => new FieldError($"/evidence/{i}/file", "unknown-file")).ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidInputException(wrong);
        }
    }
}

internal sealed class EvidenceFileConfiguration : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable("evidence_files");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Agency).HasMaxLength(10);
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Property(f => f.Kind).HasMaxLength(10);
        builder.Property(f => f.AddedBy).HasMaxLength(100);
        builder.Property(f => f.AddedByName).HasMaxLength(200);
        builder.IsAppendOnly();
    }
}
