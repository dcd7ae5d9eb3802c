using System.Globalization;
using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ChildPlatform.Documents.Papers;

/// <summary>An office paper as a DOCX: A4, margins 20–20–30–15 mm and Times New Roman 14 as Nghị định 30/2020/NĐ-CP asks.</summary>
public static class AdministrativeDocx
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Font = "Times New Roman";
    private const int TextWidth = 9355; // Twentieths of a point: 210 mm less both margins.

    public static byte[] Render(AdministrativePaper paper)
    {
        using var output = new MemoryStream();
        using (var file = WordprocessingDocument.Create(output, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = $"{paper.Kind} {paper.Number}";
            file.PackageProperties.Creator = paper.Issuer;
            file.PackageProperties.Subject = paper.Subject;
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            var body = new Body();
            body.Append(Head(paper));
            body.Append(Line(paper.Kind, bold: true, halfPoints: 28, align: JustificationValues.Center, before: 240));
            body.Append(Line(paper.Subject, bold: true, halfPoints: 28, align: JustificationValues.Center, after: 240));
            body.Append(paper.Blocks.SelectMany(Write));
            body.Append(Foot(paper));
            body.Append(Section(main));
            main.Document = new Document(body);
        }

        return output.ToArray();
    }

    private static Styles Styles() => new(new DocDefaults(
        new RunPropertiesDefault(new RunPropertiesBaseStyle(
            new RunFonts { Ascii = Font, HighAnsi = Font, ComplexScript = Font, EastAsia = Font },
            new FontSize { Val = "28" },
            new Languages { Val = "vi-VN" })),
        new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "0" }))));

    /// <summary>Issuer and number on the left, the nation, place and date on the right.</summary>
    private static Table Head(AdministrativePaper paper) => Bare(
        [4200, TextWidth - 4200],
        [
            Line(paper.Superior, halfPoints: 24, align: JustificationValues.Center),
            Line(paper.Issuer, bold: true, halfPoints: 24, align: JustificationValues.Center, underlined: true),
            Line($"Số: {paper.Number}", halfPoints: 26, align: JustificationValues.Center, before: 120),
        ],
        [
            Line(PaperWords.Nation, bold: true, halfPoints: 24, align: JustificationValues.Center),
            Line(PaperWords.Motto, bold: true, halfPoints: 26, align: JustificationValues.Center, underlined: true),
            Line(PaperWords.PlaceAndDate(paper), italic: true, halfPoints: 26, align: JustificationValues.Center, before: 120),
        ]);

    /// <summary>Recipients on the left, office, room for the hand and name on the right.</summary>
    private static Table Foot(AdministrativePaper paper) => Bare(
        [TextWidth / 2, TextWidth / 2],
        [
            Line(PaperWords.Recipients, bold: true, italic: true, halfPoints: 24, before: 240),
            .. PaperWords.RecipientLines(paper).Select(line => Line(line, halfPoints: 22)),
        ],
        [
            Line(paper.SignerOffice, bold: true, align: JustificationValues.Center, before: 240),
            Line("", before: 1200),
            Line(paper.SignerName, bold: true, align: JustificationValues.Center),
        ]);

    private static IEnumerable<OpenXmlElement> Write(PaperBlock block) => block switch
    {
        PaperHeading heading => [Line(heading.Text, bold: true, before: 180, after: 60, keepNext: true)],
        PaperParagraph paragraph => paragraph.Text.Split('\n')
            .Select(line => Line(line, align: JustificationValues.Both, after: 60, indent: 567)),
        PaperTable table =>
        [
            .. table.Caption is null ? [] : new[] { Line(table.Caption, italic: true, halfPoints: 26, before: 120, after: 60, keepNext: true) },
            Grid(table),
            Line("", halfPoints: 12), // Two tables in a row would become one.
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static Table Grid(PaperTable table)
    {
        var all = table.Columns.Sum(c => c.Share);
        int[] widths = [.. table.Columns.Select(c => TextWidth * c.Share / all)];
        var grid = new Table(
            new TableProperties(
                new TableWidth { Width = Text(TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableBorders(
                    Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(),
                    Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })));
        grid.Append(new TableRow(
            [
                new TableRowProperties(new TableHeader()), // Repeated on every page.
                .. table.Columns.Select((c, i) => Cell(widths[i], [Line(c.Head, bold: true, halfPoints: 24, align: JustificationValues.Center)])),
            ]));
        foreach (var row in table.Rows)
        {
            grid.Append(new TableRow(row.Select((text, i) => Cell(
                widths[i],
                text.Split('\n').Select(line => Line(
                    line, halfPoints: 24, align: table.Columns[i].Figures ? JustificationValues.Right : JustificationValues.Left))))));
        }

        return grid;
    }

    private static Table Bare(int[] widths, IEnumerable<Paragraph> left, IEnumerable<Paragraph> right) => new(
        new TableProperties(
            new TableWidth { Width = Text(TextWidth), Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed }),
        new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })),
        new TableRow(Cell(widths[0], left), Cell(widths[1], right)));

    private static TableCell Cell(int width, IEnumerable<Paragraph> content) => new(
        [new TableCellProperties(new TableCellWidth { Width = Text(width), Type = TableWidthUnitValues.Dxa }), .. content]);

    private static Paragraph Line(
        string text, bool bold = false, bool italic = false, bool underlined = false, int halfPoints = 28, JustificationValues? align = null,
        int before = 0, int after = 0, int indent = 0, bool keepNext = false)
    {
        // The schema wants these in this order.
        var paragraph = new ParagraphProperties();
        if (keepNext)
        {
            paragraph.Append(new KeepNext());
        }

        paragraph.Append(new SpacingBetweenLines { Before = Text(before), After = Text(after) });
        if (indent > 0)
        {
            paragraph.Append(new Indentation { FirstLine = Text(indent) });
        }

        paragraph.Append(new Justification { Val = align ?? JustificationValues.Left });
        var run = new RunProperties();
        if (bold)
        {
            run.Append(new Bold());
        }

        if (italic)
        {
            run.Append(new Italic());
        }

        run.Append(new FontSize { Val = Text(halfPoints) });
        if (underlined)
        {
            run.Append(new Underline { Val = UnderlineValues.Single });
        }

        return new Paragraph(
            paragraph, new Run(run, new Text(SheetWriter.Storable(text)) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private static T Border<T>()
        where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4 };

    /// <summary>A4 with the page number in the middle above, from the second page on.</summary>
    private static SectionProperties Section(MainDocumentPart main)
    {
        var header = main.AddNewPart<HeaderPart>();
        header.Header = new Header(new Paragraph(
            new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
            new SimpleField(new Run(new Text("2"))) { Instruction = "PAGE" }));

        return new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = 1134, Bottom = 1134, Left = 1701, Right = 850, Header = 567, Footer = 567, Gutter = 0 },
            new TitlePage());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
