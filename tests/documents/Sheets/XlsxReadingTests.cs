using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MiniExcelLibs;

namespace ChildPlatform.Documents.Tests.Sheets;

public sealed class XlsxReadingTests
{
    [Fact]
    public void Cells_come_with_their_types()
    {
        var rows = Samples.Read(Samples.Workbook("""
            <row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Quỹ</t></is></c></row>
            <row r="3"><c r="B3"><v>1000000</v></c><c r="C3" s="1"><v>45432</v></c><c r="D3" s="2"><v>45432.75</v></c><c r="E3" s="3"><v>500000</v></c></row>
            <row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#REF!</v></c><c r="C4" t="str"><f>A1&amp;"x"</f><v>kết quả</v></c><c r="D4"><f>SUM(B3)</f><v>5E5</v></c><c r="E4"><f>B3*2</f></c></row>
            <row r="5"><c t="d"><v>2024-05-20T00:00:00</v></c><c><v>0.1</v></c></row>
            """,
            sharedStrings: "<si><t>không dùng</t></si><si><r><t>Nguyễn </t></r><r><t xml:space=\"preserve\">Văn A</t></r><rPh><t>x</t></rPh></si>",
            styles: """
                <numFmts><numFmt numFmtId="164" formatCode="hh:mm\ dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0\ &quot;đồng&quot;"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
                """));

        Assert.Equal([1, 3, 4, 5], rows.Select(row => row.Number));
        Assert.Equal(("Nguyễn Văn A", SheetCellKind.Empty, "Quỹ"), (rows[0][0].Text, rows[0][1].Kind, rows[0][2].Text));
        Assert.Equal(1_000_000m, rows[1][1].Number);
        Assert.Equal(new DateTime(2024, 5, 20), rows[1][2].Date);
        Assert.Equal(new DateTime(2024, 5, 20, 18, 0, 0), rows[1][3].Date);
        Assert.Equal((SheetCellKind.Number, 500_000m), (rows[1][4].Kind, rows[1][4].Number));
        Assert.Equal(("TRUE", SheetCellKind.Error, "kết quả"), (rows[2][0].Text, rows[2][1].Kind, rows[2][2].Text));
        Assert.Equal((500_000m, SheetCellKind.Error), (rows[2][3].Number, rows[2][4].Kind));
        Assert.Equal(new DateTime(2024, 5, 20), rows[3][0].Date);
        Assert.Equal(0.1m, rows[3][1].Number);
        Assert.True(rows[3][99].IsEmpty);
        Assert.True(rows[3][null].IsEmpty);
    }

    [Theory]
    [InlineData("", "1", "01/01/1900")]
    [InlineData("", "59", "28/02/1900")]
    [InlineData("", "61", "01/03/1900")]
    [InlineData("", "45432", "20/05/2024")]
    [InlineData("date1904=\"1\"", "43970", "20/05/2024")]
    public void Days_are_counted_as_the_workbook_counts_them(string property, string serial, string day)
    {
        var rows = Samples.Read(Samples.Workbook($"""<row r="1"><c s="1"><v>{serial}</v></c></row>""",
            styles: """<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>""",
            workbook: $"""<workbookPr {property}/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>"""));

        Assert.Equal((SheetCellKind.Date, day), (rows[0][0].Kind, rows[0][0].Text));
    }

    [Fact]
    public void The_first_sheet_that_people_see_is_read()
    {
        using var reader = SheetReader.Open(Samples.Workbook("<row><c><v>1</v></c></row>",
            workbook: """<sheets><sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Hiện" sheetId="2" r:id="rId4"/></sheets>""",
            more: ("xl/worksheets/sheet2.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>""")),
            "x.xlsx");

        Assert.Equal("Hiện", reader.SheetName);
        Assert.Equal(2m, Assert.Single(reader.Rows())[0].Number);
    }

    [Fact]
    public void A_workbook_of_another_library_reads_the_same()
    {
        var file = new MemoryStream();
        file.SaveAs(new[]
        {
            new { HoTen = "Lê Đức Mai", SoTien = 1_500_000L, Ngay = new DateTime(2024, 5, 20) },
            new { HoTen = "=cmd()", SoTien = 9_007_199_254_740_991L, Ngay = new DateTime(2024, 12, 31) },
        });
        file.Position = 0;

        var rows = Samples.Read(file);

        Assert.Equal(["HoTen", "SoTien", "Ngay"], rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal(("Lê Đức Mai", 1_500_000m, new DateTime(2024, 5, 20)), (rows[1][0].Text, rows[1][1].Number, rows[1][2].Date));
        Assert.Equal(("=cmd()", 9_007_199_254_740_991m), (rows[2][0].Text, rows[2][1].Number));
    }

    [Fact]
    public void A_workbook_of_the_reference_library_reads_the_same()
    {
        var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            var shared = book.AddNewPart<SharedStringTablePart>();
            shared.SharedStringTable = new SharedStringTable(new SharedStringItem(new Text("Trà Linh")));
            sheet.Worksheet = new Worksheet(new SheetData(new Row(
                new Cell { DataType = CellValues.SharedString, CellValue = new CellValue("0") },
                new Cell { CellValue = new CellValue(20_000_000m) })
            { RowIndex = 7 }));
            sheet.AddHyperlinkRelationship(new Uri("mailto:quy@example.vn"), isExternal: true);
            book.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet { Name = "Xã", SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }

        file.Position = 0;
        var row = Assert.Single(Samples.Read(file));

        Assert.Equal((7, "Trà Linh", 20_000_000m), (row.Number, row[0].Text, row[1].Number));
    }

    [Fact]
    public void A_list_saved_by_LibreOffice_comes_with_its_merged_title_its_formulas_and_its_link()
    {
        using var stream = Samples.Open("danh-sach-libreoffice.xlsx");
        using var reader = SheetReader.Open(stream, "danh-sach.xlsx");
        var rows = reader.Rows().ToList();

        Assert.Equal("Tháng 5", reader.SheetName);
        Assert.Equal([1, 3, 4, 5, 6], rows.Select(row => row.Number));
        Assert.Equal(("DANH SÁCH ỦNG HỘ", 1), (rows[0][0].Text, rows[0].Cells.Count));
        Assert.Equal(["1", "Nguyễn Thị Hòa", "1500000", "20/05/2024", "TM"], rows[2].Cells.Select(cell => cell.Text));
        Assert.Equal(["2", "Công ty Trà Linh", "3000000", "21/05/2024", "CK"], rows[3].Cells.Select(cell => cell.Text));
        Assert.Equal((SheetCellKind.Date, 4_500_000m), (rows[3][3].Kind, rows[4][2].Number));
    }

    [Theory]
    [InlineData("mailto:an@x.vn, binh@x.vn")]
    [InlineData("http://")]
    [InlineData("http://[quỹ")]
    [InlineData("mailto:liên hệ@@")]
    [InlineData("file:///\\\\máy-chủ\\thư mục:x")]
    public void A_link_that_is_no_address_does_no_harm(string target)
    {
        const string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
        var file = Samples.Workbook("<row><c><v>1</v></c></row>", more: ("xl/worksheets/_rels/sheet1.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId1" Type="{type}" Target="{target}" TargetMode="External"/>
            </Relationships>
            """));

        Assert.Equal(1m, Assert.Single(Samples.Read(file))[0].Number);
    }

    [Theory]
    [InlineData(32_767, SheetCellKind.Text)]
    [InlineData(32_768, SheetCellKind.TooLong)]
    public void A_text_that_no_sheet_can_hold_is_a_fault_of_its_cell_and_the_rows_go_on(int length, SheetCellKind kind)
    {
        var text = new string('á', length);
        var shapes = new[]
        {
            Samples.Workbook($"""<row><c t="inlineStr"><is><t>{text}</t></is></c></row><row><c><v>2</v></c></row>"""),
            Samples.Workbook("""<row><c t="s"><v>0</v></c></row><row><c><v>2</v></c></row>""",
                sharedStrings: $"<si><r><t>{text[..9]}</t></r><r><t>{text[9..]}</t></r></si>"),
            Samples.Workbook($"""<row><c t="str"><f>A2</f><v>{text}</v></c></row><row><c><v>2</v></c></row>"""),
        };

        foreach (var rows in shapes.Select(file => Samples.Read(file)).Append(Samples.ReadCsv($"{text};x\n2;y\n")))
        {
            Assert.Equal(kind, rows[0][0].Kind);
            Assert.Equal(kind == SheetCellKind.Text ? text : text[..60] + "…", rows[0][0].Text);
            Assert.Equal("2", rows[1][0].Text);
        }
    }

    [Fact]
    public void Only_the_columns_within_the_limit_are_read()
    {
        var rows = Samples.Read(Samples.Workbook("""<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>"""));

        Assert.Single(rows[0].Cells);
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    [InlineData(16_383, "XFD")]
    public void Columns_are_called_as_the_sheet_calls_them(int column, string name) => Assert.Equal(name, SheetRow.ColumnName(column));
}
