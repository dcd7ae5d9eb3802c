using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>What somebody types is sent, or it is said why not; a form never leaves a part of it out without a word.</summary>
[Collection("office")]
public sealed class FieldTests(Office office)
{
    [Fact]
    public async Task A_day_or_a_place_that_nobody_can_read_keeps_a_form_from_being_sent()
    {
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, "/vu-viec/moi");
        await worker.SelectOptionAsync("#nguon", "in-person");
        await PlaceAsync(worker, "an my", "Phường An Mỹ");
        await worker.FillAsync("#noi-dung-tin", "Trẻ bị bỏ lại một mình");
        await worker.FillAsync("#tre-ngay-sinh", "31/02/2015");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#tre-ngay-sinh-error")).ToContainTextAsync("Ngày không đúng");
        await Assertions.Expect(worker.Locator(".cp-notice-error")).ToContainTextAsync("Chưa gửi");

        // Half a name stands for many communes, and for none of them.
        await worker.FillAsync("#tre-ngay-sinh", "28/02/2015");
        await worker.FillAsync("#tre-cu-tru", "Phường An");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#tre-cu-tru-error")).ToContainTextAsync("Chọn một đơn vị");
        await worker.FillAsync("#tre-cu-tru", "");
        await worker.ClickAsync("#luu");
        await worker.WaitForSelectorAsync("#lich-su");
        await Assertions.Expect(worker.Locator("#tre-em")).ToContainTextAsync("tuổi");

        await office.OpenAsync(worker, "/vu-viec");
        await worker.FillAsync("#tu-ngay", "40/40/2024");
        await worker.ClickAsync("form[role=search] button[type=submit]");
        await Assertions.Expect(worker.Locator("#tu-ngay-error")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_tells_of_a_child_elsewhere_gets_the_number_and_the_word_who_has_it()
    {
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, "/vu-viec/moi");
        await worker.SelectOptionAsync("#nguon", "school");
        await PlaceAsync(worker, "an phu", "Phường An Phú");
        await worker.FillAsync("#noi-dung-tin", "Trẻ lang thang ở chợ");
        await worker.CheckAsync("#khan-cap");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator(".cp-notice-success")).ToContainTextAsync("chuyển đến Phường An Phú");
        await Assertions.Expect(worker.Locator("#da-chuyen")).ToContainTextAsync("gọi điện ngay");
        var number = System.Text.RegularExpressions.Regex.Match(await worker.InnerTextAsync(".cp-notice-success"), @"VV-\d{4}-\d{5}").Value;

        var other = await office.DeskOfAsync("case-worker-anphu");
        await office.OpenAsync(other, $"/vu-viec?q={number}");
        await Assertions.Expect(other.Locator($"[data-case='{number}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_clock_on_an_open_page_goes_on_by_itself()
    {
        var id = (string)(await office.TakenInAsync(DateTimeOffset.UtcNow.AddHours(-12).AddSeconds(20)))["id"]!;
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, $"/vu-viec/{id}");

        await Assertions.Expect(worker.Locator("#thoi-han [data-step=S5]")).ToContainTextAsync("Quá hạn", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task An_officer_at_a_page_that_is_not_there_is_still_signed_in()
    {
        var worker = await office.DeskOfAsync("case-worker-tamky");
        foreach (var path in new[] { "/khong-co-trang-nay", "/khong-co-quyen" })
        {
            await worker.GotoAsync(office.At(path));
            await Assertions.Expect(worker.Locator(".cp-person-name strong")).ToHaveTextAsync("Huỳnh Thị Mai");
            await Assertions.Expect(worker.Locator("nav a[href='/vu-viec']")).ToBeVisibleAsync();
            await Assertions.Expect(worker.GetByText("Dành cho cán bộ")).ToHaveCountAsync(0);
        }

        var visitor = await office.VisitorAsync();
        await visitor.GotoAsync(office.At("/khong-co-trang-nay"));
        await Assertions.Expect(visitor.GetByText("Dành cho cán bộ")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Locator(".cp-person-name")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_public_calendar_takes_a_day_as_people_write_it()
    {
        var page = await office.VisitorAsync();
        await page.GotoAsync(office.At("/cong-khai/su-kien"));
        await page.FillAsync("#tu", "1/9/2024");
        await page.ClickAsync("form button[type=submit]");
        await Assertions.Expect(page.Locator(".cp-lead")).ToContainTextAsync("Từ ngày 01/09/2024");
        await page.FillAsync("#tu", "31/9/2024");
        await page.ClickAsync("form button[type=submit]");
        await Assertions.Expect(page.Locator("#tu-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#tu")).ToHaveValueAsync("31/9/2024");
    }

    private static async Task PlaceAsync(IPage page, string typed, string chosen)
    {
        await page.FocusAsync("#noi-xay-ra");
        await GiftTests.Type(page, typed);
        await page.Locator("#noi-xay-ra-list li").GetByText(chosen).First.ClickAsync();
    }
}
