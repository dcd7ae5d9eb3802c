using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Identity.Calendar;

/// <summary>Checks a year as it was sent, every wrong field at once: a form shows them beside its rows.</summary>
internal static class CalendarInput
{
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    public static void CheckYear(int year)
    {
        if (year is < FirstYear or > LastYear)
        {
            throw new InvalidInputException("/year", "out-of-range");
        }
    }

    public static List<CalendarDay> Check(int year, IReadOnlyList<CalendarDayInput?> days)
    {
        CheckYear(year);
        var errors = new List<FieldError>();
        var checkedDays = new List<CalendarDay>();
        var changes = new Dictionary<DateOnly, DayChange>();
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i] is not { } day)
            {
                errors.Add(new FieldError($"/days/{i}", "required"));
                continue;
            }

            // What is missing the annotations have said already.
            var (date, kind) = (day.Date!.Value, day.Kind!);
            var (name, mark) = (VietnameseText.Normalise(day.Name), day.Mark ?? CalendarKinds.Marks[0]);
            Refuse(!CalendarKinds.Marks.Contains(mark), "mark", "not-in-catalogue");
            Refuse(!CalendarKinds.All.Contains(kind), "kind", "not-in-catalogue");
            Refuse(date.Year != year, "date", "date-outside-year");
            var restDay = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Refuse(kind is CalendarKinds.MakeupWorkday && !restDay, "date", "makeup-on-weekday");
            Refuse(kind is CalendarKinds.SwappedOff or CalendarKinds.CompensatoryOff && restDay, "date", "day-off-on-rest-day");
            if (checkedDays.Exists(known => known.Date == date && known.Kind == kind))
            {
                errors.Add(new FieldError($"/days/{i}/date", "day-listed-twice"));
            }
            else if (PublicCalendar.ChangeOf(kind) is { } change && !changes.TryAdd(date, change))
            {
                errors.Add(new FieldError($"/days/{i}/date", changes[date] == change ? "day-listed-twice" : "day-off-and-worked"));
            }

            checkedDays.Add(new CalendarDay(date, kind, name, mark));

            void Refuse(bool wrong, string field, string code)
            {
                if (wrong)
                {
                    errors.Add(new FieldError($"/days/{i}/{field}", code));
                }
            }
        }

        return errors.Count == 0 ? checkedDays : throw new InvalidInputException(errors);
    }
}
