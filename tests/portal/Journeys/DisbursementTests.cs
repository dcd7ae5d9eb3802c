using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class DisbursementTests(Office office)
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task A_request_goes_through_every_desk_to_its_voucher(int width, bool aboveThreshold)
    {
        await office.GiftAsync($"Công ty Học Bổng {width}", 100_000_000, programme: "HOC_BONG");
        var officer = await office.DeskOfAsync("fund-officer", width);
        await office.OpenAsync(officer, "/quy/khoan-chi/moi");
        await officer.SelectOptionAsync("#chuong-trinh", "HOC_BONG");
        await officer.FillAsync("#noi-dung-chi", $"Học bổng học sinh vượt khó {width}");
        await officer.FillAsync("#so-tien", aboveThreshold ? "60000000" : "20000000");
        await officer.FocusAsync("#xa-0");
        await GiftTests.Type(officer, "tra linh");
        await Assertions.Expect(officer.Locator("#xa-0")).ToHaveValueAsync("tra linh");
        await officer.Locator("#xa-0-list li").GetByText("Xã Trà Linh").WaitForAsync();
        await officer.Keyboard.PressAsync("ArrowDown");
        await officer.Keyboard.PressAsync("Enter");
        await Assertions.Expect(officer.Locator("#xa-0")).ToHaveValueAsync("Xã Trà Linh, Huyện Nam Trà My");
        await Assertions.Expect(officer.Locator("#nguoi-nhan")).ToHaveValueAsync("UBND xã Trà Linh");
        await officer.FillAsync("#so-tre-0", "20");
        await officer.ClickAsync("#luu");
        await officer.WaitForSelectorAsync("[data-action=submit]");
        var address = new Uri(officer.Url).PathAndQuery;
        await Confirm(officer, "submit");

        await Act("fund-accountant", "appraise", address, width);
        await Act("fund-director", "approve", address, width);
        if (aboveThreshold)
        {
            await Act("fund-council", "approve", address, width);
        }

        var cashier = await Act("fund-cashier", "pay", address, width);
        await cashier.WaitForSelectorAsync("#phieu-chi");
        await Assertions.Expect(cashier.Locator(".cp-state .cp-chip")).ToHaveTextAsync("Đã chi");
        await Browser.ScreenshotAsync(cashier, $"disbursement-paid-{width}");
        var voucher = await cashier.APIRequest.GetAsync(office.At((await cashier.GetAttributeAsync("#phieu-chi", "href"))!));
        Assert.True((await voucher.BodyAsync()).AsSpan().StartsWith("%PDF"u8));
    }

    [Fact]
    public async Task A_counter_opens_the_list_that_it_counts()
    {
        await office.GiftAsync("Công ty Đếm Việc", 1_000_000, receivedOn: $"{DateTime.UtcNow.AddHours(7):yyyy-MM-dd}");
        foreach (var user in new[] { "fund-officer", "fund-accountant", "fund-director", "fund-council", "fund-cashier" })
        {
            var page = await office.DeskOfAsync(user);
            await page.WaitForSelectorAsync("[data-counter]");
            var counters = page.Locator("[data-counter]");
            for (var i = 0; i < await counters.CountAsync(); i++)
            {
                var count = await counters.Nth(i).Locator(".cp-counter-figure").InnerTextAsync();
                await counters.Nth(i).ClickAsync();
                await page.WaitForURLAsync(url => new Uri(url).AbsolutePath != "/");
                await Office.LoadedAsync(page);
                await Assertions.Expect(page.Locator(".cp-list tbody tr")).ToHaveCountAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
                await page.GoBackAsync();
                await page.WaitForSelectorAsync("[data-counter]");
            }
        }
    }

    private async Task<IPage> Act(string user, string action, string address, int width)
    {
        var page = await office.DeskOfAsync(user, width);
        await office.OpenAsync(page, address);
        await Confirm(page, action);

        return page;
    }

    private static async Task Confirm(IPage page, string action)
    {
        await page.ClickAsync($"[data-action={action}]");
        await page.WaitForSelectorAsync(".mud-dialog");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await page.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync($"[data-action={action}]", new() { State = WaitForSelectorState.Detached });
    }
}
