using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Units;

/// <summary>
/// One version of an administrative unit. A change of name, type or parent ends the row and begins another, so a code alone
/// is not an identity, and the path of a row never changes. A unit that only takes in a neighbour goes on as it is.
/// </summary>
internal sealed class Unit
{
    private Unit()
    {
    }

    /// <summary>Made from code and first day, the same in every service.</summary>
    public Guid Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The type word of the official list: "Phường", "Xã", "Huyện".</summary>
    public string Type { get; private set; } = "";

    public UnitLevel Level { get; private set; }

    public Guid? ParentId { get; private set; }

    /// <summary>Ids from the province down in "N" format, each followed by a slash.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Name and code without tone marks, for searches.</summary>
    public string SearchKey { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day of validity; null while in force.</summary>
    public DateOnly? ValidTo { get; private set; }

    public string? LegalBasis { get; private set; }

    public static Unit From(UnitVersion version) => new()
    {
        Id = version.Id,
        Code = version.Code,
        Name = version.Name,
        Type = version.Type,
        Level = version.Level,
        ParentId = version.ParentId,
        Path = version.Path,
        SearchKey = VietnameseText.SearchKey($"{version.Name} {version.Code}"),
        ValidFrom = version.ValidFrom,
        ValidTo = version.ValidTo,
        LegalBasis = version.LegalBasis,
    };

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>What a version of a unit became: the link that trend charts and the rights of people follow.</summary>
internal sealed class UnitSuccession
{
    public required Guid OldId { get; init; }

    public required Guid NewId { get; init; }

    public required UnitChangeKind Kind { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public string? LegalBasis { get; init; }

    public static UnitSuccession From(UnitLink link) => new()
    {
        OldId = link.OldId,
        NewId = link.NewId,
        Kind = link.Kind,
        EffectiveOn = link.EffectiveOn,
        LegalBasis = link.LegalBasis,
    };
}

internal sealed class UnitConfiguration : IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<UnitSuccession>
{
    /// <summary>Vietnamese order: a, ă, â, …; d before đ. The column carries it, so that its index does too.</summary>
    public const string Collation = "vi-x-icu";

    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Code).HasMaxLength(10);
        builder.Property(u => u.Name).HasMaxLength(200).UseCollation(Collation);
        builder.Property(u => u.Type).HasMaxLength(50);
        builder.Property(u => u.Level).HasMaxLength(20);
        builder.Property(u => u.Path).HasMaxLength(200);
        builder.Property(u => u.SearchKey).HasMaxLength(250);
        builder.Property(u => u.LegalBasis).HasMaxLength(200);
        builder.HasIndex(u => new { u.Code, u.ValidFrom }).IsUnique();
        builder.HasIndex(u => new { u.Name, u.Id });
        builder.HasIndex(u => u.ParentId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<UnitSuccession> builder)
    {
        builder.ToTable("unit_successions");
        builder.HasKey(s => new { s.OldId, s.NewId });
        builder.Property(s => s.Kind).HasMaxLength(20);
        builder.Property(s => s.LegalBasis).HasMaxLength(200);
        builder.HasOne<Unit>().WithMany().HasForeignKey(s => s.OldId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(s => s.NewId).OnDelete(DeleteBehavior.Restrict);
    }
}
