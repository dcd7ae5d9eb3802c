using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Forms;

/// <summary>Money that went out. No name, illness or school of a child belongs on it: the list of receivers is a paper of its own.</summary>
public sealed record PaymentVoucher
{
    public required FormIssuer Issuer { get; init; }

    /// <summary>Number in the book of payments: "PC-2024-000045".</summary>
    public required string Number { get; init; }

    /// <summary>The day of payment.</summary>
    public required DateOnly PaidOn { get; init; }

    public required string PayeeName { get; init; }

    public string? PayeeAddress { get; init; }

    public string? PayeeAccount { get; init; }

    public string? PayeeBank { get; init; }

    public required string Reason { get; init; }

    public required Vnd Amount { get; init; }

    /// <summary>"Chuyển khoản", "Tiền mặt".</summary>
    public string? Method { get; init; }

    public string? Reference { get; init; }

    public string? Programme { get; init; }

    /// <summary>Where the money is taken from: the programme's own, the common pool. Must add up to the amount.</summary>
    public IReadOnlyList<FormLine> Sources { get; init; } = [];

    public string? Attachments { get; init; }

    /// <summary>From left to right; see <see cref="PaymentVoucherForm.Offices"/>.</summary>
    public IReadOnlyList<FormSignature> Signatures { get; init; } = [];

    public FormReversal? Reversal { get; init; }

    /// <summary>Regional words of the amount; the standard ones when null.</summary>
    public AmountStyle? AmountStyle { get; init; }
}

/// <summary>Prints a payment voucher on A5, the unit's own form; see <see cref="ReceiptForm"/>.</summary>
public static class PaymentVoucherForm
{
    /// <summary>Who usually signs a payment voucher, from left to right.</summary>
    public static readonly IReadOnlyList<string> Offices =
        ["Giám đốc", "Kế toán trưởng", "Thủ quỹ", "Người lập phiếu", "Người nhận tiền"];

    /// <summary>A PDF of one page, or more when the sources are many.</summary>
    /// <exception cref="ArgumentException">The sources do not add up to the amount.</exception>
    public static byte[] Render(PaymentVoucher voucher)
    {
        var pages = new FormPages(FormPages.A5Landscape);
        VoucherParts.Head(pages, voucher.Issuer, "PHIẾU CHI", voucher.Number, voucher.PaidOn);
        VoucherParts.Field(pages, "Họ tên, đơn vị nhận tiền", voucher.PayeeName, FormStyle.Bold);
        VoucherParts.Field(pages, "Địa chỉ", voucher.PayeeAddress);
        VoucherParts.Field(pages, "Tài khoản", Account(voucher));
        VoucherParts.Field(pages, "Lý do chi", voucher.Reason);
        VoucherParts.Field(pages, "Chương trình", voucher.Programme);
        VoucherParts.Amount(pages, voucher.Amount, voucher.AmountStyle);
        VoucherParts.Field(pages, "Hình thức", ReceiptForm.Joined(voucher.Method, voucher.Reference));
        VoucherParts.Field(pages, "Kèm theo", voucher.Attachments);
        VoucherParts.Lines(pages, "Nguồn chi", voucher.Sources, voucher.Amount, voucher.Reversal is not null);
        VoucherParts.Foot(pages, voucher.Signatures, voucher.Reversal);

        return pages.ToPdf($"Phiếu chi {voucher.Number}", voucher.Issuer.Name, voucher.Reason);
    }

    private static string? Account(PaymentVoucher voucher) =>
        voucher.PayeeBank is { Length: > 0 } bank && voucher.PayeeAccount is { Length: > 0 } account
            ? $"{account} tại {bank}"
            : voucher.PayeeAccount ?? voucher.PayeeBank;
}
