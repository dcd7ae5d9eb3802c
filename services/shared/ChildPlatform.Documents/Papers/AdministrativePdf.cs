using ChildPlatform.Documents.Forms;
using SkiaSharp;

namespace ChildPlatform.Documents.Papers;

/// <summary>An office paper as a PDF on A4.</summary>
public static class AdministrativePdf
{
    private const float Body = 11;
    private const float Small = 9;

    public static byte[] Render(AdministrativePaper paper)
    {
        var pages = new FormPages(FormPages.A4);
        pages.Head(
            [(paper.Superior, FormStyle.Regular), (paper.Issuer, FormStyle.Bold), ($"Số: {paper.Number}", FormStyle.Regular)],
            [(PaperWords.Nation, FormStyle.Bold), (PaperWords.Motto, FormStyle.Bold), (PaperWords.PlaceAndDate(paper), FormStyle.Italic)],
            Small + 0.5f, leftShare: 0.45f);
        pages.Space(14);
        pages.Paragraph(paper.Kind, FormStyle.Bold, 14, SKTextAlign.Center);
        pages.Paragraph(paper.Subject, FormStyle.Bold, Body + 1, SKTextAlign.Center);
        pages.Space(8);
        foreach (var block in paper.Blocks)
        {
            Write(pages, block);
        }

        pages.Space(12);
        pages.Columns(
            [(PaperWords.Recipients, FormStyle.Bold), .. PaperWords.RecipientLines(paper).Select(line => (line, FormStyle.Regular))],
            [(paper.SignerOffice, FormStyle.Bold), ("", FormStyle.Regular), (paper.SignerName, FormStyle.Bold)],
            Small, Body, room: 44);

        return pages.ToPdf($"{paper.Kind} {paper.Number}", paper.Issuer, paper.Subject);
    }

    private static void Write(FormPages pages, PaperBlock block)
    {
        switch (block)
        {
            case PaperHeading heading:
                pages.Space(6);
                pages.Paragraph(heading.Text, FormStyle.Bold, Body);
                break;
            case PaperParagraph paragraph:
                foreach (var line in paragraph.Text.Split('\n'))
                {
                    pages.Paragraph(line, FormStyle.Regular, Body);
                }

                break;
            case PaperTable table:
                if (table.Caption is not null)
                {
                    pages.Space(4);
                    pages.Paragraph(table.Caption, FormStyle.Italic, Small + 1);
                }

                pages.Grid(
                    [.. table.Columns.Select(c => c.Head)],
                    [.. table.Columns.Select(c => (float)c.Share)],
                    table.Columns.Select((c, i) => (c.Figures, i)).Where(c => c.Figures).Select(c => c.i).ToHashSet(),
                    table.Rows, Small);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block));
        }
    }
}
