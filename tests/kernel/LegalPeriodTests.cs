using System.Globalization;

namespace ChildPlatform.Kernel.Tests;

/// <summary>The examples of domain/conventions §1 and §2.</summary>
public class LegalPeriodTests
{
    // The days around 30/04/2024: Monday the 29th was swapped for Saturday 04/05.
    private static readonly WorkingCalendar Spring2024 = new(new Dictionary<DateOnly, DayChange>
    {
        [new(2024, 4, 18)] = DayChange.Off,
        [new(2024, 4, 29)] = DayChange.Off,
        [new(2024, 4, 30)] = DayChange.Off,
        [new(2024, 5, 1)] = DayChange.Off,
        [new(2024, 5, 4)] = DayChange.Working,
    });

    [Fact]
    public void Hours_run_around_the_clock_and_their_last_moment_is_in_time()
    {
        var due = new LegalPeriod(12, PeriodUnit.Hour).ToAct(At("2024-04-26T16:40:00+07:00"), Spring2024);

        Assert.Equal(At("2024-04-27T04:40:00+07:00"), due.DueAt);
        Assert.True(due.IsMetAt(due.DueAt));
        Assert.False(due.IsMetAt(due.DueAt.AddTicks(1)));
    }

    [Fact]
    public void Five_working_days_skip_holidays_and_count_the_swapped_Saturday()
    {
        var due = new LegalPeriod(5, PeriodUnit.WorkingDay).ToAct(At("2024-04-26T09:00:00+07:00"), Spring2024);

        Assert.Equal(At("2024-05-08T00:00:00+07:00"), due.DueAt);
        Assert.True(due.IsMetAt(due.DueAt.AddTicks(-1)));
        Assert.False(due.IsMetAt(due.DueAt));
    }

    [Theory]
    [InlineData("2024-04-26T00:00:00+07:00")]
    [InlineData("2024-04-26T23:59:59+07:00")]
    [InlineData("2024-04-25T17:00:00Z")]
    [InlineData("2024-04-26T16:59:59Z")]
    public void Days_are_those_of_Viet_Nam_whatever_hour_it_is(string start) =>
        Assert.Equal(At("2024-05-08T00:00:00+07:00"), new LegalPeriod(5, PeriodUnit.WorkingDay).ToAct(At(start), Spring2024).DueAt);

    [Theory]
    [InlineData(3, PeriodUnit.CalendarDay, "2024-04-26", "2024-05-03")] // The 29th is off, as are the days until 01/05.
    [InlineData(7, PeriodUnit.CalendarDay, "2024-04-26", "2024-05-04")]
    [InlineData(8, PeriodUnit.CalendarDay, "2024-04-26", "2024-05-05")] // A Saturday on which offices work ends a period.
    [InlineData(1, PeriodUnit.Week, "2024-05-06", "2024-05-14")]
    [InlineData(1, PeriodUnit.Month, "2024-01-31", "2024-03-01")] // 29/02, the month's last day.
    [InlineData(1, PeriodUnit.Year, "2024-02-29", "2025-03-01")] // 28/02/2025, a Friday.
    public void Other_periods_end_with_their_last_day_or_the_next_working_day(int amount, PeriodUnit unit, string start, string endsBefore) =>
        Assert.Equal(
            At(endsBefore + "T00:00:00+07:00"),
            new LegalPeriod(amount, unit).ToAct(At(start + "T10:00:00+07:00"), Spring2024).DueAt);

    [Fact]
    public void A_limit_on_holding_a_child_apart_is_not_prolonged_by_a_day_of_rest()
    {
        // Fifteen days from 12/04/2024 end on Saturday the 27th.
        var start = At("2024-04-12T10:00:00+07:00");

        Assert.Equal(At("2024-04-28T00:00:00+07:00"), new LegalPeriod(15, PeriodUnit.CalendarDay).AtMost(start, Spring2024).DueAt);
        Assert.Equal(At("2024-05-03T00:00:00+07:00"), new LegalPeriod(15, PeriodUnit.CalendarDay).ToAct(start, Spring2024).DueAt);
    }

    [Fact]
    public void A_day_cannot_be_off_and_working_and_a_period_has_a_length()
    {
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(
        [
            new(new DateOnly(2024, 5, 4), DayChange.Working),
            new(new DateOnly(2024, 5, 4), DayChange.Off),
        ]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LegalPeriod(0, PeriodUnit.Hour));
    }

    [Fact]
    public void Without_decided_days_the_week_alone_counts() =>
        Assert.Equal(new DateOnly(2024, 5, 3), WorkingCalendar.Week.AddWorkingDays(new DateOnly(2024, 4, 26), 5));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
