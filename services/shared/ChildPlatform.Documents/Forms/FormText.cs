using ChildPlatform.Kernel;
using SkiaSharp;
using static ChildPlatform.Documents.Forms.FormPages;

namespace ChildPlatform.Documents.Forms;

/// <summary>
/// Text on a form: paragraphs, and labelled lines with dotted leaders. A line that does not fit goes over to a new page.
/// </summary>
internal static class FormText
{
    /// <summary>A paragraph over the whole width.</summary>
    public static void Paragraph(
        this FormPages pages, string text, FormStyle style, float fontSize, SKTextAlign align = SKTextAlign.Left)
    {
        foreach (var line in Wrap(style, fontSize, text, pages.Width, pages.Width))
        {
            pages.Need(fontSize * Leading);
            pages.Put(line, style, fontSize, Anchor(Margin, pages.Width, align), align);
            pages.Y += fontSize * Leading;
        }
    }

    /// <summary>
    /// "Lý do nộp: ………": the label, then the value on a dotted line. A value that does not fit goes on below, over the whole
    /// width.
    /// </summary>
    public static void Field(
        this FormPages pages, string label, string value, float fontSize, FormStyle valueStyle = FormStyle.Regular)
    {
        using var font = FormFonts.Create(FormStyle.Regular, fontSize);
        var labelText = FormFonts.Printable(FormStyle.Regular, label + ": ");
        var indent = font.MeasureText(labelText) + (fontSize * 0.1f);
        var lines = Wrap(valueStyle, fontSize, value, pages.Width - indent, pages.Width);
        for (var i = 0; i < lines.Count; i++)
        {
            pages.Need(fontSize * Leading);
            var x = Margin;
            if (i == 0)
            {
                pages.Put(labelText, FormStyle.Regular, fontSize, Margin, SKTextAlign.Left);
                x += indent;
            }

            pages.Leader(x, pages.Y + (fontSize * 1.22f));
            pages.Put(lines[i], valueStyle, fontSize, x, SKTextAlign.Left);
            pages.Y += fontSize * Leading;
        }
    }

    /// <summary>
    /// The lines of a text. A word that is longer than a line is cut where it must be; an empty text is one empty line.
    /// </summary>
    public static List<string> Wrap(FormStyle style, float fontSize, string text, float firstWidth, float nextWidth)
    {
        using var font = FormFonts.Create(style, fontSize);
        var lines = new List<string>();
        var line = "";
        foreach (var word in FormFonts.Printable(style, VietnameseText.Normalise(text)).Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (font.MeasureText(longer) <= Room())
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (font.MeasureText(line) > Room())
            {
                var fits = Math.Max(1, font.BreakText(line, Room()));
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        lines.Add(line);

        return lines;

        float Room() => lines.Count == 0 ? firstWidth : nextWidth;
    }

    /// <summary>Where a text that is set to this side begins, ends or has its middle.</summary>
    public static float Anchor(float x, float width, SKTextAlign align) => align switch
    {
        SKTextAlign.Center => x + (width / 2),
        SKTextAlign.Right => x + width,
        _ => x,
    };
}
