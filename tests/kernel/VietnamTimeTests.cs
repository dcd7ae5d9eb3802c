using Microsoft.Extensions.Time.Testing;

namespace ChildPlatform.Kernel.Tests;

public sealed class VietnamTimeTests
{
    [Fact]
    public void The_day_changes_at_midnight_in_Viet_Nam_not_in_Greenwich()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 5, 19, 16, 59, 59, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2024, 5, 19), VietnamTime.Today(clock));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new DateOnly(2024, 5, 20), VietnamTime.Today(clock));
        Assert.Equal(clock.GetUtcNow(), VietnamTime.StartOf(new DateOnly(2024, 5, 20)));
    }

    [Fact]
    public void The_zone_agrees_with_the_machine_s_table_for_the_years_the_platform_keeps()
    {
        var machine = TimeZoneInfo.FindSystemTimeZoneById(VietnamTime.ZoneId);
        for (var month = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc); month.Year < 2040; month = month.AddMonths(1))
        {
            Assert.Equal(machine.GetUtcOffset(month), VietnamTime.Zone.GetUtcOffset(month));
        }
    }

    [Theory]
    [InlineData(2024, 5, 20, "ngày 20 tháng 5 năm 2024")]
    [InlineData(2024, 2, 5, "ngày 05 tháng 02 năm 2024")]
    [InlineData(2024, 3, 13, "ngày 13 tháng 3 năm 2024")]
    [InlineData(2024, 1, 31, "ngày 31 tháng 01 năm 2024")]
    [InlineData(2024, 12, 9, "ngày 09 tháng 12 năm 2024")]
    public void Official_dates_carry_a_zero_where_one_could_be_forged(int year, int month, int day, string text) =>
        Assert.Equal(text, VietnamTime.OfficialDate(new DateOnly(year, month, day)));

    [Fact]
    public void Both_ends_of_the_calendar_have_a_moment_and_a_day_whatever_somebody_types()
    {
        Assert.Equal(DateTimeOffset.MinValue, VietnamTime.StartOf(DateOnly.MinValue));
        Assert.Equal(DateOnly.MaxValue, VietnamTime.DateOf(DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, VietnamTime.DateOf(DateTimeOffset.MinValue));
        Assert.Equal(new DateTimeOffset(9999, 12, 31, 0, 0, 0, VietnamTime.Offset), VietnamTime.StartOf(DateOnly.MaxValue));
    }

    [Fact]
    public void Screens_write_day_month_year() => Assert.Equal("05/02/2024", VietnamTime.DayMonthYear(new DateOnly(2024, 2, 5)));

    [Fact]
    public void Instants_keep_their_moment_and_get_the_local_offset()
    {
        var instant = new DateTimeOffset(2024, 4, 26, 9, 40, 0, TimeSpan.Zero);

        var local = VietnamTime.ToLocal(instant);

        Assert.Equal(instant, local);
        Assert.Equal("2024-04-26T16:40:00.0000000+07:00", local.ToString("O"));
    }
}
