using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Forms;

/// <summary>Money that came in. Every text is printed as given; who may be named is the caller's decision.</summary>
public sealed record Receipt
{
    public required FormIssuer Issuer { get; init; }

    /// <summary>Number in the book of receipts: "PT-2024-000123".</summary>
    public required string Number { get; init; }

    /// <summary>The day the money was received.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required string PayerName { get; init; }

    public string? PayerAddress { get; init; }

    public string? PayerTaxCode { get; init; }

    /// <summary>"Ủng hộ Quỹ Bảo trợ trẻ em".</summary>
    public required string Reason { get; init; }

    public required Vnd Amount { get; init; }

    /// <summary>"Chuyển khoản", "Tiền mặt", "Qua Kho bạc Nhà nước".</summary>
    public string? Method { get; init; }

    /// <summary>Number of the bank's or treasury's own paper.</summary>
    public string? Reference { get; init; }

    /// <summary>Source by which the plan counts it.</summary>
    public string? Source { get; init; }

    /// <summary>Programme to which the donor bound it; null when it is free.</summary>
    public string? Programme { get; init; }

    /// <summary>Parts that must add up to the amount, for example the donors of one collection; none for a single gift.</summary>
    public IReadOnlyList<FormLine> Lines { get; init; } = [];

    /// <summary>Papers that go with it: "01 giấy báo có".</summary>
    public string? Attachments { get; init; }

    /// <summary>From left to right; see <see cref="ReceiptForm.Offices"/>.</summary>
    public IReadOnlyList<FormSignature> Signatures { get; init; } = [];

    public FormReversal? Reversal { get; init; }

    /// <summary>Regional words of the amount; the standard ones when null.</summary>
    public AmountStyle? AmountStyle { get; init; }

    /// <summary>"BIÊN NHẬN" where the unit gives that instead.</summary>
    public string Title { get; init; } = "PHIẾU THU";
}

/// <summary>
/// Prints a receipt on A5. It is the unit's own form with the content that the accounting law asks for; no official form code
/// stands on it, because which circular binds this fund is not settled.
/// </summary>
public static class ReceiptForm
{
    /// <summary>Who usually signs a receipt, from left to right.</summary>
    public static readonly IReadOnlyList<string> Offices =
        ["Giám đốc", "Kế toán trưởng", "Thủ quỹ", "Người lập phiếu", "Người nộp tiền"];

    /// <summary>A PDF of one page, or more when the parts are many.</summary>
    /// <exception cref="ArgumentException">The parts do not add up to the amount.</exception>
    public static byte[] Render(Receipt receipt)
    {
        var pages = new FormPages(FormPages.A5Landscape);
        VoucherParts.Head(pages, receipt.Issuer, receipt.Title, receipt.Number, receipt.ReceivedOn);
        VoucherParts.Field(pages, "Họ tên, đơn vị nộp tiền", receipt.PayerName, FormStyle.Bold);
        VoucherParts.Field(pages, "Mã số thuế", receipt.PayerTaxCode);
        VoucherParts.Field(pages, "Địa chỉ", receipt.PayerAddress);
        VoucherParts.Field(pages, "Lý do nộp", receipt.Reason);
        VoucherParts.Field(pages, "Nguồn thu", receipt.Source);
        VoucherParts.Field(pages, "Chương trình", receipt.Programme);
        VoucherParts.Amount(pages, receipt.Amount, receipt.AmountStyle);
        VoucherParts.Field(pages, "Hình thức", Joined(receipt.Method, receipt.Reference));
        VoucherParts.Field(pages, "Kèm theo", receipt.Attachments);
        VoucherParts.Lines(pages, "Nội dung", receipt.Lines, receipt.Amount, receipt.Reversal is not null);
        VoucherParts.Foot(pages, receipt.Signatures, receipt.Reversal);

        return pages.ToPdf($"Phiếu thu {receipt.Number}", receipt.Issuer.Name, receipt.Reason);
    }

    internal static string? Joined(string? method, string? reference) =>
        string.IsNullOrWhiteSpace(reference) ? method : $"{method ?? "Chứng từ"}, số chứng từ {reference}";
}
