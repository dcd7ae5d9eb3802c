using ChildPlatform.Kernel;
using SkiaSharp;
using static ChildPlatform.Documents.Forms.FormPages;

namespace ChildPlatform.Documents.Forms;

/// <summary>Tables on a form: of amounts with their sum, and of texts. The head is repeated on every page.</summary>
internal static class FormTables
{
    /// <summary>
    /// Lines with an amount each, and their sum; the head is repeated on every page. The last row stays on the page of the
    /// <paramref name="follows"/> points behind it, so that nobody signs an empty sheet.
    /// </summary>
    public static void Table(
        this FormPages pages, string textHead, string amountHead, IReadOnlyList<FormLine> lines, string sumLabel, float fontSize,
        float follows)
    {
        const float padding = 4;
        var amountWidth = pages.Width * 0.27f;
        var textWidth = pages.Width - amountWidth;
        pages.Y += 3;
        Row(textHead, amountHead, FormStyle.Bold, centred: true);
        for (var i = 0; i < lines.Count; i++)
        {
            var behind = lines.Count == 1 ? follows : 0;
            Row(lines[i].Text, new Vnd(lines[i].Amount).Figures, FormStyle.Regular, centred: false, behind);
        }

        if (lines.Count > 1)
        {
            Row(sumLabel, new Vnd(lines.Sum(line => line.Amount)).Figures, FormStyle.Bold, centred: false, follows);
        }

        pages.Y += 4;

        void Row(string text, string amount, FormStyle style, bool centred, float behind = 0)
        {
            var wrapped = FormText.Wrap(style, fontSize, text, textWidth - (2 * padding), textWidth - (2 * padding));
            var height = (wrapped.Count * fontSize * Leading) + 3;
            if (pages.Need(height + behind) && !centred)
            {
                Row(textHead, amountHead, FormStyle.Bold, centred: true);
            }

            var top = pages.Y;
            pages.Box(Margin, top, textWidth, height);
            pages.Box(Margin + textWidth, top, amountWidth, height);
            pages.Y += 1;
            var amountAnchor = centred ? Margin + textWidth + (amountWidth / 2) : Margin + pages.Width - padding;
            pages.Put(amount, style, fontSize, amountAnchor, centred ? SKTextAlign.Center : SKTextAlign.Right);
            foreach (var line in wrapped)
            {
                pages.Put(line, style, fontSize, centred ? Margin + (textWidth / 2) : Margin + padding,
                    centred ? SKTextAlign.Center : SKTextAlign.Left);
                pages.Y += fontSize * Leading;
            }

            pages.Y = top + height;
        }
    }

    /// <summary>
    /// A table of text with as many columns as it has; a row that is longer than a page goes on on the next. The head is repeated
    /// on every page.
    /// </summary>
    /// <param name="head">Words over the columns.</param>
    /// <param name="shares">Width of each column as a share of all.</param>
    /// <param name="right">Columns of figures, set to the right.</param>
    /// <param name="rows">One text a column.</param>
    public static void Grid(
        this FormPages pages, IReadOnlyList<string> head, IReadOnlyList<float> shares, IReadOnlySet<int> right,
        IReadOnlyList<IReadOnlyList<string>> rows, float fontSize)
    {
        const float padding = 3;
        var all = shares.Sum();
        var widths = shares.Select(share => pages.Width * share / all).ToArray();
        pages.Y += 3;
        Row(head, FormStyle.Bold, centred: true);
        foreach (var row in rows)
        {
            Row(row, FormStyle.Regular, centred: false);
        }

        pages.Y += 4;

        void Row(IReadOnlyList<string> texts, FormStyle style, bool centred)
        {
            var cells = texts.Select((text, i) => Lines(text, style, widths[i] - (2 * padding))).ToArray();
            var line = fontSize * Leading;
            var done = 0;
            var most = cells.Max(lines => lines.Count);
            while (done < most)
            {
                // What fits of a row that is too long for a page stays on it.
                if (pages.Need(Math.Min(most - done, 3) * line) && !centred)
                {
                    Row(head, FormStyle.Bold, centred: true);
                }

                var fits = Math.Clamp((int)((pages.Bottom - pages.Y - 3) / line), 1, most - done);
                Part(cells, style, centred, done, fits, line);
                done += fits;
            }
        }

        void Part(List<string>[] cells, FormStyle style, bool centred, int from, int count, float line)
        {
            var (top, height, x) = (pages.Y, (count * line) + 3, Margin);
            for (var i = 0; i < cells.Length; i++)
            {
                var (left, width) = (x, widths[i]);
                pages.Box(left, top, width, height);
                pages.Y = top + 1;
                var align = centred ? SKTextAlign.Center : right.Contains(i) ? SKTextAlign.Right : SKTextAlign.Left;
                foreach (var text in cells[i].Skip(from).Take(count))
                {
                    pages.Put(text, style, fontSize, FormText.Anchor(left + padding, width - (2 * padding), align), align);
                    pages.Y += line;
                }

                x += width;
            }

            pages.Y = top + height;
        }

        List<string> Lines(string text, FormStyle style, float width) =>
            [.. text.Split('\n').SelectMany(part => FormText.Wrap(style, fontSize, part, width, width))];
    }
}
