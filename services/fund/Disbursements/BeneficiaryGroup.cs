using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>A group of children in special circumstances (Luật Trẻ em, Điều 10): data with validity, never an enum.</summary>
internal sealed class BeneficiaryGroup
{
    private BeneficiaryGroup()
    {
    }

    public BeneficiaryGroup(string code, string name, string article, DateOnly validFrom)
    {
        Code = code;
        Name = name;
        Article = article;
        ValidFrom = validFrom;
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>Article of the decree that describes the group.</summary>
    public string Article { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }
}

internal sealed class BeneficiaryGroupConfiguration : IEntityTypeConfiguration<BeneficiaryGroup>
{
    public void Configure(EntityTypeBuilder<BeneficiaryGroup> builder)
    {
        builder.HasKey(group => group.Code);
        builder.Property(group => group.Code).HasMaxLength(20);
        builder.Property(group => group.Name).HasMaxLength(300);
        builder.Property(group => group.Article).HasMaxLength(100);
    }
}
