using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Fund;

/// <summary>A kind of source and what it counts in (domain/fund.md §1). Null: the province has not said, so it is not counted.</summary>
internal sealed class SourceKind
{
    private SourceKind()
    {
    }

    public SourceKind(string code, string name, bool? countsInPlanBasis, bool? countsInMobilisedBasis, int position)
    {
        Code = code;
        Name = name;
        CountsInPlanBasis = countsInPlanBasis;
        CountsInMobilisedBasis = countsInMobilisedBasis;
        Position = position;
    }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public bool? CountsInPlanBasis { get; private set; }

    public bool? CountsInMobilisedBasis { get; private set; }

    public int Position { get; private set; }

    /// <summary>Version of the fund's newest decision that arrived; 0 while the seed holds.</summary>
    public int DecidedVersion { get; private set; }

    /// <summary>Takes the province's word; one that is older than what is known changes nothing.</summary>
    public void Decide(bool? countsInPlanBasis, bool? countsInMobilisedBasis, int version)
    {
        if (version > DecidedVersion)
        {
            CountsInPlanBasis = countsInPlanBasis;
            CountsInMobilisedBasis = countsInMobilisedBasis;
            DecidedVersion = version;
        }
    }
}

internal sealed class SourceKindConfiguration : IEntityTypeConfiguration<SourceKind>
{
    public void Configure(EntityTypeBuilder<SourceKind> builder)
    {
        builder.ToTable("source_kinds");
        builder.HasKey(k => k.Code);
        builder.Property(k => k.Code).HasMaxLength(40);
    }
}
