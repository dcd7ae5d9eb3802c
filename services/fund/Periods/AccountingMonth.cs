using System.Globalization;

namespace ChildPlatform.Fund.Periods;

/// <summary>A calendar month of the books, written <c>2024-05</c>.</summary>
internal readonly record struct AccountingMonth(DateOnly FirstDay)
{
    private const string Form = "yyyy-MM";

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static AccountingMonth Of(int year, int month) => new(new DateOnly(year, month, 1));

    public static AccountingMonth? Parse(string text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day) : null;

    public override string ToString() => FirstDay.ToString(Form, CultureInfo.InvariantCulture);
}
