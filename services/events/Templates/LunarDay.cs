using System.Globalization;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;

namespace ChildPlatform.Events.Templates;

/// <summary>
/// A day of the lunar calendar that a festival falls on, and its day in our years. Years in the public calendar are taken from
/// there. Others are computed: the Chinese calendar differs from the Vietnamese on rare days, as its midnight is an hour earlier,
/// so whoever plans is asked to look at the day again.
/// </summary>
internal sealed record LunarDay(int Day, int Month)
{
    private static readonly ChineseLunisolarCalendar Calendar = new();
    private static readonly Lazy<IReadOnlyList<PublicDay>> Known = new(PublicCalendar.Rows);

    /// <summary>"15/8 âm lịch" as templates write it; null for a festival that has its day in our calendar.</summary>
    public static LunarDay? Of(string? text)
    {
        var parts = text?.Split(' ')[0].Split('/');

        return parts is [var day, var month]
            && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d)
            && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            ? new LunarDay(d, m)
            : null;
    }

    /// <summary>When the lunar year that begins in this year has the day; null beyond the calendar's years.</summary>
    public DateOnly? In(int year) => Seeded(year) ?? Computed(year);

    /// <summary>
    /// The same span so many years later: as far from the festival as it is now, whether it is held on the day or before it.
    /// </summary>
    public (DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Year)? Later(
        DateTimeOffset startsAt, DateTimeOffset endsAt, int years)
    {
        var day = VietnamTime.DateOf(startsAt);
        var nearest = Enumerable.Range(day.Year - 1, 3).Select(In).OfType<DateOnly>()
            .MinBy(festival => Math.Abs(festival.DayNumber - day.DayNumber));
        if (nearest == default || In(nearest.Year + years) is not { } next)
        {
            return null;
        }

        var days = next.DayNumber - nearest.DayNumber;

        return (VietnamTime.ToLocal(startsAt).AddDays(days), VietnamTime.ToLocal(endsAt).AddDays(days), nearest.Year);
    }

    private DateOnly? Seeded(int year) => Known.Value
        .Where(row => row.Date.Year == year && (row.NameVi.Contains($"({Day}/{Month} âm lịch)", StringComparison.Ordinal)
            || ((Day, Month) == (1, 1) && row.NameVi.StartsWith("Mùng 1 Tết", StringComparison.Ordinal))))
        .Select(row => (DateOnly?)row.Date).FirstOrDefault();

    private DateOnly? Computed(int year)
    {
        if (year <= Calendar.MinSupportedDateTime.Year || year >= Calendar.MaxSupportedDateTime.Year)
        {
            return null;
        }

        // Months are counted with the leap month among them.
        var leap = Calendar.GetLeapMonth(year);
        var month = leap > 0 && Month >= leap ? Month + 1 : Month;

        return DateOnly.FromDateTime(Calendar.ToDateTime(year, month, Day, 0, 0, 0, 0));
    }
}
