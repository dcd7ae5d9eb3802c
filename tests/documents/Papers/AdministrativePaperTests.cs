using ChildPlatform.Documents.Papers;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using UglyToad.PdfPig;

namespace ChildPlatform.Documents.Tests.Papers;

/// <summary>An office paper: valid for Word, complete in its layout, and the same words in the PDF.</summary>
public sealed class AdministrativePaperTests
{
    private static readonly AdministrativePaper Paper = new()
    {
        Superior = "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM",
        Issuer = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        Number = "112/BC-SLĐTBXH",
        Place = "Quảng Nam",
        On = new DateOnly(2024, 5, 24),
        Kind = "BÁO CÁO",
        Subject = "Tổng hợp kết quả thực hiện công tác trẻ em 6 tháng đầu năm 2024",
        Blocks =
        [
            new PaperHeading("I. TÌNH HÌNH BÁO CÁO"),
            new PaperParagraph("Dòng thứ nhất.\nDòng thứ hai & <dấu> \u0001 lạ."),
            new PaperTable("Kết quả", [new("Mã", 10), new("Nhiệm vụ", 70), new("Số liệu", 20, true)],
                [.. Enumerable.Range(1, 90).Select(i => (IReadOnlyList<string>)[$"V.{i}", "Nhiệm vụ " + new string('x', i) + "\nđoạn hai", $"{i}.000"])]),
        ],
        Recipients = ["UBND tỉnh", "Bộ Lao động - Thương binh và Xã hội;", "Lưu: VT."],
        SignerOffice = "GIÁM ĐỐC",
        SignerName = "Nguyễn Quý Nhân",
    };

    [Fact]
    public void A_docx_is_valid_and_has_header_tables_recipients_and_signature()
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(AdministrativeDocx.Render(Paper)), false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(file).Select(e => $"{e.Path?.XPath}: {e.Description}"));

        var body = file.MainDocumentPart!.Document!.Body!;
        var tables = body.Elements<Table>().ToList();
        Assert.Equal(3, tables.Count);
        Assert.Equal(
            ["ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Số: 112/BC-SLĐTBXH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc", "Quảng Nam, ngày 24 tháng 5 năm 2024"],
            tables[0].Descendants<Text>().Select(t => t.Text));
        Assert.Equal(91, tables[1].Elements<TableRow>().Count());
        Assert.NotNull(tables[1].Elements<TableRow>().First().GetFirstChild<TableRowProperties>()!.GetFirstChild<TableHeader>());
        Assert.Equal(
            ["Nơi nhận:", "- UBND tỉnh;", "- Bộ Lao động - Thương binh và Xã hội;", "- Lưu: VT.", "GIÁM ĐỐC", "", "Nguyễn Quý Nhân"],
            tables[2].Descendants<Text>().Select(t => t.Text));
        Assert.Contains(body.Descendants<Text>(), t => t.Text == "Dòng thứ hai & <dấu>  lạ.");
        var page = body.GetFirstChild<SectionProperties>()!.GetFirstChild<PageSize>()!;
        Assert.Equal((11906u, 16838u), (page.Width!.Value, page.Height!.Value));
    }

    [Fact]
    public void A_pdf_says_the_same_over_as_many_pages_as_it_needs()
    {
        using var file = PdfDocument.Open(AdministrativePdf.Render(Paper));
        var pages = file.GetPages().Select(page => page.Text.Normalize().Replace(" ", "", StringComparison.Ordinal)).ToList();

        Assert.True(pages.Count > 2);
        Assert.Contains("CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM", pages[0], StringComparison.Ordinal);
        Assert.Contains("QuảngNam,ngày24tháng5năm2024", pages[0], StringComparison.Ordinal);
        Assert.All(pages.Take(pages.Count - 1), page => Assert.Contains("Nhiệmvụ", page, StringComparison.Ordinal));
        Assert.Contains("90.000", string.Concat(pages), StringComparison.Ordinal);
        Assert.Contains("Nơinhận:", pages[^1], StringComparison.Ordinal);
        Assert.Contains("NguyễnQuýNhân", pages[^1], StringComparison.Ordinal);
    }
}
