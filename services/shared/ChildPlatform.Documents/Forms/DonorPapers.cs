using ChildPlatform.Kernel;
using SkiaSharp;

namespace ChildPlatform.Documents.Forms;

/// <summary>One gift in a giver's yearly statement.</summary>
public sealed record StatementGift
{
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Number of its receipt: "PT-2024-000123".</summary>
    public required string Number { get; init; }

    /// <summary>Programme to which it is bound, or that it is not.</summary>
    public required string Purpose { get; init; }

    public required string Method { get; init; }

    public required Vnd Amount { get; init; }

    /// <summary>It was taken back: it is listed and not added.</summary>
    public bool Reversed { get; init; }

    /// <summary>The day on which the giver got the receipt; null while the office holds it.</summary>
    public DateOnly? ReceiptGivenOn { get; init; }

    /// <summary>Name under which it was given, where it is another than the giver's.</summary>
    public string? GivenAs { get; init; }
}

/// <summary>A year of one giver, for the statement and for the letter of thanks. Texts are printed as given.</summary>
public sealed record DonorYear
{
    public required FormIssuer Issuer { get; init; }

    public required int Year { get; init; }

    public required string DonorName { get; init; }

    public string? DonorAddress { get; init; }

    public string? DonorTaxCode { get; init; }

    /// <summary>By day of receipt.</summary>
    public required IReadOnlyList<StatementGift> Gifts { get; init; }

    /// <summary>The day of the paper.</summary>
    public required DateOnly MadeOn { get; init; }

    /// <summary>From left to right below the statement.</summary>
    public IReadOnlyList<FormSignature> Signatures { get; init; } = [];

    /// <summary>Gifts that stand.</summary>
    public IReadOnlyList<StatementGift> Standing => [.. Gifts.Where(gift => !gift.Reversed)];

    /// <summary>Sum of the gifts that stand.</summary>
    public Vnd Total => new(Standing.Sum(gift => gift.Amount.Amount));
}

/// <summary>
/// Prints what a giver gets at the end of a year, on A4: the statement of all gifts, and the letter of thanks. Several givers go
/// into one file, each on pages of their own that are counted apart.
/// </summary>
public static class DonorPapers
{
    private const float Body = 11;
    private const float Small = 9;

    private static readonly string[] Heads = ["STT", "Ngày nhận", "Số phiếu thu", "Dành cho", "Hình thức", "Số tiền (đồng)",
        "Ghi chú"];
    private static readonly float[] Shares = [5, 11, 16, 22, 13, 15, 22];
    private static readonly HashSet<int> Right = [0, 5];

    /// <summary>
    /// Every gift of the year with its receipt, those taken back marked and not added, and the total in figures and words.
    /// </summary>
    public static byte[] Statements(IReadOnlyList<DonorYear> donors)
    {
        var pages = new FormPages(FormPages.A4);
        foreach (var donor in donors)
        {
            pages.Paper($"Bảng kê ủng hộ năm {donor.Year} – {donor.DonorName}");
            Head(pages, donor, "BẢNG KÊ CÁC KHOẢN ỦNG HỘ", $"Năm {donor.Year}");
            To(pages, donor);
            pages.Space(4);
            pages.Grid(Heads, Shares, Right, [.. donor.Gifts.Select(Row)], Small);
            pages.Field($"Tổng cộng {Vnd.Group(donor.Standing.Count)} khoản còn ghi sổ", donor.Total.ToString(), Body,
                FormStyle.Bold);
            pages.Field("Bằng chữ", AmountInWords.Of(donor.Total), Body, FormStyle.Italic);
            if (donor.Gifts.Any(gift => gift.Reversed))
            {
                pages.Paragraph("Khoản ghi “Đã hủy” được liệt kê để đối chiếu và không cộng vào tổng.", FormStyle.Italic, Small);
            }

            pages.Paragraph(
                "Bảng kê không thay cho phiếu thu và không phải là chứng từ mới: mỗi khoản đã có phiếu thu mang số ở cột thứ ba.",
                FormStyle.Italic, Small);
            pages.Space(12);
            if (donor.Signatures.Count > 0)
            {
                pages.Signatures(donor.Signatures, "(Ký, họ tên)", 10, room: 48);
            }
        }

        return pages.ToPdf(TitleOf(donors, "Bảng kê ủng hộ"), donors[0].Issuer.Name, "Bảng kê các khoản ủng hộ trong năm");
    }

    /// <summary>A letter that thanks for the gifts of the year that stand, with their number and total.</summary>
    public static byte[] Letters(IReadOnlyList<DonorYear> donors)
    {
        var pages = new FormPages(FormPages.A4);
        foreach (var donor in donors)
        {
            pages.Paper($"Thư cảm ơn năm {donor.Year} – {donor.DonorName}");
            Head(pages, donor, "THƯ CẢM ƠN", null);
            pages.Space(8);
            pages.Paragraph($"Kính gửi: {donor.DonorName}", FormStyle.Bold, 12, SKTextAlign.Center);
            if (!string.IsNullOrWhiteSpace(donor.DonorAddress))
            {
                pages.Paragraph(donor.DonorAddress, FormStyle.Regular, Body, SKTextAlign.Center);
            }

            pages.Space(14);
            Said($"{donor.Issuer.Name} trân trọng cảm ơn tấm lòng của Quý vị đối với trẻ em trong năm {donor.Year}.");
            Said($"Trong năm, Quỹ đã nhận được {Vnd.Group(donor.Standing.Count)} khoản ủng hộ với tổng số tiền {donor.Total} "
                + $"({Words(donor.Total)}).");
            if (Purposes(donor) is { } purposes)
            {
                Said($"Số tiền Quý vị dành riêng cho chương trình được dùng đúng chương trình đó: {purposes}.");
            }

            Said("Mỗi khoản đều có phiếu thu, được ghi sổ và công khai theo quy định; "
                + "khoản chi hỗ trợ đến đúng trẻ em cần giúp đỡ.");
            Said("Kính chúc Quý vị sức khỏe, thành công và mong tiếp tục nhận được sự đồng hành vì trẻ em.");
            pages.Space(24);
            pages.Columns([], [("GIÁM ĐỐC QUỸ", FormStyle.Bold), ("(Ký, đóng dấu)", FormStyle.Italic), ("", FormStyle.Bold)],
                Body, Body, room: 64);
        }

        return pages.ToPdf(TitleOf(donors, "Thư cảm ơn"), donors[0].Issuer.Name, "Thư cảm ơn nhà hảo tâm");

        void Said(string text)
        {
            pages.Paragraph(text, FormStyle.Regular, 12);
            pages.Space(6);
        }
    }

    private static IReadOnlyList<string> Row(StatementGift gift, int index) =>
    [
        Vnd.Group(index + 1), VietnamTime.DayMonthYear(gift.ReceivedOn), gift.Number, gift.Purpose, gift.Method,
        gift.Amount.Figures,
        string.Join("; ", new[]
        {
            gift.Reversed ? "Đã hủy, không cộng" : gift.ReceiptGivenOn is { } day
                ? $"Đã giao phiếu thu {VietnamTime.DayMonthYear(day)}" : null,
            gift.GivenAs is null ? null : $"đứng tên {gift.GivenAs}",
        }.Where(text => text is not null)),
    ];

    private static void Head(FormPages pages, DonorYear donor, string title, string? below)
    {
        List<(string, FormStyle)> left = [];
        if (donor.Issuer.Superior is { } superior)
        {
            left.Add((superior.ToUpperInvariant(), FormStyle.Regular));
        }

        left.Add((donor.Issuer.Name.ToUpperInvariant(), FormStyle.Bold));
        pages.Head(left, [($"Quảng Nam, {VietnamTime.OfficialDate(donor.MadeOn)}", FormStyle.Italic)], Small, leftShare: 0.55f);
        pages.Space(18);
        pages.Paragraph(title, FormStyle.Bold, 16, SKTextAlign.Center);
        if (below is not null)
        {
            pages.Paragraph(below, FormStyle.Bold, Body, SKTextAlign.Center);
        }

        pages.Space(8);
    }

    private static void To(FormPages pages, DonorYear donor)
    {
        pages.Field("Nhà hảo tâm", donor.DonorName, Body, FormStyle.Bold);
        if (!string.IsNullOrWhiteSpace(donor.DonorTaxCode))
        {
            pages.Field("Mã số thuế", donor.DonorTaxCode, Body);
        }

        if (!string.IsNullOrWhiteSpace(donor.DonorAddress))
        {
            pages.Field("Địa chỉ", donor.DonorAddress, Body);
        }
    }

    private static string? Purposes(DonorYear donor)
    {
        var sums = donor.Standing.Where(gift => gift.Purpose != Unrestricted).GroupBy(gift => gift.Purpose)
            .Select(group => $"{group.Key} {new Vnd(group.Sum(gift => gift.Amount.Amount))}").ToList();

        return sums.Count == 0 ? null : string.Join(", ", sums);
    }

    /// <summary>How a gift without restriction is called in <see cref="StatementGift.Purpose"/>.</summary>
    public const string Unrestricted = "Không hạn chế";

    private static string Words(Vnd amount)
    {
        var words = AmountInWords.Of(amount);

        return "bằng chữ: " + char.ToLowerInvariant(words[0]) + words[1..];
    }

    private static string TitleOf(IReadOnlyList<DonorYear> donors, string what) =>
        donors.Count == 1 ? $"{what} năm {donors[0].Year} – {donors[0].DonorName}" : $"{what} năm {donors[0].Year}";
}
