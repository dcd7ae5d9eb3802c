using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Programmes;

/// <summary>
/// Kind of source that a gift is counted under, and whether it counts on each of the two bases of domain/fund.md §1. A cell that
/// the plan left empty stays empty until the province says; one that the plan filled cannot be changed here.
/// </summary>
internal sealed class SourceKind
{
    private SourceKind()
    {
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public bool? CountsInPlanBasis { get; private set; }
    public bool? CountsInMobilisedBasis { get; private set; }
    public bool PlanBasisIsOpen { get; private set; }
    public bool MobilisedBasisIsOpen { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Place in lists: the order of the plan.</summary>
    public int Position { get; private set; }
    public int Version { get; private set; }

    public static SourceKind FromPlan(string code, string name, bool? planBasis, bool? mobilisedBasis, string? note, int position) => new()
    {
        Code = code,
        Name = name,
        CountsInPlanBasis = planBasis,
        CountsInMobilisedBasis = mobilisedBasis,
        PlanBasisIsOpen = planBasis is null,
        MobilisedBasisIsOpen = mobilisedBasis is null,
        Note = note,
        Position = position,
        Version = 1,
    };

    /// <summary>The province's word on the open cells; null leaves a cell unsaid. A fixed cell may be left out or repeated.</summary>
    public void Decide(bool? planBasis, bool? mobilisedBasis)
    {
        CountsInPlanBasis = Cell(CountsInPlanBasis, PlanBasisIsOpen, planBasis);
        CountsInMobilisedBasis = Cell(CountsInMobilisedBasis, MobilisedBasisIsOpen, mobilisedBasis);
        Version++;
    }

    private static bool? Cell(bool? current, bool open, bool? decided)
    {
        FundRules.BasisFixed.Require(open || decided is null || decided == current);

        return open ? decided : current;
    }
}

internal sealed class SourceKindConfiguration : IEntityTypeConfiguration<SourceKind>
{
    public void Configure(EntityTypeBuilder<SourceKind> builder)
    {
        builder.ToTable("source_kinds");
        builder.HasKey(kind => kind.Code);
        builder.Property(kind => kind.Code).HasMaxLength(40);
        builder.Property(kind => kind.Name).HasMaxLength(200);
        builder.Property(kind => kind.Note).HasMaxLength(1000);
        builder.Property(kind => kind.Version).IsConcurrencyToken();
    }
}
