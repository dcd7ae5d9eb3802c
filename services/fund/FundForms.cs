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
}
