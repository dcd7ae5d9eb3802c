using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Imports;

/// <summary>What the words of a list's purpose column mean: a programme, or none for money without restriction. Data, kept by the fund.</summary>
internal sealed class PurposeMapping
{
    private PurposeMapping()
    {
    }

    public PurposeMapping(string words, string? programme)
    {
        Key = KeyOf(words);
        Words = words;
        Programme = programme;
    }

    public string Key { get; private set; } = "";
    public string Words { get; private set; } = "";
    public string? Programme { get; private set; }

    public static string KeyOf(string words) => VietnameseText.SearchKey(words);

    /// <summary>The words that the design names, and the programmes' own names as people shorten them.</summary>
    public static IReadOnlyList<PurposeMapping> FirstRows { get; } =
    [
        new("Học bổng", "HOC_BONG"),
        new("Phẫu thuật tim", "PHAU_THUAT"),
        new("Phẫu thuật", "PHAU_THUAT"),
        new("Áo ấm", "AO_AM"),
        new("Trung thu", "QUA_TANG"),
        new("Tết", "QUA_TANG"),
        new("Quà Tết", "QUA_TANG"),
        new("Bữa ăn", "BUA_AN"),
        new("Dạy bơi", "BOI"),
        new("Mẹ đỡ đầu", "ME_DO_DAU"),
        new("Khẩn cấp", "KHAN_CAP"),
        new("Ủng hộ chung", null),
    ];
}

internal sealed class PurposeMappingConfiguration : IEntityTypeConfiguration<PurposeMapping>
{
    public void Configure(EntityTypeBuilder<PurposeMapping> builder)
    {
        builder.HasKey(mapping => mapping.Key);
        builder.Property(mapping => mapping.Key).HasMaxLength(200);
        builder.Property(mapping => mapping.Words).HasMaxLength(200);
        builder.HasOne<Programmes.Programme>().WithMany().HasForeignKey(mapping => mapping.Programme).OnDelete(DeleteBehavior.Restrict);
    }
}
