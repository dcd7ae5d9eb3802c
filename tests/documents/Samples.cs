using System.IO.Compression;
using System.Text;
using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Documents.Tests;

internal static class Samples
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "samples", name);

    public static FileStream Open(string name) => File.OpenRead(Path(name));

    /// <summary>A workbook written part by part, for shapes that no library would write.</summary>
    public static MemoryStream Workbook(string sheetData, string? sharedStrings = null, string? styles = null,
        string workbook = """<workbookPr/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>""",
        CompressionLevel compression = CompressionLevel.Optimal, params (string Name, string Content)[] more)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
            var second = more.Any(part => part.Name == "xl/worksheets/sheet2.xml");
            Add("[Content_Types].xml", $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="{type}.worksheet+xml"/>
                <Default Extension="bin" ContentType="application/octet-stream"/>
                <Override PartName="/xl/workbook.xml" ContentType="{type}.sheet.main+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="{type}.styles+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="{type}.sharedStrings+xml"/>
                </Types>
                """);
            Add("_rels/.rels", $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>
                </Relationships>
                """);
            Add("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relations}">{workbook}</workbook>""");
            Add("xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Type="{relations}/styles" Target="/xl/styles.xml"/>
                {(sharedStrings is null ? "" : Relation(3, "sharedStrings", "sharedStrings.xml"))}
                {(second ? Relation(4, "worksheet", "worksheets/sheet2.xml") : "")}
                <Relationship Id="rId5" Type="{relations}/externalLink" Target="http://localhost:1/x" TargetMode="External"/>
                </Relationships>
                """);
            Add("xl/worksheets/sheet1.xml", sheetData.StartsWith("<?", StringComparison.Ordinal) || sheetData.StartsWith("<!", StringComparison.Ordinal)
                ? sheetData
                : $"""<worksheet xmlns="{main}"><sheetData>{sheetData}</sheetData></worksheet>""");
            Add("xl/styles.xml", $"""<styleSheet xmlns="{main}">{styles}</styleSheet>""");
            if (sharedStrings is not null)
            {
                Add("xl/sharedStrings.xml", $"""<sst xmlns="{main}">{sharedStrings}</sst>""");
            }

            foreach (var (name, content) in more)
            {
                Add(name, content);
            }

            string Relation(int id, string kind, string target) =>
                $"""<Relationship Id="rId{id}" Type="{relations}/{kind}" Target="{target}"/>""";

            void Add(string name, string content)
            {
                using var part = zip.CreateEntry(name, compression).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        stream.Position = 0;

        return stream;
    }

    public static List<SheetRow> Read(Stream stream, string name = "x.xlsx", SheetLimits? limits = null)
    {
        using var reader = SheetReader.Open(stream, name, limits);

        return [.. reader.Rows()];
    }

    public static List<SheetRow> ReadCsv(string text, SheetLimits? limits = null) =>
        Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv", limits);

    public static SheetRefused Refusal(Action read) => Assert.Throws<SheetRefusedException>(read).Refusal;

    public static SheetRefused Refusal(byte[] content, string name = "x.xlsx", SheetLimits? limits = null) =>
        Refusal(() => Read(new MemoryStream(content), name, limits));
}
