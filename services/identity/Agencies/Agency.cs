using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Agencies;

/// <summary>An agency of the plan in one period of validity.</summary>
internal sealed class Agency
{
    private Agency()
    {
    }

    public string Code { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day of validity; null while it exists.</summary>
    public DateOnly? ValidTo { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>department, court, union, press, open_set, district_committee: the catalogue's own words.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The unit that a district's committee governs, else the province.</summary>
    public Guid UnitId { get; private set; }

    public string SearchKey { get; private set; } = "";

    public static Agency Begin(string code, string name, string kind, Guid unitId, DateOnly validFrom, DateOnly? validTo) => new()
    {
        Code = code,
        Name = VietnameseText.Normalise(name),
        Kind = kind,
        UnitId = unitId,
        SearchKey = VietnameseText.SearchKey($"{name} {code}"),
        ValidFrom = validFrom,
        ValidTo = validTo,
    };
}

internal sealed class AgencyConfiguration : IEntityTypeConfiguration<Agency>
{
    public void Configure(EntityTypeBuilder<Agency> builder)
    {
        builder.ToTable("agencies");
        builder.HasKey(a => new { a.Code, a.ValidFrom });
        builder.Property(a => a.Code).HasMaxLength(20);
        builder.Property(a => a.Name).HasMaxLength(300).UseCollation(Units.UnitConfiguration.Collation);
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.SearchKey).HasMaxLength(350);
        builder.HasOne<Units.Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class AgencyQueries
{
    public static IQueryable<Agency> ValidOn(this IQueryable<Agency> agencies, DateOnly day) =>
        agencies.Where(a => a.ValidFrom <= day && (a.ValidTo == null || a.ValidTo >= day));
}
