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
