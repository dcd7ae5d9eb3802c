using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Forms;

namespace ChildPlatform.Fund;

/// <summary>Words that the fund's printed forms share.</summary>
internal static class FundForms
{
    public static readonly FormIssuer Issuer =
        new("Quỹ Bảo trợ trẻ em tỉnh Quảng Nam", "Sở Lao động - Thương binh và Xã hội");

    public static string MethodOf(PaymentMethod method) => method switch
    {
        PaymentMethod.Transfer => "Chuyển khoản",
        PaymentMethod.Cash => "Tiền mặt",
        PaymentMethod.Treasury => "Qua Kho bạc Nhà nước",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    public static string KindOf(DonorKind kind) => kind switch
    {
        DonorKind.Person => "Cá nhân",
        DonorKind.Enterprise => "Doanh nghiệp",
        DonorKind.Charity => "Tổ chức từ thiện, xã hội",
        DonorKind.ForeignNgo => "Tổ chức phi chính phủ nước ngoài",
        DonorKind.NationalFund => "Quỹ Bảo trợ trẻ em Việt Nam",
        DonorKind.StateBudget => "Ngân sách nhà nước",
        DonorKind.Agency => "Cơ quan, đơn vị",
        DonorKind.Religious => "Tổ chức tôn giáo",
        DonorKind.Overseas => "Người Việt Nam ở nước ngoài",
        DonorKind.Event => "Thu từ sự kiện",
        DonorKind.Anonymous => "Ẩn danh",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
