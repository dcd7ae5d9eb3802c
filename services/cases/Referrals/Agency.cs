using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Referrals;

/// <summary>A body that cases may be referred to: the agencies of the plan, by the codes that identity puts into tokens.</summary>
internal sealed class Agency
{
    private Agency()
    {
    }

    public Agency(string code, string name)
    {
        Code = code;
        Name = name;
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
}

internal sealed class AgencyConfiguration : IEntityTypeConfiguration<Agency>
{
    public void Configure(EntityTypeBuilder<Agency> builder)
    {
        builder.ToTable("agencies");
        builder.HasKey(agency => agency.Code);
        builder.Property(agency => agency.Code).HasMaxLength(20);
        builder.Property(agency => agency.Name).HasMaxLength(200);
    }
}
