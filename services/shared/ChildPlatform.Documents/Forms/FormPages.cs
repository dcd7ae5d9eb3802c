using System.Globalization;
using ChildPlatform.Kernel;
using SkiaSharp;

namespace ChildPlatform.Documents.Forms;

/// <summary>
/// A small typesetter for printed forms: text that wraps, labelled lines with dotted leaders, a table of amounts and a row of
/// signatures, each going over to a new page when it does not fit. Lengths are points.
/// </summary>
internal sealed class FormPages
{
    /// <summary>A5 across, the usual sheet of cash vouchers.</summary>
    public static readonly SKSize A5Landscape = new(595.28f, 419.53f);

    /// <summary>A4 upright, the sheet of office papers.</summary>
    public static readonly SKSize A4 = new(595.28f, 841.89f);

    private const float Margin = 34;
    private const float EdgeMargin = 26; // Above and below; the page number and the repeated title stand inside it.
    private const float Leading = 1.3f;

    private static readonly SKColor Ink = SKColors.Black;
    private static readonly SKColor Grey = new(0x77, 0x77, 0x77);

    private readonly SKSize size;
    private readonly List<List<Action<SKCanvas>>> pages = [[]];
    private readonly List<(int Page, string? Title)> papers = [(0, null)];
    private float y = EdgeMargin;

    public FormPages(SKSize size) => this.size = size;

    public float Width => size.Width - (2 * Margin);

    private float Bottom => size.Height - EdgeMargin;

    /// <summary>A paragraph over the whole width.</summary>
    public void Paragraph(string text, FormStyle style, float fontSize, SKTextAlign align = SKTextAlign.Left)
    {
        foreach (var line in Wrap(style, fontSize, text, Width, Width))
        {
            Need(fontSize * Leading);
            Put(line, style, fontSize, Anchor(Margin, Width, align), align);
            y += fontSize * Leading;
        }
    }

    /// <summary>Two columns of centred lines side by side, as the head of an office paper has them.</summary>
    public void Head(IReadOnlyList<(string Text, FormStyle Style)> left, IReadOnlyList<(string Text, FormStyle Style)> right, float fontSize,
        float leftShare = 0.62f)
    {
        var start = y;
        var gap = 16f;
        var (leftWidth, rightWidth) = ((Width - gap) * leftShare, (Width - gap) * (1 - leftShare));
        var leftEnd = Column(left, Margin, leftWidth);
        y = start;
        var rightEnd = Column(right, Margin + leftWidth + gap, rightWidth);
        y = Math.Max(leftEnd, rightEnd);

        float Column(IReadOnlyList<(string Text, FormStyle Style)> lines, float x, float width)
        {
            foreach (var (text, style) in lines)
            {
                foreach (var line in Wrap(style, fontSize, text, width, width))
                {
                    Put(line, style, fontSize, x + (width / 2), SKTextAlign.Center);
                    y += fontSize * Leading;
                }
            }

            return y;
        }
    }

    /// <summary>
    /// "Lý do nộp: ………": the label, then the value on a dotted line. A value that does not fit goes on below, over the whole width.
    /// </summary>
    public void Field(string label, string value, float fontSize, FormStyle valueStyle = FormStyle.Regular)
    {
        using var font = FormFonts.Create(FormStyle.Regular, fontSize);
        var labelText = FormFonts.Printable(FormStyle.Regular, label + ": ");
        var indent = font.MeasureText(labelText) + (fontSize * 0.1f);
        var lines = Wrap(valueStyle, fontSize, value, Width - indent, Width);
        for (var i = 0; i < lines.Count; i++)
        {
            Need(fontSize * Leading);
            var x = Margin;
            if (i == 0)
            {
                Put(labelText, FormStyle.Regular, fontSize, Margin, SKTextAlign.Left);
                x += indent;
            }

            Leader(x, y + (fontSize * 1.22f));
            Put(lines[i], valueStyle, fontSize, x, SKTextAlign.Left);
            y += fontSize * Leading;
        }
    }

    /// <summary>
    /// Lines with an amount each, and their sum; the head is repeated on every page. The last row stays on the page of the
    /// <paramref name="follows"/> points behind it, so that nobody signs an empty sheet.
    /// </summary>
    public void Table(string textHead, string amountHead, IReadOnlyList<FormLine> lines, string sumLabel, float fontSize, float follows)
    {
        const float padding = 4;
        var amountWidth = Width * 0.27f;
        var textWidth = Width - amountWidth;
        y += 3;
        Row(textHead, amountHead, FormStyle.Bold, centred: true);
        for (var i = 0; i < lines.Count; i++)
        {
            Row(lines[i].Text, new Vnd(lines[i].Amount).Figures, FormStyle.Regular, centred: false, lines.Count == 1 ? follows : 0);
        }

        if (lines.Count > 1)
        {
            Row(sumLabel, new Vnd(lines.Sum(line => line.Amount)).Figures, FormStyle.Bold, centred: false, follows);
        }

        y += 4;

        void Row(string text, string amount, FormStyle style, bool centred, float behind = 0)
        {
            var wrapped = Wrap(style, fontSize, text, textWidth - (2 * padding), textWidth - (2 * padding));
            var height = (wrapped.Count * fontSize * Leading) + 3;
            if (Need(height + behind) && !centred)
            {
                Row(textHead, amountHead, FormStyle.Bold, centred: true);
            }

            var top = y;
            Draw(canvas =>
            {
                using var pen = Pen(0.5f);
                canvas.DrawRect(Margin, top, textWidth, height, pen);
                canvas.DrawRect(Margin + textWidth, top, amountWidth, height, pen);
            });
            y += 1;
            var amountAnchor = centred ? Margin + textWidth + (amountWidth / 2) : Margin + Width - padding;
            Put(amount, style, fontSize, amountAnchor, centred ? SKTextAlign.Center : SKTextAlign.Right);
            foreach (var line in wrapped)
            {
                Put(line, style, fontSize, centred ? Margin + (textWidth / 2) : Margin + padding,
                    centred ? SKTextAlign.Center : SKTextAlign.Left);
                y += fontSize * Leading;
            }

            y = top + height;
        }
    }

    /// <summary>
    /// A table of text with as many columns as it has; a row that is longer than a page goes on on the next. The head is repeated on
    /// every page.
    /// </summary>
    /// <param name="head">Words over the columns.</param>
    /// <param name="shares">Width of each column as a share of all.</param>
    /// <param name="right">Columns of figures, set to the right.</param>
    /// <param name="rows">One text a column.</param>
    public void Grid(
        IReadOnlyList<string> head, IReadOnlyList<float> shares, IReadOnlySet<int> right, IReadOnlyList<IReadOnlyList<string>> rows, float fontSize)
    {
        const float padding = 3;
        var all = shares.Sum();
        var widths = shares.Select(share => Width * share / all).ToArray();
        y += 3;
        Row(head, FormStyle.Bold, centred: true);
        foreach (var row in rows)
        {
            Row(row, FormStyle.Regular, centred: false);
        }

        y += 4;

        void Row(IReadOnlyList<string> texts, FormStyle style, bool centred)
        {
            var cells = texts.Select((text, i) => Lines(text, style, widths[i] - (2 * padding))).ToArray();
            var line = fontSize * Leading;
            var done = 0;
            var most = cells.Max(lines => lines.Count);
            while (done < most)
            {
                // What fits of a row that is too long for a page stays on it.
                if (Need(Math.Min(most - done, 3) * line) && !centred)
                {
                    Row(head, FormStyle.Bold, centred: true);
                }

                var fits = Math.Clamp((int)((Bottom - y - 3) / line), 1, most - done);
                Part(cells, style, centred, done, fits, line);
                done += fits;
            }
        }

        void Part(List<string>[] cells, FormStyle style, bool centred, int from, int count, float line)
        {
            var (top, height, x) = (y, (count * line) + 3, Margin);
            for (var i = 0; i < cells.Length; i++)
            {
                var (left, width) = (x, widths[i]);
                Draw(canvas =>
                {
                    using var pen = Pen(0.5f);
                    canvas.DrawRect(left, top, width, height, pen);
                });
                y = top + 1;
                var align = centred ? SKTextAlign.Center : right.Contains(i) ? SKTextAlign.Right : SKTextAlign.Left;
                foreach (var text in cells[i].Skip(from).Take(count))
                {
                    Put(text, style, fontSize, Anchor(left + padding, width - (2 * padding), align), align);
                    y += line;
                }

                x += width;
            }

            y = top + height;
        }

        List<string> Lines(string text, FormStyle style, float width) =>
            [.. text.Split('\n').SelectMany(part => Wrap(style, fontSize, part, width, width))];
    }

    /// <summary>Two columns, each line with its own look and side; used for the foot of a paper.</summary>
    public void Columns(
        IReadOnlyList<(string Text, FormStyle Style)> left, IReadOnlyList<(string Text, FormStyle Style)> right, float leftSize, float rightSize,
        float room)
    {
        var half = Width / 2;
        Need((Math.Max(left.Count * leftSize, right.Count * rightSize) * Leading) + room);
        var start = y;
        foreach (var (text, style) in left)
        {
            foreach (var line in Wrap(style, leftSize, text, half - 8, half - 8))
            {
                Put(line, style, leftSize, Margin, SKTextAlign.Left);
                y += leftSize * Leading;
            }
        }

        var leftEnd = y;
        y = start;
        for (var i = 0; i < right.Count; i++)
        {
            y += i == right.Count - 1 ? room : 0; // The hand signs above the last line, the name.
            Put(right[i].Text, right[i].Style, rightSize, Margin + half + (half / 2), SKTextAlign.Center);
            y += rightSize * Leading;
        }

        y = Math.Max(leftEnd, y);
    }

    /// <summary>Places to sign, side by side: office, hint, room for the hand, full name. Never torn over two pages.</summary>
    public void Signatures(IReadOnlyList<FormSignature> signatures, string hint, float fontSize, float room)
    {
        var width = Width / signatures.Count;
        var offices = signatures.Select(signature => Wrap(FormStyle.Bold, fontSize, signature.Office, width - 4, width - 4)).ToList();
        var names = signatures.Select(signature => Wrap(FormStyle.Bold, fontSize, signature.Name ?? "", width - 4, width - 4)).ToList();
        var line = fontSize * Leading;
        var officeLines = offices.Max(lines => lines.Count);
        Need(((officeLines + 1 + names.Max(lines => lines.Count)) * line) + room);

        var top = y;
        for (var i = 0; i < signatures.Count; i++)
        {
            var centre = Margin + (width * (i + 0.5f));
            y = top;
            Column(offices[i], FormStyle.Bold, centre);
            y = top + (officeLines * line);
            Column([hint], FormStyle.Italic, centre);
            y = top + ((officeLines + 1) * line) + room;
            Column(names[i], FormStyle.Bold, centre);
        }

        y = top + ((officeLines + 1 + names.Max(lines => lines.Count)) * line) + room;

        void Column(IReadOnlyList<string> lines, FormStyle style, float centre)
        {
            foreach (var text in lines)
            {
                Put(text, style, fontSize, centre, SKTextAlign.Center);
                y += line;
            }
        }
    }

    public void Space(float points) => y += points;

    /// <summary>Begins another paper on a page of its own: its pages are counted apart, and bear its own title.</summary>
    public void Paper(string title)
    {
        if (pages.Count == 1 && pages[0].Count == 0)
        {
            papers[0] = (0, title);

            return;
        }

        pages.Add([]);
        y = EdgeMargin;
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
                canvas.DrawText(FormFonts.Printable(FormStyle.Bold, text), 0, size.Height * 0.15f, SKTextAlign.Center, font, paint);
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

    // Words that are longer than a line are cut where they must be; an empty text is one empty line.
    private static List<string> Wrap(FormStyle style, float fontSize, string text, float firstWidth, float nextWidth)
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

    private static float Anchor(float x, float width, SKTextAlign align) => align switch
    {
        SKTextAlign.Center => x + (width / 2),
        SKTextAlign.Right => x + width,
        _ => x,
    };

    private static SKPaint Pen(float thickness) =>
        new() { Color = Ink, StrokeWidth = thickness, Style = SKPaintStyle.Stroke, IsAntialias = true };

    private void Leader(float from, float at)
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

    // True when a new page was begun.
    private bool Need(float height)
    {
        if (y + height <= Bottom || y <= EdgeMargin)
        {
            return false;
        }

        pages.Add([]);
        y = EdgeMargin;

        return true;
    }

    private void Put(string text, FormStyle style, float fontSize, float x, SKTextAlign align) =>
        PutOn(pages[^1], FormFonts.Printable(style, text), style, fontSize, x, y + fontSize, align, Ink);

    private static void PutOn(
        List<Action<SKCanvas>> page, string text, FormStyle style, float fontSize, float x, float baseline, SKTextAlign align, SKColor colour)
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
