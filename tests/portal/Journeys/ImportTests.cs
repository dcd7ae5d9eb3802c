using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class ImportTests(Office office)
{
    private static string Sample => Path.Combine(AppContext.BaseDirectory, "danh-sach-ung-ho.xlsx");

    [Fact]
    public async Task The_months_list_is_previewed_recorded_once_and_known_the_second_time()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/nhap");
        await page.SetInputFilesAsync("#tep", Sample);
        await page.WaitForSelectorAsync("#xem-truoc");
        await Figures(page, rows: "300", good: "297", bad: "3", already: "0", total: "2.298.200.000 ₫");
        foreach (var row in new[] { "127", "267", "271" })
        {
            await Assertions.Expect(page.Locator("#loi tbody td:first-child").GetByText(row, new() { Exact = true })).ToHaveCountAsync(1);
        }

        await Browser.ScreenshotAsync(page, "import-preview");
        var corrected = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#xem-truoc a[download]"));
        Assert.EndsWith(".xlsx", corrected.SuggestedFilename, StringComparison.Ordinal);

        await page.ClickAsync("#tat-ca");
        await Assertions.Expect(page.Locator("#ghi-so")).ToBeDisabledAsync();
        await page.ClickAsync("#chi-dong-hop-le");
        await page.ClickAsync("#ghi-so");
        await page.WaitForSelectorAsync("#ket-qua");
        await Assertions.Expect(page.Locator("#ket-qua")).ToContainTextAsync("Đã ghi 297 khoản ủng hộ");

        await office.OpenAsync(page, "/quy/ung-ho/nhap");
        await page.SetInputFilesAsync("#tep", Sample);
        await page.WaitForSelectorAsync("#xem-truoc");
        await Figures(page, rows: "300", good: "297", bad: "3", already: "297", total: "2.298.200.000 ₫");
        await Assertions.Expect(page.Locator("#ghi-so")).ToHaveCountAsync(0);
    }

    private static async Task Figures(IPage page, string rows, string good, string bad, string already, string total)
    {
        foreach (var (name, value) in new[] { ("rows", rows), ("good", good), ("bad", bad), ("already", already), ("total", total) })
        {
            await Assertions.Expect(page.Locator($"[data-figure={name}]")).ToHaveTextAsync(value);
        }
    }
}
