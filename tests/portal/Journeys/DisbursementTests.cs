using System.Net.Http.Json;
using System.Text.Json.Nodes;
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

        await ActAsync(office, "fund-accountant", "appraise", address, width);
        await ActAsync(office, "fund-director", "approve", address, width);
        if (aboveThreshold)
        {
            await ActAsync(office, "fund-council", "approve", address, width);
        }

        var cashier = await ActAsync(office, "fund-cashier", "pay", address, width);
        await cashier.WaitForSelectorAsync("#phieu-chi");
        await Assertions.Expect(cashier.Locator(".cp-state .cp-chip")).ToHaveTextAsync("Đã chi");
        if (aboveThreshold)
        {
            await Assertions.Expect(cashier.Locator("#chu-ky")).ToContainTextAsync("Đủ hai chữ ký: ");
            await Assertions.Expect(cashier.Locator("#chu-ky")).Not.ToContainTextAsync("ngưỡng");
        }

        await Browser.ScreenshotAsync(cashier, $"disbursement-paid-{width}");
        var voucher = await cashier.APIRequest.GetAsync(office.At((await cashier.GetAttributeAsync("#phieu-chi", "href"))!));
        Assert.True((await voucher.BodyAsync()).AsSpan().StartsWith("%PDF"u8));
    }

    [Fact]
    public async Task A_refused_request_is_final_and_a_new_one_starts_with_its_content()
    {
        var (id, number) = await DraftAsync("Áo ấm cho trẻ vùng cao, lập lần một", 9_000_000_000_000);
        var officer = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(officer, $"/quy/khoan-chi/{id}");
        await Confirm(officer, "submit");
        var accountant = await office.DeskOfAsync("fund-accountant");
        await office.OpenAsync(accountant, $"/quy/khoan-chi/{id}");
        await Assertions.Expect(accountant.Locator("#chi-duoc.cp-bad")).ToContainTextAsync("còn thiếu");
        await accountant.ClickAsync("[data-action=reject]");
        await Assertions.Expect(accountant.Locator(".mud-dialog")).ToContainTextAsync("không sửa và không gửi lại được");
        await Browser.FillDialogAsync(accountant, "#ly-do", "Quỹ không đủ tiền");
        await accountant.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(accountant.Locator(".cp-state .cp-chip")).ToHaveTextAsync("Từ chối");
        await Assertions.Expect(accountant.Locator("#lap-lai")).ToHaveCountAsync(0);

        await office.OpenAsync(officer, $"/quy/khoan-chi/{id}");
        await Browser.ScreenshotAsync(officer, "disbursement-rejected");
        await officer.ClickAsync("#lap-lai");
        await Assertions.Expect(officer.Locator("#noi-dung-chi")).ToHaveValueAsync("Áo ấm cho trẻ vùng cao, lập lần một");
        await Assertions.Expect(officer.Locator("#so-tien")).ToHaveValueAsync("9.000.000.000.000");
        await Assertions.Expect(officer.Locator("#so-tre-0")).ToHaveValueAsync("3");
        await officer.FillAsync("#so-tien", "1000000");
        await officer.ClickAsync("#luu");
        await officer.WaitForSelectorAsync("[data-action=submit]");
        await Assertions.Expect(officer.Locator("h1")).Not.ToContainTextAsync(number);
        Assert.Equal("rejected", (string)(await office.ReadAsync($"/api/v1/fund/disbursements/{id}"))["state"]!);
    }

    [Fact]
    public async Task Money_paid_and_money_that_will_never_go_are_not_added_up()
    {
        await DraftAsync("Cộng riêng bản nháp", 1_000_000);
        var (cancelled, _) = await DraftAsync("Cộng riêng đã hủy", 2_000_000);
        var officer = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(officer, $"/quy/khoan-chi/{cancelled}");
        await officer.ClickAsync("[data-action=cancel]");
        await Browser.FillDialogAsync(officer, "#ly-do", "Không cần nữa");
        await officer.ClickAsync("button[form=ly-do-form]");
        await officer.WaitForSelectorAsync("[data-action=cancel]", new() { State = WaitForSelectorState.Detached });

        await office.OpenAsync(officer, "/quy/khoan-chi?q=cong rieng");
        var sums = officer.Locator("tfoot tr");
        await Assertions.Expect(sums).ToHaveCountAsync(2);
        await Assertions.Expect(sums.Nth(0)).ToContainTextAsync("Bản nháp");
        await Assertions.Expect(sums.Nth(0)).ToContainTextAsync("1.000.000 ₫");
        await Assertions.Expect(sums.Nth(1)).ToContainTextAsync("Từ chối, hủy, thu hồi");
        await Assertions.Expect(sums.Nth(1)).ToContainTextAsync("2.000.000 ₫");
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

    private async Task<(string Id, string Number)> DraftAsync(string purpose, long amount)
    {
        var officer = await office.Platform.AsAsync("fund-officer");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/fund/disbursements", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                programme = "AO_AM",
                purpose,
                amount,
                beneficiaries = new[] { new { unitCode = "20950", count = 3 } },
                payee = new { name = "UBND xã Trà Linh" },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await officer.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var draft = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        return ((string)draft["id"]!, (string)draft["requestNumber"]!);
    }

    /// <summary>Somebody takes one step of a request at a desk of their own.</summary>
    internal static async Task<IPage> ActAsync(Office office, string user, string action, string address, int width = 1280)
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
