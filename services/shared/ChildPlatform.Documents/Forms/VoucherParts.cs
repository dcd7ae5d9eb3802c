using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Forms;

/// <summary>
/// What every cash voucher of the fund has, by the accounting law: number, date, content, amount in figures and words, signers.
/// </summary>
internal static class VoucherParts
{
    private const float Body = 10.2f;
    private const float Small = 9.2f;

    public static void Head(FormPages pages, FormIssuer issuer, string title, string number, DateOnly date)
    {
        List<(string, FormStyle)> left = [];
        if (issuer.Superior is { } superior)
        {
            left.Add((superior.ToUpperInvariant(), FormStyle.Regular));
        }

        left.Add((issuer.Name.ToUpperInvariant(), FormStyle.Bold));
        if (issuer.Address is { } address)
        {
            left.Add((address, FormStyle.Regular));
        }

        pages.Head(left, [($"Số: {number}", FormStyle.Bold)], Small);
        pages.Space(8);
        pages.Paragraph(title, FormStyle.Bold, 16, SkiaSharp.SKTextAlign.Center);
        var day = VietnamTime.OfficialDate(date);
        pages.Paragraph(char.ToUpperInvariant(day[0]) + day[1..], FormStyle.Italic, Body, SkiaSharp.SKTextAlign.Center);
        pages.Space(6);
    }

    public static void Field(FormPages pages, string label, string? value, FormStyle style = FormStyle.Regular)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            pages.Field(label, value, Body, style);
        }
    }

    public static void Amount(FormPages pages, Vnd amount, AmountStyle? style)
    {
        pages.Field("Số tiền", amount.ToString(), Body, FormStyle.Bold);
        pages.Field("Số tiền bằng chữ", AmountInWords.Of(amount, style), Body, FormStyle.Italic);
    }

    public static void Lines(FormPages pages, string head, IReadOnlyList<FormLine> lines, Vnd amount, bool reversed)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (lines.Sum(line => line.Amount) != amount.Amount)
        {
            throw new ArgumentException("The parts of a voucher must add up to its amount.", nameof(lines));
        }

        pages.Table(head, "Số tiền (đồng)", lines, "Cộng", Small, follows: reversed ? 98 : 82);
    }

    public static void Foot(FormPages pages, IReadOnlyList<FormSignature> signatures, FormReversal? reversal)
    {
        if (reversal is not null)
        {
            pages.Space(2);
            var reason = string.IsNullOrWhiteSpace(reversal.Reason) ? "" : $" Lý do: {reversal.Reason.Trim().TrimEnd('.')}.";
            pages.Paragraph($"Phiếu đã hủy {VietnamTime.OfficialDate(reversal.On)}.{reason}", FormStyle.Bold, Body);
        }

        pages.Space(8);
        if (signatures.Count > 0)
        {
            // Six stand so close that the words of an office take two lines: they take them from the room to sign.
            pages.Signatures(signatures, "(Ký, họ tên)", Small, room: signatures.Count > 5 ? 24 : 36);
        }

        if (reversal is not null)
        {
            pages.Watermark("HỦY");
        }
    }
}
