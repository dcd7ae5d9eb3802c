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
        await Assertions.Expect(page.Locator("[data-figure=new]")).ToHaveTextAsync("297");
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
        await Assertions.Expect(page.Locator(".mud-dialog"))
            .ToContainTextAsync("297 khoản ủng hộ mới, tổng cộng 2.298.200.000 ₫");
        await Browser.ScreenshotAsync(page, "import-confirm");
        Assert.Equal(0, await page.Locator("#ket-qua").CountAsync());
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await page.WaitForSelectorAsync("#ket-qua");
        await Assertions.Expect(page.Locator("#ket-qua")).ToContainTextAsync("Đã ghi 297 khoản ủng hộ");

        await office.OpenAsync(page, "/quy/ung-ho/nhap");
        await page.SetInputFilesAsync("#tep", Sample);
        await page.WaitForSelectorAsync("#xem-truoc");
        await Figures(page, rows: "300", good: "297", bad: "3", already: "297", total: "2.298.200.000 ₫");
        await Assertions.Expect(page.Locator("[data-figure=new]")).ToHaveTextAsync("0");
        await Assertions.Expect(page.Locator("#ghi-so")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Every_fault_of_a_list_can_be_seen_and_a_wrong_file_is_no_case_for_support()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/nhap");
        await page.SetInputFilesAsync("#tep", new FilePayload
        {
            Name = "bien-lai.pdf",
            MimeType = "application/pdf",
            Buffer = "%PDF-1.7 not a list"u8.ToArray(),
        });
        await Assertions.Expect(page.Locator(".cp-notice-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".cp-notice-error .cp-trace")).ToHaveCountAsync(0);

        var rows = string.Concat(Enumerable.Range(1, 45).Select(i => $"{i},Nhà hảo tâm {i},mười đồng,20/05/2024,CK\n"));
        await page.SetInputFilesAsync("#tep", new FilePayload
        {
            Name = "danh-sach.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("STT,Họ tên,Số tiền,Ngày,Hình thức\n" + rows),
        });
        await Assertions.Expect(page.Locator("#loi tbody tr")).ToHaveCountAsync(20);
        await page.ClickAsync("#loi-sau");
        await page.ClickAsync("#loi-sau");
        await Assertions.Expect(page.Locator("#loi tbody tr")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#loi tbody tr").Last).ToContainTextAsync("46");
    }

    private static async Task Figures(IPage page, string rows, string good, string bad, string already, string total)
    {
        foreach (var (name, value) in new[] { ("rows", rows), ("good", good), ("bad", bad), ("already", already), ("total", total) })
        {
            await Assertions.Expect(page.Locator($"[data-figure={name}]")).ToHaveTextAsync(value);
        }
    }
}
