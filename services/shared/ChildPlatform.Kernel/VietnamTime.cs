using System.Globalization;

namespace ChildPlatform.Kernel;

/// <summary>
/// The civil time of Viet Nam. UTC+7 without summer time is written down here instead of being read from the machine's
/// zone tables, because a small container has none and a legal deadline must not depend on that.
/// </summary>
public static class VietnamTime
{
    /// <summary>IANA name, for databases and clients.</summary>
    public const string ZoneId = "Asia/Ho_Chi_Minh";

    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(ZoneId, Offset, ZoneId, ZoneId);

    /// <summary>Today's date in Viet Nam by this clock.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOf(clock.GetUtcNow());

    /// <summary>
    /// The same instant, written with +07:00. The calendar ends seven hours earlier there: the last hours of all are its last moment.
    /// </summary>
    public static DateTimeOffset ToLocal(DateTimeOffset instant) =>
        instant.UtcDateTime > DateTime.MaxValue - Offset ? new(DateTime.MaxValue, Offset) : instant.ToOffset(Offset);

    /// <summary>The date on which an instant falls in Viet Nam.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>
    /// Midnight at which a day begins in Viet Nam; the end of a day is the start of the next. Of the first day of all, the first
    /// moment that there is.
    /// </summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        day == DateOnly.MinValue ? DateTimeOffset.MinValue : new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>"20/05/2024", for screens and tables.</summary>
    public static string DayMonthYear(DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary>
    /// "ngày 05 tháng 02 năm 2024": official documents put a zero before days under 10 and before months 1 and 2 only,
    /// the ones that could be altered by adding a figure.
    /// </summary>
    public static string OfficialDate(DateOnly day)
    {
        var month = day.Month <= 2 ? $"0{day.Month}" : day.Month.ToString(CultureInfo.InvariantCulture);

        return string.Create(CultureInfo.InvariantCulture, $"ngày {day.Day:00} tháng {month} năm {day.Year:0000}");
    }
}
