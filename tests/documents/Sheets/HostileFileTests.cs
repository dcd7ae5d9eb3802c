using System.IO.Compression;
using System.Text;
using ChildPlatform.Documents.Sheets;
using CsCheck;

namespace ChildPlatform.Documents.Tests.Sheets;

public sealed class HostileFileTests
{
    [Theory]
    [InlineData("MZ\u0090\0program", "sheet-unknown-format")]
    [InlineData("%PDF-1.7 …", "sheet-unknown-format")]
    [InlineData("#!/bin/sh\nrm", "sheet-unknown-format")]
    [InlineData("<html><table><tr><td>1</td></tr></table></html>", "sheet-unknown-format")]
    [InlineData("  <?xml version=\"1.0\"?><a/>", "sheet-unknown-format")]
    [InlineData("{\\rtf1}", "sheet-unknown-format")]
    [InlineData("", "sheet-empty")]
    [InlineData(" \r\n\t", "sheet-empty")]
    public void What_is_no_sheet_is_refused_whatever_its_name(string content, string code)
    {
        foreach (var name in new[] { "danh-sach.xlsx", "danh-sach.csv", "" })
        {
            Assert.Equal(code, Samples.Refusal(Encoding.Latin1.GetBytes(content), name).Code);
        }
    }

    [Fact]
    public void A_name_that_says_something_else_is_refused() =>
        Assert.Equal(SheetRefused.Unknown, Samples.Refusal("a;b"u8.ToArray(), "a.exe"));

    [Fact]
    public void Old_and_encrypted_workbooks_are_told_apart()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];

        Assert.Equal(SheetRefused.OldExcel, Samples.Refusal(File.ReadAllBytes(Samples.Path("danh-sach-libreoffice.xls"))));
        Assert.Equal(SheetRefused.Unknown, Samples.Refusal(compound));
        Assert.Equal(SheetRefused.OldExcel, Samples.Refusal([.. compound, .. Encoding.Unicode.GetBytes("Workbook")], "a.xls"));
        Assert.Equal(SheetRefused.Encrypted, Samples.Refusal([.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")]));
    }

    [Fact]
    public void Another_zip_a_broken_zip_and_a_workbook_with_macros_are_refused()
    {
        var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("word/document.xml");
        }

        Assert.Equal(SheetRefused.Unknown, Samples.Refusal(other.ToArray()));
        Assert.Equal(SheetRefused.Damaged, Samples.Refusal([.. "PK\u0003\u0004"u8, .. new byte[100]]));
        Assert.Equal(SheetRefused.Macro, Samples.Refusal(Samples.Workbook("", more: ("xl/vbaProject.bin", "x")).ToArray()));
        Assert.Equal(SheetRefused.NoWorksheet, Samples.Refusal(Samples.Workbook("", workbook: "<sheets/>").ToArray()));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = Samples.Workbook(new string(' ', 40_000_000));
        var many = Samples.Workbook(Rows(3_000),
            more: [.. Enumerable.Range(0, 40).Select(i => ($"xl/x{i}.xml", new string((char)('a' + (i % 26)), 1_000_000)))]);

        Assert.Equal(SheetRefused.Compression, Samples.Refusal(bomb.ToArray()));
        Assert.Equal(SheetRefused.TooLarge, Samples.Refusal(many.ToArray(), limits: new SheetLimits { MaxUnpackedBytes = 10_000_000 }));
        Assert.Equal(SheetRefused.TooLarge, Samples.Refusal(bomb.ToArray(), limits: new SheetLimits { MaxBytes = 1_000 }));
    }

    [Fact]
    public void A_size_that_the_directory_denies_is_counted_while_unpacking()
    {
        var file = Samples.Workbook(Rows(3_000), compression: CompressionLevel.NoCompression).ToArray();
        // The sheet says in the central directory that it has ten bytes.
        var name = file.AsSpan().LastIndexOf("xl/worksheets/sheet1.xml"u8);
        BitConverter.TryWriteBytes(file.AsSpan(name - 22), 10);

        Assert.Contains(Samples.Refusal(file, limits: new SheetLimits { MaxUnpackedBytes = 20_000 }),
            new[] { SheetRefused.TooLarge, SheetRefused.Damaged });
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>""")]
    [InlineData("""<!DOCTYPE x SYSTEM "file:///etc/hostname"><worksheet><sheetData/></worksheet>""")]
    [InlineData("""<?xml version="1.0"?><worksheet><sheetData><row r="1">""")]
    public void Document_types_and_broken_markup_are_refused(string sheet) =>
        Assert.Equal(SheetRefused.Damaged, Samples.Refusal(Samples.Workbook(sheet).ToArray()));

    [Theory]
    [InlineData("""<row r="2147483648"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="1048577"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="0"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c r="1"><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c t="s"><v>7</v></c></row>""")]
    [InlineData("""<row r="1"><c t="s"><v>-1</v></c></row>""")]
    [InlineData("""<row r="1"><c t="s"><v>99999999999999</v></c></row>""")]
    public void Addresses_that_no_sheet_has_are_refused(string rows) =>
        Assert.Equal(SheetRefused.Damaged, Samples.Refusal(Samples.Workbook(rows, sharedStrings: "<si><t>x</t></si>").ToArray()));

    [Fact]
    public void Rows_beyond_the_limit_and_texts_beyond_the_limit_are_refused()
    {
        var limits = new SheetLimits { MaxDataRows = 90, MaxOtherRows = 10, MaxCellLength = 100, MaxSharedStrings = 2 };
        var longText = new string('a', 2 * 1024 * 1024);

        Assert.Equal(100, Samples.Read(Samples.Workbook(Rows(100)), limits: limits).Count);
        Assert.Equal(SheetRefused.TooManyRows, Samples.Refusal(Samples.Workbook(Rows(101)).ToArray(), limits: limits));
        Assert.Equal(SheetRefused.CellTooLong, Samples.Refusal(
            Samples.Workbook($"""<row><c t="inlineStr"><is><t>{longText}</t></is></c></row>""",
                compression: CompressionLevel.NoCompression).ToArray(), limits: limits));
        Assert.Equal(SheetRefused.TooLarge, Samples.Refusal(
            Samples.Workbook("", sharedStrings: "<si><t>a</t></si><si/><si/>").ToArray(), limits: limits));
        Assert.Equal(SheetRefused.TooManyRows, Samples.Refusal(() => Samples.ReadCsv(string.Concat(Enumerable.Repeat("a;b\n", 101)), limits)));
        Assert.Equal(SheetRefused.OpenQuote, Samples.Refusal(() => Samples.ReadCsv($"a;\"{longText}\n\"\n", limits)));
    }

    [Fact]
    public void Empty_rows_do_not_count_but_keep_their_numbers()
    {
        var empty = string.Concat(Enumerable.Range(1, 5_000).Select(i => $"""<row r="{i}"/>"""));
        var limits = new SheetLimits { MaxDataRows = 1, MaxOtherRows = 0 };

        var row = Assert.Single(Samples.Read(Samples.Workbook(empty + """<row r="6000"><c><v>1</v></c></row>"""), limits: limits));

        Assert.Equal(6_000, row.Number);
    }

    [Fact]
    public void A_damaged_file_is_always_refused_or_read_and_never_an_unknown_error()
    {
        var good = File.ReadAllBytes(Samples.Path("danh-sach-ung-ho.xlsx"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((place, value, length) =>
        {
            var damaged = good[..Math.Max(length, place + 1)];
            damaged[place] ^= value;
            ReadOrRefuse(damaged, "x.xlsx");
        }, iter: 600);
        Gen.Byte.Array[0, 200].Sample(bytes => ReadOrRefuse(bytes, "x.csv"), iter: 2_000);
        Gen.String[Gen.Char["<>/rcvt=\"' 0123456789AZs&;[]!DOCTYPE"], 0, 80].Sample(
            xml => ReadOrRefuse(Samples.Workbook(xml).ToArray(), "x.xlsx"), iter: 500);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_up_to_the_limit()
    {
        var content = File.ReadAllBytes(Samples.Path("danh-sach-ung-ho.xlsx"));

        Assert.Equal(305, Samples.Read(new ForwardOnly(content)).Count);
        Assert.Equal(SheetRefused.TooLarge,
            Samples.Refusal(() => Samples.Read(new ForwardOnly(content), limits: new SheetLimits { MaxBytes = 10_000 })));
    }

    internal static string Rows(int count) => string.Concat(Enumerable.Range(1, count).Select(i =>
        $"""<row r="{i}"><c r="A{i}"><v>{i}</v></c><c r="B{i}" t="inlineStr"><is><t>Nguyễn Văn {i * 7919}</t></is></c><c r="C{i}"><v>{i * 104729L}</v></c></row>"""));

    private static void ReadOrRefuse(byte[] content, string name)
    {
        try
        {
            foreach (var row in Samples.Read(new MemoryStream(content), name))
            {
                Assert.True(row.Number > 0 && row.Cells.Count <= 200);
            }
        }
        catch (SheetRefusedException refused)
        {
            Assert.NotEmpty(refused.Refusal.Vi);
        }
    }

    private sealed class ForwardOnly(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
