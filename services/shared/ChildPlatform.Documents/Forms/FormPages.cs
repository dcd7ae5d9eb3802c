using System.Globalization;
using SkiaSharp;

namespace ChildPlatform.Documents.Forms;

/// <summary>
/// The pages of a printed form: where the next line stands, when a new page begins, and the PDF that they make in the end. What
/// is set on them is in <see cref="FormText"/>, <see cref="FormColumns"/> and <see cref="FormTables"/>. Lengths are points.
/// </summary>
internal sealed class FormPages
{
    /// <summary>A5 across, the usual sheet of cash vouchers.</summary>
    public static readonly SKSize A5Landscape = new(595.28f, 419.53f);

    /// <summary>A4 upright, the sheet of office papers.</summary>
    public static readonly SKSize A4 = new(595.28f, 841.89f);

    /// <summary>Left and right of what is written.</summary>
    public const float Margin = 34;

    /// <summary>Height of a line as a multiple of its letters' size.</summary>
    public const float Leading = 1.3f;

    private const float EdgeMargin = 26; // Above and below; the page number and the repeated title stand inside it.

    private static readonly SKColor Ink = SKColors.Black;
    private static readonly SKColor Grey = new(0x77, 0x77, 0x77);

    private readonly SKSize size;
    private readonly List<List<Action<SKCanvas>>> pages = [[]];
    private readonly List<(int Page, string? Title)> papers = [(0, null)];

    public FormPages(SKSize size) => this.size = size;

    /// <summary>Top of what is set next, from the upper edge of the page.</summary>
    public float Y { get; set; } = EdgeMargin;

    /// <summary>From margin to margin.</summary>
    public float Width => size.Width - (2 * Margin);

    /// <summary>Where a page is full.</summary>
    public float Bottom => size.Height - EdgeMargin;

    public void Space(float points) => Y += points;

    /// <summary>Begins a new page when so much does not fit on this one.</summary>
    /// <returns>True when a new page was begun.</returns>
    public bool Need(float height)
    {
        if (Y + height <= Bottom || Y <= EdgeMargin)
        {
            return false;
        }

        pages.Add([]);
        Y = EdgeMargin;

        return true;
    }

    /// <summary>One line of text at <see cref="Y"/>, which stays.</summary>
    public void Put(string text, FormStyle style, float fontSize, float x, SKTextAlign align) =>
        PutOn(pages[^1], FormFonts.Printable(style, text), style, fontSize, x, Y + fontSize, align, Ink);

    /// <summary>A thin frame, as a cell of a table has it.</summary>
    public void Box(float left, float top, float width, float height) => Draw(canvas =>
    {
        using var pen = Pen(0.5f);
        canvas.DrawRect(left, top, width, height, pen);
    });

    /// <summary>A dotted line to the right margin, to write on.</summary>
    public void Leader(float from, float at)
    {
        var to = Margin + Width;
        Draw(canvas =>
        {
            using var dots = SKPathEffect.CreateDash([0.8f, 2.2f], 0);
            using var pen = Pen(0.6f);
            pen.Color = Grey;
            pen.PathEffect = dots;
            canvas.DrawLine(from, at, to, at, pen);
        });
    }

    /// <summary>Begins another paper on a page of its own: its pages are counted apart, and bear its own title.</summary>
    public void Paper(string title)
    {
        if (pages.Count == 1 && pages[0].Count == 0)
        {
            papers[0] = (0, title);

            return;
        }

        pages.Add([]);
        Y = EdgeMargin;
        papers.Add((pages.Count - 1, title));
    }

    /// <summary>Large letters across every page, behind what is written.</summary>
    public void Watermark(string text)
    {
        foreach (var page in pages)
        {
            page.Insert(0, canvas =>
            {
                using var font = FormFonts.Create(FormStyle.Bold, size.Height * 0.42f);
                using var paint = new SKPaint { Color = new SKColor(0xC0, 0x20, 0x20, 0x30), IsAntialias = true };
                canvas.Save();
                canvas.Translate(size.Width / 2, size.Height / 2);
                canvas.RotateDegrees(-24);
                var letters = FormFonts.Printable(FormStyle.Bold, text);
                canvas.DrawText(letters, 0, size.Height * 0.15f, SKTextAlign.Center, font, paint);
                canvas.Restore();
            });
        }
    }

    /// <summary>The pages as a PDF whose text can be copied and searched.</summary>
    public byte[] ToPdf(string title, string author, string subject)
    {
        for (var paper = 0; paper < papers.Count; paper++)
        {
            var first = papers[paper].Page;
            var count = (paper + 1 < papers.Count ? papers[paper + 1].Page : pages.Count) - first;
            for (var i = 0; count > 1 && i < count; i++)
            {
                var page = pages[first + i];
                if (i > 0)
                {
                    var text = $"{papers[paper].Title ?? title} (tiếp theo)";
                    PutOn(page, FormFonts.Printable(FormStyle.Italic, text), FormStyle.Italic, 8, Margin, EdgeMargin - 6,
                        SKTextAlign.Left, Grey);
                }

                var number = string.Create(CultureInfo.InvariantCulture, $"Trang {i + 1}/{count}");
                PutOn(page, number, FormStyle.Italic, 8, size.Width - Margin, size.Height - EdgeMargin + 12, SKTextAlign.Right,
                    Grey);
            }
        }

        using var output = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = title.Normalize(),
            Author = author.Normalize(),
            Subject = subject.Normalize(),
            Creator = "ChildPlatform",
            RasterDpi = 144,
            EncodingQuality = 90,
        };
        using (var document = SKDocument.CreatePdf(output, metadata))
        {
            foreach (var page in pages)
            {
                var canvas = document.BeginPage(size.Width, size.Height);
                foreach (var draw in page)
                {
                    draw(canvas);
                }

                document.EndPage();
            }

            document.Close();
        }

        return output.ToArray();
    }

    private static SKPaint Pen(float thickness) =>
        new() { Color = Ink, StrokeWidth = thickness, Style = SKPaintStyle.Stroke, IsAntialias = true };

    private static void PutOn(
        List<Action<SKCanvas>> page, string text, FormStyle style, float fontSize, float x, float baseline, SKTextAlign align,
        SKColor colour)
    {
        if (text.Length > 0)
        {
            page.Add(canvas =>
            {
                using var font = FormFonts.Create(style, fontSize);
                using var paint = new SKPaint { Color = colour, IsAntialias = true };
                canvas.DrawText(text, x, baseline, align, font, paint);
            });
        }
    }

    private void Draw(Action<SKCanvas> draw) => pages[^1].Add(draw);
}
