using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Evidence;

/// <summary>
/// A kind of paper that proves a disbursement (loại chứng từ): data with validity. The first ones are those that domain/fund.md
/// §4 names: the proposal, contracted work, and the list that receivers sign.
/// </summary>
internal sealed class PaperKind
{
    private PaperKind()
    {
    }

    public PaperKind(string code, string name, int position, DateOnly validFrom)
    {
        Code = code;
        Name = name;
        Position = position;
        ValidFrom = validFrom;
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>Place in lists: the order in which papers come to be.</summary>
    public int Position { get; private set; }
    public DateOnly ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }

    public static IEnumerable<PaperKind> First(DateOnly validFrom)
    {
        (string Code, string Name)[] kinds =
        [
            ("TO_TRINH", "Tờ trình, công văn đề nghị"),
            ("DANH_SACH", "Danh sách đối tượng được hỗ trợ"),
            ("XAC_NHAN", "Giấy xác nhận hoàn cảnh, hồ sơ y tế"),
            ("DU_TOAN", "Dự toán"),
            ("HOP_DONG", "Hợp đồng"),
            ("HOA_DON", "Hóa đơn"),
            ("BIEN_BAN", "Biên bản bàn giao, nghiệm thu, thanh lý"),
            ("KY_NHAN", "Danh sách ký nhận"),
            ("KHAC", "Chứng từ khác"),
        ];

        return kinds.Select((kind, index) => new PaperKind(kind.Code, kind.Name, index + 1, validFrom));
    }
}

internal sealed class PaperKindConfiguration : IEntityTypeConfiguration<PaperKind>
{
    public void Configure(EntityTypeBuilder<PaperKind> builder)
    {
        builder.ToTable("paper_kinds");
        builder.HasKey(kind => kind.Code);
        builder.Property(kind => kind.Code).HasMaxLength(20);
        builder.Property(kind => kind.Name).HasMaxLength(200);
    }
}
