using SkiaSharp;
using static ChildPlatform.Documents.Forms.FormPages;

namespace ChildPlatform.Documents.Forms;

/// <summary>Blocks side by side on a form: the head of an office paper, its foot, and the places to sign.</summary>
internal static class FormColumns
{
    /// <summary>Two columns of centred lines side by side, as the head of an office paper has them.</summary>
    public static void Head(
        this FormPages pages, IReadOnlyList<(string Text, FormStyle Style)> left,
        IReadOnlyList<(string Text, FormStyle Style)> right, float fontSize, float leftShare = 0.62f)
    {
        var start = pages.Y;
        var gap = 16f;
        var (leftWidth, rightWidth) = ((pages.Width - gap) * leftShare, (pages.Width - gap) * (1 - leftShare));
        var leftEnd = Column(left, Margin, leftWidth);
        pages.Y = start;
        var rightEnd = Column(right, Margin + leftWidth + gap, rightWidth);
        pages.Y = Math.Max(leftEnd, rightEnd);

        float Column(IReadOnlyList<(string Text, FormStyle Style)> lines, float x, float width)
        {
            foreach (var (text, style) in lines)
            {
                foreach (var line in FormText.Wrap(style, fontSize, text, width, width))
                {
                    pages.Put(line, style, fontSize, x + (width / 2), SKTextAlign.Center);
                    pages.Y += fontSize * Leading;
                }
            }

            return pages.Y;
        }
    }

    /// <summary>Two columns, each line with its own look and side; used for the foot of a paper.</summary>
    public static void Columns(
        this FormPages pages, IReadOnlyList<(string Text, FormStyle Style)> left,
        IReadOnlyList<(string Text, FormStyle Style)> right, float leftSize, float rightSize, float room)
    {
        var half = pages.Width / 2;
        pages.Need((Math.Max(left.Count * leftSize, right.Count * rightSize) * Leading) + room);
        var start = pages.Y;
        foreach (var (text, style) in left)
        {
            foreach (var line in FormText.Wrap(style, leftSize, text, half - 8, half - 8))
            {
                pages.Put(line, style, leftSize, Margin, SKTextAlign.Left);
                pages.Y += leftSize * Leading;
            }
        }

        var leftEnd = pages.Y;
        pages.Y = start;
        for (var i = 0; i < right.Count; i++)
        {
            pages.Y += i == right.Count - 1 ? room : 0; // The hand signs above the last line, the name.
            pages.Put(right[i].Text, right[i].Style, rightSize, Margin + half + (half / 2), SKTextAlign.Center);
            pages.Y += rightSize * Leading;
        }

        pages.Y = Math.Max(leftEnd, pages.Y);
    }

    /// <summary>Places to sign, side by side: office, hint, room for the hand, full name. Never torn over two pages.</summary>
    public static void Signatures(
        this FormPages pages, IReadOnlyList<FormSignature> signatures, string hint, float fontSize, float room)
    {
        var width = pages.Width / signatures.Count;
        var offices = signatures.Select(signature => Lines(signature.Office)).ToList();
        var names = signatures.Select(signature => Lines(signature.Name ?? "")).ToList();
        var line = fontSize * Leading;
        var officeLines = offices.Max(lines => lines.Count);
        pages.Need(((officeLines + 1 + names.Max(lines => lines.Count)) * line) + room);

        var top = pages.Y;
        for (var i = 0; i < signatures.Count; i++)
        {
            var centre = Margin + (width * (i + 0.5f));
            pages.Y = top;
            Column(offices[i], FormStyle.Bold, centre);
            pages.Y = top + (officeLines * line);
            Column([hint], FormStyle.Italic, centre);
            pages.Y = top + ((officeLines + 1) * line) + room;
            Column(names[i], FormStyle.Bold, centre);
        }

        pages.Y = top + ((officeLines + 1 + names.Max(lines => lines.Count)) * line) + room;

        List<string> Lines(string text) => FormText.Wrap(FormStyle.Bold, fontSize, text, width - 4, width - 4);

        void Column(IReadOnlyList<string> lines, FormStyle style, float centre)
        {
            foreach (var text in lines)
            {
                pages.Put(text, style, fontSize, centre, SKTextAlign.Center);
                pages.Y += line;
            }
        }
    }
}
