using System.Globalization;
using System.Text.RegularExpressions;
using ChildPlatform.Kernel;

namespace ChildPlatform.Documents.Sheets;

/// <summary>A value read from a cell, or the code of what is wrong with it.</summary>
/// <param name="Value">Meaningful only when <paramref name="Error"/> is null.</param>
/// <param name="Error">Stable code, see <see cref="SheetValueErrors"/>.</param>
public readonly record struct SheetValue<T>(T Value, string? Error)
{
    public bool IsGood => Error is null;
}

/// <summary>What can be wrong with a cell of a list, with the sentences for the officer.</summary>
public static class SheetValueErrors
{
    public const string AmountMissing = "amount-missing";
    public const string AmountNotANumber = "amount-not-a-number";
    public const string AmountAmbiguous = "amount-ambiguous";
    public const string AmountFraction = "amount-fraction";
    public const string AmountNegative = "amount-negative";
    public const string AmountZero = "amount-zero";
    public const string AmountOutOfRange = "amount-out-of-range";
    public const string DateMissing = "date-missing";
    public const string DateNotReadable = "date-not-readable";
    public const string DateDoesNotExist = "date-does-not-exist";
    public const string CellFormulaFailed = "cell-formula-failed";
    public const string CellTooLong = "cell-too-long";

    private static readonly Dictionary<string, BusinessRule> ByCode = new BusinessRule[]
    {
        new(AmountMissing, "Chưa có số tiền.", "The amount is missing."),
        new(AmountNotANumber, "Số tiền không phải là một con số.", "The amount is not a number."),
        new(AmountAmbiguous, "Số tiền viết theo cách có thể hiểu nhiều nghĩa.", "The amount can be read in more than one way."),
        new(AmountFraction, "Số tiền phải là số đồng nguyên.", "The amount must be a whole number of đồng."),
        new(AmountNegative, "Số tiền không được âm.", "The amount must not be negative."),
        new(AmountZero, "Số tiền phải lớn hơn 0.", "The amount must be greater than zero."),
        new(AmountOutOfRange, "Số tiền quá lớn.", "The amount is too large."),
        new(DateMissing, "Chưa có ngày.", "The date is missing."),
        new(DateNotReadable, "Ngày phải viết theo dạng ngày/tháng/năm.", "The date must be written day/month/year."),
        new(DateDoesNotExist, "Ngày này không có trong lịch.", "There is no such day in the calendar."),
        new(CellFormulaFailed, "Công thức trong ô không có kết quả.", "The formula of the cell has no result."),
        new(CellTooLong, "Nội dung ô dài quá 32.767 ký tự.", "The cell holds more than 32,767 characters."),
    }.ToDictionary(rule => rule.Code);

    /// <summary>Code with its sentences in both languages.</summary>
    public static BusinessRule For(string code) => ByCode[code];
}

/// <summary>Texts of lists: names, notes, words of a choice.</summary>
public static class SheetText
{
    /// <summary>The text, empty for an empty cell; a failed formula is no text, and nor is what no sheet can hold.</summary>
    public static SheetValue<string> Read(SheetCell cell) => cell.Kind switch
    {
        SheetCellKind.Error => new("", SheetValueErrors.CellFormulaFailed),
        SheetCellKind.TooLong => new("", SheetValueErrors.CellTooLong),
        _ => new(cell.Text, null),
    };
}

/// <summary>
/// Amounts as people type them in lists. A form that can only mean one amount is read; any other is given back to the officer,
/// because a guess here would be somebody's money.
/// </summary>
public static partial class SheetAmount
{
    private static readonly Dictionary<string, long> Scales = new()
    {
        ["nghin"] = 1_000,
        ["ngan"] = 1_000,
        ["trieu"] = 1_000_000,
        ["ty"] = 1_000_000_000,
        ["ti"] = 1_000_000_000,
    };

    /// <summary>Whole đồng, 1 to 9,007,199,254,740,991.</summary>
    public static SheetValue<long> Read(SheetCell cell) => cell.Kind switch
    {
        SheetCellKind.Number => FromNumber(cell.Number),
        SheetCellKind.Text => Parse(cell.Text),
        _ when SheetText.Read(cell).Error is { } error => Wrong(error),
        SheetCellKind.Date => Wrong(SheetValueErrors.AmountNotANumber),
        _ => Wrong(SheetValueErrors.AmountMissing),
    };

    /// <summary>
    /// Reads "1.000.000", "1,000,000 đ", "500 000 đồng", "VND 500.000", "1.000.000,00", "2 triệu", "1,5 tỷ", "1 tỷ 200 triệu".
    /// Refuses "1.5", "1.00", "12.34.567" and amounts in words.
    /// </summary>
    public static SheetValue<long> Parse(string? text)
    {
        var key = VietnameseText.SearchKey(text).Replace("₫", " d", StringComparison.Ordinal);
        if (key.Length == 0)
        {
            return Wrong(SheetValueErrors.AmountMissing);
        }

        var bare = Currency().Replace(key, "").Trim();
        var negative = Negative().Match(bare);
        if (negative.Success)
        {
            bare = negative.Groups["amount"].Value;
        }

        if (bare.Length == 0 || !char.IsAsciiDigit(bare[0]))
        {
            return Wrong(SheetValueErrors.AmountNotANumber);
        }

        var amount = Scaled().IsMatch(bare) ? FromScaled(bare) : FromFigures(bare);

        return negative.Success && amount.Error is null or SheetValueErrors.AmountFraction
            ? Wrong(SheetValueErrors.AmountNegative)
            : amount;
    }

    private static SheetValue<long> FromNumber(decimal number) => number switch
    {
        < 0 => Wrong(SheetValueErrors.AmountNegative),
        0 => Wrong(SheetValueErrors.AmountZero),
        > Vnd.MaxInput => Wrong(SheetValueErrors.AmountOutOfRange),
        _ when decimal.Truncate(number) != number => Wrong(SheetValueErrors.AmountFraction),
        _ => new((long)number, null),
    };

    // Digits in groups of three with one kind of separator, or without any. Decimals are only known as such when the other
    // separator stands before them or when four figures and more stand ungrouped: "500,00" may be five hundred or fifty thousand.
    private static SheetValue<long> FromFigures(string bare)
    {
        if (!Figures().IsMatch(bare))
        {
            return Wrong(SheetValueErrors.AmountNotANumber);
        }

        var match = Grouped().Match(bare);
        var digits = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal)
            .Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!match.Success || (digits.Length > 1 && digits[0] == '0')) // A zero in front is a telephone or account number.
        {
            return Wrong(SheetValueErrors.AmountAmbiguous);
        }

        if (match.Groups["decimals"].Value.Trim('0').Length > 0)
        {
            return Wrong(SheetValueErrors.AmountFraction);
        }

        return decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? FromNumber(number)
            : Wrong(SheetValueErrors.AmountOutOfRange);
    }

    // "1 ty 200 trieu": each scale is smaller than the one before. "1,5 trieu" is plain; "1,500 trieu" is not, since the
    // comma is for decimals by law and for thousands by habit.
    private static SheetValue<long> FromScaled(string bare)
    {
        decimal total = 0;
        var lastScale = long.MaxValue;
        foreach (Match part in ScaledPart().Matches(bare))
        {
            var (figure, scale) = (part.Groups["figure"].Value, Scales[part.Groups["scale"].Value]);
            if (scale >= lastScale || !ShortDecimal().IsMatch(figure))
            {
                return Wrong(SheetValueErrors.AmountAmbiguous);
            }

            total += scale * decimal.Parse(figure.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            lastScale = scale;
        }

        return FromNumber(total);
    }

    private static SheetValue<long> Wrong(string code) => new(0, code);

    // After SearchKey: đ, VNĐ and đồng have become d, vnd and dong.
    [GeneratedRegex(@"(?<=[0-9)\s])(dong|vnd|d)\.?$|^(vnd|d)\s*(?=[-(0-9])")]
    private static partial Regex Currency();

    [GeneratedRegex(@"^(?:-\s*(?<amount>.+)|\(\s*(?<amount>.+?)\s*\))$")]
    private static partial Regex Negative();

    [GeneratedRegex("^[0-9., ]+$")]
    private static partial Regex Figures();

    [GeneratedRegex("""
        ^(?:(?<whole>[0-9]+|[0-9]{1,3}(?:[ ][0-9]{3})+)
        |(?<whole>[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?<decimals>[0-9]{1,2}))?
        |(?<whole>[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?<decimals>[0-9]{1,2}))?
        |(?<whole>[0-9]{4,})[.,](?<decimals>[0-9]{1,2}))$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Grouped();

    [GeneratedRegex("^(?:[0-9.,]{1,15} ?(?:nghin|ngan|trieu|ty|ti) ?)+$")]
    private static partial Regex Scaled();

    [GeneratedRegex("(?<figure>[0-9.,]+) ?(?<scale>nghin|ngan|trieu|ty|ti)")]
    private static partial Regex ScaledPart();

    [GeneratedRegex("^[0-9]{1,12}(?:[.,][0-9]{1,2})?$")]
    private static partial Regex ShortDecimal();
}

/// <summary>Dates as people type them in lists: day first, as in Viet Nam, or the order of ISO 8601.</summary>
public static partial class SheetDate
{
    private const int FirstYear = 1900;

    public static SheetValue<DateOnly> Read(SheetCell cell) => cell.Kind switch
    {
        SheetCellKind.Date => new(DateOnly.FromDateTime(cell.Date), null),
        SheetCellKind.Text => Parse(cell.Text),
        SheetCellKind.Empty => new(default, SheetValueErrors.DateMissing),
        _ when SheetText.Read(cell).Error is { } error => new(default, error),
        _ => new(default, SheetValueErrors.DateNotReadable),
    };

    /// <summary>Reads dd/MM/yyyy, d-M-yyyy, d.M.yyyy, yyyy-MM-dd, each with or without a time behind it.</summary>
    public static SheetValue<DateOnly> Parse(string? text)
    {
        var bare = VietnameseText.SearchKey(text);
        if (bare.Length == 0)
        {
            return new(default, SheetValueErrors.DateMissing);
        }

        var match = DayFirst().Match(bare);
        if (!match.Success)
        {
            match = YearFirst().Match(bare);
        }

        if (!match.Success)
        {
            return new(default, SheetValueErrors.DateNotReadable);
        }

        var (year, month, day) = (Part("year"), Part("month"), Part("day"));

        return year >= FirstYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(new DateOnly(year, month, day), null)
            : new(default, SheetValueErrors.DateDoesNotExist);

        int Part(string name) => int.Parse(match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?:ngay )?(?<day>[0-9]{1,2})(?<by>[/.-])(?<month>[0-9]{1,2})\k<by>(?<year>[0-9]{4})(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?<by>[/-])(?<month>[0-9]{1,2})\k<by>(?<day>[0-9]{1,2})(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$")]
    private static partial Regex YearFirst();
}
