using System.Globalization;
using System.Text.RegularExpressions;
using ChildPlatform.Kernel;

namespace ChildPlatform.Portal.Text;

/// <summary>Figures and dates as a Vietnamese office writes them.</summary>
internal static partial class Vi
{
    /// <summary>What <see cref="ParseMoney"/> says of a text that is no amount.</summary>
    public const long NotMoney = -1;

    /// <summary>What <see cref="ParseMoney"/> says of an amount beyond <see cref="Vnd.MaxInput"/>.</summary>
    public const long TooMuch = -2;

    /// <summary>vi-VN with the details that system tables vary in: dots, comma, 24 hours, weeks from Monday.</summary>
    public static readonly CultureInfo Culture = MakeCulture();

    /// <summary>"1.234.567 ₫".</summary>
    public static string Money(long amount) => Vnd.Group(amount) + " ₫";

    /// <summary>Length of a file: <c>1,4 MB</c>, <c>230 KB</c>.</summary>
    public static string Size(long bytes) => bytes >= 1 << 20
        ? (bytes / (double)(1 << 20)).ToString("0.#", Culture) + " MB"
        : Math.Max(1, bytes >> 10).ToString(Culture) + " KB";

    public static string Count(long number) => Vnd.Group(number);

    /// <summary>"20/05/2024".</summary>
    public static string Date(DateOnly? day) => day is { } d ? VietnamTime.DayMonthYear(d) : "";

    /// <summary>"20/05/2024 14:05", the time in Viet Nam.</summary>
    public static string Time(DateTimeOffset? instant) =>
        instant is { } i ? VietnamTime.ToLocal(i).ToString("dd'/'MM'/'yyyy HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>"14:05:09 ngày 20/05/2024".</summary>
    public static string TimeOfFigure(DateTimeOffset instant) =>
        VietnamTime.ToLocal(instant).ToString("HH:mm:ss 'ngày' dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary>
    /// "15,3%", "15%": one decimal at most, comma. When rounding would show the target although it is missed (or the other way round), one more
    /// decimal tells them apart.
    /// </summary>
    public static string Percent(decimal? percent, decimal target = 100)
    {
        if (percent is not { } p)
        {
            return "–";
        }

        for (var decimals = 1; decimals < 4; decimals++)
        {
            var rounded = Math.Round(p, decimals, MidpointRounding.AwayFromZero);
            if (rounded != target || p == target)
            {
                return rounded.ToString("0." + new string('#', decimals), Culture) + "%";
            }
        }

        return (p < target ? "dưới " : "trên ") + target.ToString("0.#", Culture) + "%";
    }

    /// <summary>A number for CSS: <c>15.3</c>.</summary>
    public static string Css(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads a date as people type it: 20/05/2024, 20-5-2024, 20.5.24, 20052024. Null when it is none.
    /// </summary>
    public static DateOnly? ParseDate(string? text) =>
        DateOnly.TryParseExact(
            (text ?? "").Trim().Replace('-', '/').Replace('.', '/').Replace(" ", "", StringComparison.Ordinal),
            ["d/M/yyyy", "d/M/yy", "ddMMyyyy"],
            Culture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>
    /// Reads an amount: figures alone, or figures in groups of three set apart by dots or by spaces, with or without "đ", "₫" or
    /// "đồng". Null when empty; <see cref="NotMoney"/> when it is no amount, for nothing else may be made of it;
    /// <see cref="TooMuch"/> when it is larger than the platform carries.
    /// </summary>
    public static long? ParseMoney(string? text)
    {
        var plain = (text ?? "").Replace('\u00a0', ' ').Replace('\u202f', ' ').Trim().ToLowerInvariant();
        foreach (var unit in new[] { "đồng", "vnđ", "vnd", "₫", "đ" })
        {
            plain = plain.EndsWith(unit, StringComparison.Ordinal) ? plain[..^unit.Length].TrimEnd() : plain;
        }

        if (plain.Length == 0)
        {
            return string.IsNullOrWhiteSpace(text) ? null : NotMoney;
        }

        if (!Amount().IsMatch(plain))
        {
            return NotMoney;
        }

        var figures = plain.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return long.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= Vnd.MaxInput
            ? amount
            : TooMuch;
    }

    [GeneratedRegex(@"^(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)$")]
    private static partial Regex Amount();

    private static string Round(decimal number, int decimals) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero).ToString("0.##", Culture);

    private static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("vi-VN").Clone();
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yyyy";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
        culture.DateTimeFormat.FirstDayOfWeek = DayOfWeek.Monday;
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.CurrencyGroupSeparator = ".";
        culture.NumberFormat.CurrencyDecimalSeparator = ",";

        return CultureInfo.ReadOnly(culture);
    }
}
