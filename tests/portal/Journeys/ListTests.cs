using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class ListTests(Office office)
{
    [Fact]
    public async Task Back_from_a_record_leads_to_the_page_of_the_list_that_it_was_opened_from()
    {
        for (var i = 0; i < 55; i++)
        {
            await office.GiftAsync("Công ty Sang Trang", 1_000 + i);
        }

        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho?q=sang trang");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(50);
        await page.ClickAsync("#trang-sau");
        await OnPageAsync(page, 2, 5);
        await page.Locator("tbody tr a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Phiếu thu PT-");
        await page.GoBackAsync();
        await OnPageAsync(page, 2, 5);

        // The address alone is enough: a reload, a bookmark, a link sent to a colleague.
        await page.ReloadAsync();
        await OnPageAsync(page, 2, 5);
        await page.ClickAsync("#trang-truoc");
        await OnPageAsync(page, 1, 50);
    }

    [Theory]
    [InlineData("/quy/ung-ho")]
    [InlineData("/quy/so-cai")]
    public async Task Dates_in_the_wrong_order_are_called_so(string path)
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, path + "?from=2024-12-31&to=2024-01-01");

        await Assertions.Expect(page.Locator(".cp-empty")).ToContainTextAsync("Khoảng ngày bị đảo ngược");
        await Assertions.Expect(page.Locator("#den-ngay-error")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/quy/ung-ho")]
    [InlineData("/quy/khoan-chi")]
    [InlineData("/quy/nha-hao-tam")]
    public async Task A_record_that_is_not_there_is_not_asked_for_again(string path)
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, $"{path}/{Guid.NewGuid()}");

        await Assertions.Expect(page.Locator(".cp-notice-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".cp-notice-error button")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".cp-notice-error .cp-trace")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task The_first_wrong_field_stands_below_the_bar_with_its_label(int width)
    {
        var page = await office.DeskOfAsync("fund-officer", width);
        await page.SetViewportSizeAsync(width, 500);
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.Locator("#luu").ScrollIntoViewIfNeededAsync();
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#nha-hao-tam")).ToBeFocusedAsync();

        var bar = (await page.Locator(".cp-bar").BoundingBoxAsync())!;
        var label = (await page.Locator("label[for=nha-hao-tam]").BoundingBoxAsync())!;
        Assert.True(label.Y >= bar.Y + bar.Height, $"The label at {label.Y} is under the bar, to {bar.Y + bar.Height}.");
    }

    private static async Task OnPageAsync(IPage page, int number, int rows)
    {
        await Assertions.Expect(page.Locator(".cp-pager > span")).ToHaveTextAsync($"Trang {number}");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(rows);
    }
}
