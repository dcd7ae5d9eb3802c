using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>What the fund held on a day, and the books as text for other programs.</summary>
[Collection("office")]
public sealed class PastBalanceTests(Office office)
{
    [Fact]
    public async Task F29_A_gift_entered_later_stands_in_its_day_and_is_flagged_but_not_in_the_books_of_that_evening()
    {
        var yesterday = VietnamTime.Today(TimeProvider.System).AddDays(-1);
        var gift = await office.GiftAsync("Công ty Ghi Muộn", 7_000_000, receivedOn: $"{yesterday:yyyy-MM-dd}");

        var accountant = await office.DeskOfAsync("fund-accountant");
        await office.OpenAsync(accountant, "/quy/tong-quan");
        await accountant.ClickAsync("a[href='/quy/so-du']");
        await Assertions.Expect(accountant.Locator("h1")).ToHaveTextAsync("Số dư tại một ngày");
        await accountant.FillAsync("#ngay", VietnamTime.DayMonthYear(yesterday));
        await accountant.ClickAsync(".cp-filters button[type=submit]");
        var pool = accountant.Locator("#so-du tbody tr:has-text('Nguồn không hạn chế')");
        await Assertions.Expect(pool.Locator("[data-label='Ghi sổ sau']")).ToContainTextAsync("₫");
        await Assertions.Expect(accountant.Locator("main")).ToContainTextAsync("Có khoản ghi sổ sau ngày này");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));
        await Browser.ScreenshotAsync(accountant, "past-balances");
        await DownloadAsync(accountant, "#xuat-excel", "PK");

        await accountant.SelectOptionAsync("#cach-tinh", "entered");
        await accountant.ClickAsync(".cp-filters button[type=submit]");
        await Assertions.Expect(pool.Locator("[data-label='Ghi sổ sau']")).ToHaveCountAsync(0);
        await Assertions.Expect(accountant.Locator("main")).Not.ToContainTextAsync("Có khoản ghi sổ sau ngày này");

        await office.OpenAsync(accountant, $"/quy/so-cai?from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}");
        var number = (string)gift["number"]!;
        Assert.Contains($"* ({number}) donation", await DownloadAsync(accountant, "#xuat-ledger", ""));
        Assert.Contains($"* \"{number}\" \"donation\"", await DownloadAsync(accountant, "#xuat-beancount", "option"));
    }

    private async Task<string> DownloadAsync(IPage page, string link, string start)
    {
        var file = await page.APIRequest.GetAsync(office.At((await page.GetAttributeAsync(link, "href"))!));
        var text = await file.TextAsync();
        Assert.StartsWith(start, text, StringComparison.Ordinal);

        return text;
    }
}
