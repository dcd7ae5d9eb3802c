using System.Globalization;
using System.Text;
using SkiaSharp;

namespace ChildPlatform.Documents.Forms;

/// <summary>How a piece of text looks.</summary>
internal enum FormStyle
{
    Regular,
    Bold,
    Italic,
}

/// <summary>The fonts that are shipped inside this assembly, so that a form looks the same on every machine.</summary>
internal static class FormFonts
{
    private static readonly SKTypeface[] Typefaces =
        [Load("NotoSerif-Regular.ttf"), Load("NotoSerif-Bold.ttf"), Load("NotoSerif-Italic.ttf")];

    private static readonly SKFont[] Lookup = [.. Typefaces.Select(typeface => new SKFont(typeface, 10))];

    public static SKFont Create(FormStyle style, float size) => new(Typefaces[(int)style], size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
    };

    public static bool Has(FormStyle style, Rune letter) => Lookup[(int)style].ContainsGlyph(letter.Value);

    /// <summary>
    /// The text as this font can print it: composed, and a letter it does not have without its marks, or as "?". There is no
    /// shaping here, so a mark on its own would stand beside its letter.
    /// </summary>
    public static string Printable(FormStyle style, string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC);
        if (composed.EnumerateRunes().All(letter => Has(style, letter) && !IsMark(letter)))
        {
            return composed;
        }

        var printable = new StringBuilder(composed.Length);
        foreach (var letter in composed.EnumerateRunes())
        {
            if (Has(style, letter) && !IsMark(letter))
            {
                printable.Append(letter);
            }
            else if (!IsMark(letter) && !Rune.IsControl(letter))
            {
                var bare = letter.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().First();
                printable.Append(Rune.IsWhiteSpace(bare) ? new Rune(' ') : Has(style, bare) ? bare : new Rune('?'));
            }
        }

        return printable.ToString();
    }

    private static bool IsMark(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(FormFonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is missing from the assembly.");
        using var data = SKData.Create(stream);

        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }
}
