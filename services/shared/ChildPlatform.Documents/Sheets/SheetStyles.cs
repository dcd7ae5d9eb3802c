using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ChildPlatform.Documents.Sheets;

/// <summary>How cells of an export look; the number is the place in <see cref="SheetStyles.Stylesheet"/>.</summary>
internal enum SheetStyle
{
    None,
    Title,
    Header,
    Text,
    QuotedText,
    Money,
    Number,
    Date,
    MoneyTotal,
    NumberTotal = MoneyTotal,
    Figure,
}

internal static class SheetStyles
{
    private const uint DayMonthYear = 164; // The first number that Excel leaves to the file.

    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayMonthYear, FormatCode = "dd/mm/yyyy" }) { Count = 1 },
        new Fonts(Font(), Font(new Bold())) { Count = 2 },
        new Fills(Pattern(PatternValues.None), Pattern(PatternValues.Gray125), Pattern(PatternValues.Solid, "FFE8EEF4"))
        { Count = 3 },
        new Borders(new Border(), new Border(
            new LeftBorder { Style = BorderStyleValues.Thin },
            new RightBorder { Style = BorderStyleValues.Thin },
            new TopBorder { Style = BorderStyleValues.Thin },
            new BottomBorder { Style = BorderStyleValues.Thin }))
        { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(),
            Format(font: 1, alignment: new Alignment { Horizontal = HorizontalAlignmentValues.Center }),
            Format(font: 1, fill: 2, border: 1, alignment: new Alignment
            {
                Horizontal = HorizontalAlignmentValues.Center,
                Vertical = VerticalAlignmentValues.Center,
                WrapText = true,
            }),
            Format(49, border: 1, alignment: Wrapped()),
            Format(49, border: 1, alignment: Wrapped(), quoted: true),
            Format(3, border: 1, alignment: Top()),
            Format(1, border: 1, alignment: Top()),
            Format(DayMonthYear, border: 1, alignment: new Alignment
            {
                Horizontal = HorizontalAlignmentValues.Center,
                Vertical = VerticalAlignmentValues.Top,
            }),
            Format(3, font: 1, fill: 2, border: 1),
            Format(border: 1, alignment: Top()))
        { Count = 10 });

    private static Font Font(params OpenXmlElement[] first) =>
        new([.. first, new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }]);

    private static Fill Pattern(PatternValues pattern, string? colour = null) => new(colour is null
        ? new PatternFill { PatternType = pattern }
        : new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = pattern });

    private static Alignment Top() => new() { Vertical = VerticalAlignmentValues.Top };

    private static Alignment Wrapped() => new() { Vertical = VerticalAlignmentValues.Top, WrapText = true };

    private static CellFormat Format(
        uint number = 0, uint font = 0, uint fill = 0, uint border = 0, Alignment? alignment = null, bool quoted = false) => new()
        {
            NumberFormatId = number,
            FontId = font,
            FillId = fill,
            BorderId = border,
            FormatId = 0,
            ApplyNumberFormat = number != 0,
            ApplyFont = font != 0,
            ApplyFill = fill != 0,
            ApplyBorder = border != 0,
            ApplyAlignment = alignment is not null,
            QuotePrefix = quoted ? true : null,
            Alignment = alignment,
        };
}
