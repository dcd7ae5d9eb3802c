using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>The administrator decides which days are worked, in a year that no other test counts by.</summary>
[Collection("office")]
public sealed class CalendarTests(Office office)
{
    private const string Page = "/quan-tri/lich-lam-viec";

    [Fact]
    public async Task A_holiday_is_added_a_wrong_day_is_told_at_its_field_and_both_stand_in_the_history()
    {
        var page = await office.DeskOfAsync("administrator");
        await office.OpenAsync(page, Page);
        await Assertions.Expect(page.Locator("[data-day]")).Not.ToHaveCountAsync(0);
        await Browser.ScreenshotAsync(page, "calendar");
        await office.OpenAsync(page, Page + "?nam=2029");
        await Assertions.Expect(page.Locator("#lan-sua-cuoi")).ToContainTextAsync("Chưa ai quyết định lịch năm này");

        await page.ClickAsync("#them-ngay");
        await page.FillAsync("#ngay-0", "27/04/2029");
        await page.SelectOptionAsync("#loai-0", "makeup_workday");
        await page.FillAsync("#ten-0", "Làm bù cho 30/4");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#ngay-0-error")).ToHaveTextAsync("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.");
        await Assertions.Expect(page.Locator("#ngay-0-hint")).ToHaveTextAsync("Thứ Sáu");

        await page.FillAsync("#ngay-0", "28/04/2029");
        await page.ClickAsync("#them-ngay");
        await page.FillAsync("#ngay-1", "30/04/2029");
        await page.FillAsync("#ten-1", "Ngày Chiến thắng");
        await page.FillAsync("#van-ban", "6150/TB-BLĐTBXH");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#lan-sua-cuoi")).ToContainTextAsync("theo 6150/TB-BLĐTBXH");
        await Assertions.Expect(page.Locator("#lich-su li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#lich-su")).ToContainTextAsync("Thêm: 28/04/2029 làm bù, Làm bù cho 30/4; 30/04/2029");
        var faults = await EveryPageTests.FaultsAsync(page);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await Browser.ScreenshotAsync(page, "calendar-360");

        // What another administrator saves meanwhile is not lost.
        var other = await office.DeskOfAsync("administrator");
        await office.OpenAsync(other, Page + "?nam=2029");
        await other.Locator("[data-day='2029-04-30'] button[title]").ClickAsync();
        await other.ClickAsync("#luu");
        await Assertions.Expect(other.Locator("#lich-su li")).ToHaveCountAsync(2);
        await Assertions.Expect(other.Locator("[data-day]")).ToHaveCountAsync(1);
        await page.FillAsync("#ten-0", "Làm bù");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#lich-nam .cp-notice-error")).ToContainTextAsync("vừa được người khác thay đổi");

        var officer = await office.DeskOfAsync("fund-officer");
        await officer.GotoAsync(office.At(Page));
        await Assertions.Expect(officer.Locator("h1")).ToHaveTextAsync("Bạn không có quyền mở trang này");
    }
}
