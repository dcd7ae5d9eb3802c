using ChildPlatform.Contracts.Identity;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tests.Calendar;

/// <summary>Reporting counts working days by what the administrator decided last.</summary>
public sealed class CalendarChangedTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static readonly DateOnly _swappedSaturday = new(2024, 5, 4);
    private static readonly DateOnly _tuesday = new(2024, 5, 7);
    private static readonly DateOnly _victoryDay = new(2024, 4, 30);

    [Fact]
    public async Task The_newest_version_holds_whatever_comes_when_and_how_often()
    {
        Assert.Equal((true, true, false), await Worked(_swappedSaturday, _tuesday, _victoryDay));

        var newest = Change(2024, 4, (_tuesday, CalendarChange.Off));
        await api.Publish(newest);
        await Eventually.Until(async () => await Worked(_swappedSaturday, _tuesday, _victoryDay) == (false, false, true));

        // An older version that comes late, the same one again under another id, and a year of its own to wait for.
        await api.Publish(Change(2024, 3, (_swappedSaturday, CalendarChange.Working)));
        await api.Publish(newest);
        await api.Publish(Change(2032, 1, (new DateOnly(2032, 1, 1), CalendarChange.Off)));
        await Eventually.Until(() => api.Query(db => db.CalendarYears.AnyAsync(year => year.Year == 2032)));
        await Eventually.Until(async () => await api.Query(db => db.Database
            .SqlQuery<int>($"select count(*)::int as \"Value\" from inbox_messages").SingleAsync()) == 4);

        Assert.Equal((false, false, true), await Worked(_swappedSaturday, _tuesday, _victoryDay));
        Assert.Equal([(2024, 4), (2025, 1), (2026, 1), (2027, 1), (2032, 1)], (await api.Query(
            db => db.CalendarYears.OrderBy(year => year.Year).ToListAsync())).Select(year => (year.Year, year.Version)));
    }

    private Task<(bool, bool, bool)> Worked(DateOnly first, DateOnly second, DateOnly third) => api.Query(async db =>
    {
        var calendar = await db.WorkingCalendar(CancellationToken.None);

        return (calendar.IsWorkingDay(first), calendar.IsWorkingDay(second), calendar.IsWorkingDay(third));
    });

    private static CalendarChanged Change(
        int year, int version, params IEnumerable<(DateOnly Date, CalendarChange Change)> days) => new()
        {
            Year = year,
            Version = version,
            Days = [.. days.Select(day => new ChangedDay { Date = day.Date, Change = day.Change })],
            ChangedAt = Given.Morning,
        };
}
