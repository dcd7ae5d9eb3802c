using System.IO.Compression;
using System.Text;
using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ChildPlatform.Documents.Tests.Sheets;

/// <summary>Somebody's own file with one more column: nothing else of it may change.</summary>
public sealed class SheetNotesTests
{
    private static readonly SheetNotes Notes = new("Lỗi", 2, 2, new Dictionary<int, string> { [3] = "Số tiền <không> & hợp lệ", [9] = "Trống" });

    [Fact]
    public void A_workbook_that_another_program_saved_keeps_every_cell_and_every_other_part()
    {
        using var original = Samples.Open("danh-sach-libreoffice.xlsx");
        using var copy = Copy(original, "a.xlsx", Notes with { Column = 20, HeaderRow = 5 });
        var (before, after) = (Samples.Read(original), Samples.Read(copy));

        Assert.Equal(before.Select(row => row.Number), after.Select(row => row.Number).Where(number => before.Any(row => row.Number == number)));
        Assert.All(before, row => Assert.Equal(row.Cells, after.Single(other => other.Number == row.Number).Cells.Take(row.Cells.Count)));
        Assert.Equal("Lỗi", after.Single(row => row.Number == 5)[20].Text);
        Assert.Equal(PartsOf(original).Where(part => !part.Key.Contains("sheet1", StringComparison.Ordinal)),
            PartsOf(copy).Where(part => !part.Key.Contains("sheet1", StringComparison.Ordinal)));
        copy.Position = 0;
        using var document = SpreadsheetDocument.Open(copy, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
    }

    [Theory]
    [InlineData("""<row r="2"><c r="A2"><v>1</v></c></row><row r="3" spans="1:2"><c r="A3"><v>7</v></c><c r="B3"><v>8</v></c></row>""")]
    [InlineData("""<row/><row><c><v>1</v></c></row><row><c><v>7</v></c><c><v>8</v></c></row>""")]
    [InlineData("""<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>7</v></c><c r="B3"><v>8</v></c><c r="C3" s="0"/><c r="E3" s="0"/></row>""")]
    public void A_note_stands_in_its_column_however_the_row_is_written(string rows)
    {
        using var original = Samples.Workbook(rows, styles: "<cellXfs><xf/></cellXfs>");
        using var copy = Copy(original, "a.xlsx", Notes);
        var read = Samples.Read(copy);

        Assert.Equal(("Lỗi", 1m), (read[0][2].Text, read[0][0].Number));
        Assert.Equal((3, 7m, 8m, "Số tiền <không> & hợp lệ"), (read[1].Number, read[1][0].Number, read[1][1].Number, read[1][2].Text));
        Assert.Equal(2, read.Count);
    }

    [Fact]
    public void Text_keeps_its_separator_its_empty_lines_and_what_looks_like_a_formula()
    {
        using var original = new MemoryStream(Encoding.UTF8.GetBytes("\n\"Tên\"\t\"Số \"\"tiền\"\"\"\n=A1\t8\nBa\t9"));
        using var copy = Copy(original, "a.csv", Notes);

        Assert.Equal("\uFEFF\t\nTên\t\"Số \"\"tiền\"\"\"\tLỗi\n=A1\t8\tSố tiền <không> & hợp lệ\nBa\t9\n",
            Encoding.UTF8.GetString(copy.ToArray()).ReplaceLineEndings("\n"));
    }

    private static MemoryStream Copy(Stream original, string name, SheetNotes notes)
    {
        var copy = new MemoryStream();
        using (var reader = SheetReader.Open(original, name))
        {
            reader.CopyTo(copy, notes);
        }

        return copy;
    }

    private static Dictionary<string, string> PartsOf(Stream workbook)
    {
        workbook.Position = 0;
        using var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);

        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);

            return Convert.ToHexString(bytes.ToArray());
        });
    }
}
