using System.Diagnostics;
using System.Text;
using ChildPlatform.Documents.Forms;
using ChildPlatform.Kernel;
using UglyToad.PdfPig;

namespace ChildPlatform.Documents.Tests.Forms;

public sealed class FormTests
{
    private static readonly FormIssuer Issuer = new(
        "Quỹ Bảo trợ trẻ em tỉnh Quảng Nam", "Sở Lao động - Thương binh và Xã hội", "Số 159B Trần Quý Cáp, thành phố Tam Kỳ");

    internal static readonly Receipt Receipt = new()
    {
        Issuer = Issuer,
        Number = "PT-2024-000123",
        ReceivedOn = new DateOnly(2024, 5, 20),
        PayerName = "Công ty TNHH Hòa Bình",
        PayerAddress = "Phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
        PayerTaxCode = "4000123456",
        Reason = "Ủng hộ Quỹ Bảo trợ trẻ em, hỗ trợ phẫu thuật tim cho trẻ em có hoàn cảnh đặc biệt khó khăn",
        Amount = new Vnd(12_345_000),
        Method = "Chuyển khoản",
        Reference = "FT24141ABC",
        Source = "Doanh nghiệp, tổ chức từ thiện, xã hội, phi chính phủ",
        Programme = "Phẫu thuật tim và phẫu thuật khác",
        Signatures = Signers(ReceiptForm.Offices, "Công ty TNHH Hòa Bình"),
    };

    internal static readonly PaymentVoucher Voucher = new()
    {
        Issuer = Issuer,
        Number = "PC-2024-000045",
        PaidOn = new DateOnly(2024, 2, 5),
        PayeeName = "UBND xã Trà Linh",
        PayeeAddress = "Xã Trà Linh, huyện Nam Trà My",
        PayeeAccount = "3761.0.1234567",
        PayeeBank = "KBNN Nam Trà My",
        Reason = "Học bổng học sinh vượt khó, huyện Nam Trà My",
        Amount = new Vnd(20_000_000),
        Method = "Chuyển khoản",
        Programme = "Học bổng",
        Sources = [new("Nguồn riêng của chương trình Học bổng", 15_000_000), new("Nguồn chung của Quỹ", 5_000_000)],
        Attachments = "01 danh sách ký nhận",
        Signatures = Signers(PaymentVoucherForm.Offices, "Hồ Văn Bh'nướch"),
    };

    [Fact]
    public void Six_signatures_of_a_payment_above_the_threshold_stay_on_one_page()
    {
        var pdf = PaymentVoucherForm.Render(Voucher with
        {
            PayeeAddress = null,
            Signatures = [new("Hội đồng quản lý quỹ", "Trần Thị Hội Đồng"), .. Voucher.Signatures],
        });
        var text = Assert.Single(PagesOf(pdf));

        // Words of an office may stand on two lines.
        Assert.Contains("Trần Thị", text, StringComparison.Ordinal);
        Assert.Contains("Hội đồng", text, StringComparison.Ordinal);
        Assert.Contains("Người nhận", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receipt_says_what_the_accounting_law_asks_for()
    {
        var text = TextOf(ReceiptForm.Render(Receipt));

        foreach (var expected in new[]
        {
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM", "PHIẾU THU", "Số: PT-2024-000123",
            "Ngày 20 tháng 5 năm 2024", "Công ty TNHH Hòa Bình", "4000123456", "phẫu thuật tim cho trẻ em",
            "12.345.000 đồng", "Mười hai triệu ba trăm bốn mươi lăm nghìn đồng", "Chuyển khoản, số chứng từ FT24141ABC",
            "Giám đốc", "Kế toán trưởng", "Thủ quỹ", "Người lập phiếu", "Người nộp tiền", "Nguyễn Thị Ánh",
        })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("HỦY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Trang", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payment_voucher_says_where_the_money_comes_from()
    {
        var text = TextOf(PaymentVoucherForm.Render(Voucher));

        foreach (var expected in new[]
        {
            "PHIẾU CHI", "PC-2024-000045", "Ngày 05 tháng 02 năm 2024", "3761.0.1234567 tại KBNN Nam Trà My", "20.000.000 đồng",
            "Hai mươi triệu đồng", "Nguồn chung của Quỹ", "15.000.000", "Cộng", "Hồ Văn Bh'nướch", "Người nhận tiền",
        })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_official_form_code_is_printed()
    {
        var text = TextOf(ReceiptForm.Render(Receipt)) + TextOf(PaymentVoucherForm.Render(Voucher));

        Assert.DoesNotContain("Mẫu số", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("-BB", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reversed_voucher_is_marked_on_every_page_with_day_and_reason()
    {
        var reversal = new FormReversal(new DateOnly(2024, 5, 21), "Ghi nhầm số tiền.");
        var many = Receipt with { Reversal = reversal, Lines = Parts(60) };

        foreach (var page in PagesOf(ReceiptForm.Render(many)))
        {
            Assert.Contains("HỦY", page, StringComparison.Ordinal);
        }

        var text = Assert.Single(PagesOf(PaymentVoucherForm.Render(Voucher with { Reversal = reversal })));
        Assert.Contains("Phiếu đã hủy ngày 21 tháng 5 năm 2024. Lý do: Ghi nhầm số tiền.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_parts_go_over_to_numbered_pages_and_none_is_lost()
    {
        var pages = PagesOf(ReceiptForm.Render(Receipt with { Lines = Parts(60) }));

        Assert.True(pages.Count > 2);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"Trang {i + 1}/{pages.Count}", pages[i], StringComparison.Ordinal);
        }

        var all = string.Join('\n', pages);
        Assert.All(Enumerable.Range(1, 60), i => Assert.Contains($"Người ủng hộ số {i} ", all, StringComparison.Ordinal));
        Assert.Contains("12.345.000", pages[^1], StringComparison.Ordinal);
        Assert.Contains("Người nộp tiền", pages[^1], StringComparison.Ordinal);
        Assert.All(pages.Skip(1), page => Assert.StartsWith("Phiếu thu PT-2024-000123 (tiếp theo)", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_that_do_not_add_up_are_not_printed() =>
        Assert.Throws<ArgumentException>(() => PaymentVoucherForm.Render(Voucher with { Amount = new Vnd(1) }));

    [Fact]
    public void Every_letter_of_Vietnamese_exists_in_every_font()
    {
        const string vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        var letters = vowels + vowels.ToUpperInvariant() +
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789₫%.,;:()/-–—“”‘’'\"…•&@+=#ŏĭčñ";

        foreach (var style in Enum.GetValues<FormStyle>())
        {
            Assert.All(letters.Normalize().EnumerateRunes(), letter => Assert.True(FormFonts.Has(style, letter), $"{style} {letter}"));
            Assert.Equal(letters.Normalize(), FormFonts.Printable(style, letters.Normalize(NormalizationForm.FormD)));
        }
    }

    [Fact]
    public void Every_letter_of_the_forms_exists_in_the_fonts()
    {
        var text = TextOf(ReceiptForm.Render(Receipt)) + TextOf(PaymentVoucherForm.Render(Voucher))
            + new Vnd(1) + AmountInWords.Of(9_007_199_254_740_991) + AmountInWords.Of(1_004_224, AmountStyle.Central);

        Assert.All(text.EnumerateRunes().Where(letter => !Rune.IsControl(letter)),
            letter => Assert.True(FormFonts.Has(FormStyle.Regular, letter), $"{letter}"));
        Assert.Equal(text.Normalize(), text);
    }

    [Theory]
    [InlineData("Nguyễn 中 Ǎn", "Nguyễn ? An")]
    [InlineData("a\u200Bb\u0001c", "abc")]
    [InlineData("Kpă H’Lĭm", "Kpă H’Lĭm")]
    public void A_letter_without_a_glyph_is_printed_bare_or_as_a_question_mark(string text, string printed) =>
        Assert.Equal(printed, FormFonts.Printable(FormStyle.Regular, text));

    [Fact]
    public void Decomposed_text_is_printed_composed() => Assert.Contains("Công ty TNHH Hòa Bình",
        TextOf(ReceiptForm.Render(Receipt with { PayerName = "Công ty TNHH Hòa Bình".Normalize(NormalizationForm.FormD) })),
        StringComparison.Ordinal);

    [Fact]
    public void The_document_carries_its_title_in_Vietnamese_and_stays_small()
    {
        var content = ReceiptForm.Render(Receipt);

        using var document = PdfDocument.Open(content);
        Assert.Equal("Phiếu thu PT-2024-000123", document.Information.Title);
        Assert.Equal("Quỹ Bảo trợ trẻ em tỉnh Quảng Nam", document.Information.Author);
        Assert.Equal(210, document.GetPage(1).Width / 72 * 25.4, tolerance: 0.5);
        Assert.Equal(148, document.GetPage(1).Height / 72 * 25.4, tolerance: 0.5);
        Assert.InRange(content.Length, 5_000, 150_000);
    }

    [Fact]
    public void The_longest_texts_and_the_largest_amount_stay_inside_the_paper()
    {
        var content = ReceiptForm.Render(Receipt with
        {
            PayerName = string.Concat(Enumerable.Repeat("Liên hiệp các tổ chức hữu nghị ", 12)),
            Reason = new string('W', 400),
            Amount = new Vnd(Vnd.MaxInput),
            Signatures = [.. ReceiptForm.Offices.Select(office => new FormSignature(office, "Công Tằng Tôn Nữ Thị Ngọc Khánh Quỳnh Như"))],
        });

        using var document = PdfDocument.Open(content);
        foreach (var page in document.GetPages())
        {
            Assert.All(page.Letters, letter => Assert.True(
                letter.BoundingBox.Left >= 30 && letter.BoundingBox.Right <= page.Width - 30 && letter.BoundingBox.Bottom >= 10,
                $"{letter.Value} at {letter.BoundingBox}"));
        }

        Assert.Contains("chín trăm chín mươi mốt", TextOf(content).Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_are_made_by_several_at_once()
    {
        var one = ReceiptForm.Render(Receipt).Length;
        var watch = Stopwatch.StartNew();

        Parallel.For(0, 100, _ => Assert.InRange(ReceiptForm.Render(Receipt).Length, one - 200, one + 200));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static List<FormSignature> Signers(IReadOnlyList<string> offices, string last)
    {
        string[] names = ["Phạm Quốc Đạt", "Trần Thị Mỹ Hạnh", "Lê Văn Quý", "Nguyễn Thị Ánh", last];

        return [.. offices.Select((office, i) => new FormSignature(office, names[i]))];
    }

    private static List<FormLine> Parts(int count) => [.. Enumerable.Range(1, count).Select(i =>
        new FormLine($"Người ủng hộ số {i} của cơ quan", i < count ? 200_000 : 12_345_000 - (200_000 * (count - 1))))];

    private static string TextOf(byte[] pdf) => string.Join('\n', PagesOf(pdf));

    // Lines by height, letters from left to right: what a person would copy out of the page. The watermark comes last.
    private static List<string> PagesOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);

        return [.. document.GetPages().Select(page =>
        {
            var watermark = page.Letters.Where(letter => letter.PointSize > 100).Select(letter => letter.Value);
            var lines = page.Letters.Where(letter => letter.PointSize <= 100)
                .GroupBy(letter => Math.Round(letter.StartBaseLine.Y, 1))
                .OrderByDescending(line => line.Key)
                .Select(line => string.Concat(line.OrderBy(letter => letter.StartBaseLine.X).Select(letter => letter.Value)));

            return string.Join('\n', lines.Append(string.Concat(watermark)));
        })];
    }
}
