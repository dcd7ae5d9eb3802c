using System.Globalization;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>A place asks for more speed than the law, in a commune where no other test counts hours.</summary>
[Collection("office")]
public sealed class DeadlineTests(Office office)
{
    private const string Page = "/vu-viec/thoi-han";

    [Fact]
    public async Task A_supervisor_sets_a_tighter_deadline_of_a_commune_and_changes_it_from_a_later_day()
    {
        var today = VietnamTime.DateOf(DateTimeOffset.UtcNow);
        var supervisor = await office.DeskOfAsync("case-supervisor");
        await office.OpenAsync(supervisor, Page);
        await Assertions.Expect(supervisor.Locator("#thoi-han-chung [data-step=S5]")).ToContainTextAsync("12 giờ");
        await supervisor.ClickAsync("#luu");
        await Assertions.Expect(supervisor.Locator("#buoc-error")).ToHaveTextAsync("Chọn việc.");
        await supervisor.SelectOptionAsync("#buoc", "S5");
        await supervisor.FocusAsync("#noi-ap-dung");
        await GiftTests.Type(supervisor, "an xuan");
        await supervisor.Locator("#noi-ap-dung-list li").GetByText("Phường An Xuân").ClickAsync();
        await supervisor.FillAsync("#bao-lau", "13");
        await supervisor.FillAsync("#tu-ngay", Vn(today));
        await supervisor.FillAsync("#van-ban", "QĐ 12/QĐ-UBND");
        await supervisor.ClickAsync("#luu");
        var refusal = supervisor.Locator("#dat-thoi-han .cp-notice-error");
        await Assertions.Expect(refusal).ToContainTextAsync("không được dài hơn thời hạn chung");
        await supervisor.FillAsync("#bao-lau", "8");
        await supervisor.ClickAsync("#luu");
        var first = supervisor.Locator($"[data-deadline='S5 20347 {Iso(today)}']");
        await Assertions.Expect(first).ToContainTextAsync("8 giờ");
        await Assertions.Expect(first).ToContainTextAsync("Phường An Xuân");
        await Assertions.Expect(first).ToContainTextAsync("Đang áp dụng");

        // From a later day; until then the first one holds, and it stays in the list.
        await first.Locator("button").ClickAsync();
        await Assertions.Expect(supervisor.Locator("#bao-lau")).ToHaveValueAsync("8");
        await supervisor.FillAsync("#bao-lau", "6");
        await supervisor.FillAsync("#tu-ngay", Vn(today.AddDays(30)));
        await supervisor.FillAsync("#van-ban", "QĐ 20/QĐ-UBND");
        await supervisor.ClickAsync("#luu");
        var later = supervisor.Locator($"[data-deadline='S5 20347 {Iso(today.AddDays(30))}']");
        await Assertions.Expect(later).ToContainTextAsync("Sắp áp dụng");
        await Assertions.Expect(first).ToContainTextAsync("Đang áp dụng");
        var faults = await EveryPageTests.FaultsAsync(supervisor);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await Browser.ScreenshotAsync(supervisor, "deadlines-360");

        // A commune's worker reads what holds and sets nothing; others have no such page.
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, Page);
        await Assertions.Expect(worker.Locator("#thoi-han-rieng")).ToContainTextAsync("8 giờ");
        await Assertions.Expect(worker.Locator("#dat-thoi-han")).ToHaveCountAsync(0);
        await Assertions.Expect(worker.Locator("#thoi-han-rieng button")).ToHaveCountAsync(0);
        var officer = await office.DeskOfAsync("fund-officer");
        await officer.GotoAsync(office.At(Page));
        await Assertions.Expect(officer.Locator("h1")).ToHaveTextAsync("Bạn không có quyền mở trang này");
    }

    private static string Vn(DateOnly day) => VietnamTime.DayMonthYear(day);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
