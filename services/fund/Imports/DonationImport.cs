using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Imports;

/// <summary>
/// One sending of a collection list: its counts, and the list with a column of faults for the officer to fetch. A preview is kept for a
/// few days only; what was recorded stays as the link between gifts and their list.
/// </summary>
internal sealed class DonationImport : IHasUnitPath
{
    private DonationImport()
    {
    }

    public DonationImport(Guid id, string fileName, bool dryRun, string unitPath, string by, DateTimeOffset at)
    {
        Id = id;
        FileName = fileName;
        DryRun = dryRun;
        UnitPath = unitPath;
        SentBy = by;
        SentAt = at;
    }

    public Guid Id { get; private set; }
    public string FileName { get; private set; } = "";
    public bool DryRun { get; private set; }
    public string UnitPath { get; private set; } = "";
    public string SentBy { get; private set; } = "";
    public DateTimeOffset SentAt { get; private set; }
    public int Rows { get; private set; }
    public int Good { get; private set; }
    public int Bad { get; private set; }
    public int AlreadyImported { get; private set; }
    public int Recorded { get; private set; }
    public long Total { get; private set; }

    /// <summary>The officer's own file with a column of faults.</summary>
    public byte[] CheckedFile { get; private set; } = [];

    public void Count(CollectionList list, int alreadyImported, int recorded, byte[] checkedFile)
    {
        Good = list.Good.Count;
        Bad = list.Bad;
        Rows = Good + Bad;
        Total = list.Good.Sum(row => row.Amount);
        AlreadyImported = alreadyImported;
        Recorded = recorded;
        CheckedFile = checkedFile;
    }
}

internal sealed class DonationImportConfiguration : IEntityTypeConfiguration<DonationImport>
{
    public void Configure(EntityTypeBuilder<DonationImport> builder)
    {
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(255);
        builder.HasIndex(import => import.SentAt).HasFilter("dry_run");
    }
}
