using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>Money with a purpose, followed from the gift to the payment and back (F12, F13).</summary>
[Collection("office")]
public sealed class LotTests(Office office)
{
    private const string Fund = "/api/v1/fund";

    /// <summary>Xã Trà Leng: no other test gives or pays for it.</summary>
    private const string Commune = "20935";

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task F12_A_gift_is_split_by_percent_and_its_page_shows_the_parts(int width)
    {
        var page = await office.DeskOfAsync("fund-officer", width);
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FillAsync("#nha-hao-tam", $"Công ty Chia Phần {width}");
        await page.SelectOptionAsync("#loai", "enterprise");
        await page.FillAsync("#so-tien", "10000001");
        await page.CheckAsync("#chia-muc-dich");
        await page.SelectOptionAsync("#cach-chia", "percent");
        await page.SelectOptionAsync("#phan-0", "BOI");
        await page.FillAsync("#ty-le-0", "60");
        await page.SelectOptionAsync("#phan-1", ".area");
        await page.FocusAsync("#phan-1-dia-ban");
        await GiftTests.Type(page, "tra leng");
        await page.Locator("#phan-1-dia-ban-list li").GetByText("Xã Trà Leng").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.FillAsync("#ty-le-1", "39,5");
        await page.FocusAsync("#ghi-chu");
        await Assertions.Expect(page.Locator("#chua-chia")).ToHaveTextAsync("Đã chia 99,5%, phải đủ 100%.");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#cac-phan-error")).ToHaveTextAsync("Các tỷ lệ cộng lại phải bằng 100%.");
        await Browser.ScreenshotAsync(page, $"gift-split-{width}");
        Assert.Empty(await EveryPageTests.FaultsAsync(page));

        await page.FillAsync("#ty-le-1", "40");
        await page.ClickAsync("#luu");
        await page.WaitForSelectorAsync("#in-phieu-thu");
        await page.GetByText("Xem chi tiết").ClickAsync();

        var lots = page.Locator("#lo-tien tbody tr");
        await Assertions.Expect(lots).ToHaveCountAsync(2);
        await Assertions.Expect(lots.Nth(0)).ToContainTextAsync("6.000.001 ₫");
        await Assertions.Expect(lots.Nth(1)).ToContainTextAsync("Xã Trà Leng, Huyện Nam Trà My");
        await Assertions.Expect(lots.Nth(1)).ToContainTextAsync("4.000.000 ₫");
        await Assertions.Expect(page.Locator("#tien-con-lai")).ToHaveTextAsync("10.000.001 ₫");
        await Assertions.Expect(page.Locator("#chua-chi")).ToBeVisibleAsync();
        await Browser.ScreenshotAsync(page, $"gift-lots-{width}");
        Assert.Empty(await EveryPageTests.FaultsAsync(page));

        // With the donor's letter the part for the commune is for anything.
        var accountant = await office.DeskOfAsync("fund-accountant", width);
        await office.OpenAsync(accountant, new Uri(page.Url).PathAndQuery);
        await accountant.ClickAsync("[data-repurpose='2']");
        await Browser.FillDialogAsync(accountant, "#van-ban-dong-y", "Thư số 12/TĐ, hồ sơ năm 2024");
        await accountant.ClickAsync("button[form=doi-muc-dich-form]");
        await Assertions.Expect(accountant.Locator("#ngay-dong-y-error")).ToBeVisibleAsync();
        await Browser.FillDialogAsync(accountant, "#ngay-dong-y", "18/05/2024");
        await Browser.FillDialogAsync(accountant, "#ly-do-doi", "Xã đã đủ kinh phí");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));
        await accountant.ClickAsync("button[form=doi-muc-dich-form]");
        lots = accountant.Locator("#lo-tien tbody tr");
        await Assertions.Expect(lots).ToHaveCountAsync(3);
        await Assertions.Expect(lots.Nth(2)).ToContainTextAsync("Không hạn chế");
        await Assertions.Expect(lots.Nth(2)).ToContainTextAsync("Thư số 12/TĐ");
        await Browser.ScreenshotAsync(accountant, $"gift-repurposed-{width}");

        // The books call the money by the place, as the gift's page does.
        await office.OpenAsync(accountant, "/quy/so-cai");
        var entry = accountant.Locator("tbody tr:has-text('Đổi mục đích tiền ủng hộ')").First;
        await Assertions.Expect(entry).ToContainTextAsync("Nguồn Xã Trà Leng, Huyện Nam Trà My");
        await Assertions.Expect(entry).Not.ToContainTextAsync("AREA");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));

        // What is left of it must not pay in the other test.
        var gift = await office.ReadAsync($"{Fund}/donations/{page.Url[(page.Url.LastIndexOf('/') + 1)..]}");
        await PostAsync("fund-officer", $"{Fund}/donations/{gift["id"]}/reverse", new { reason = "Chỉ để thử" }, gift);
    }

    [Fact]
    public async Task F13_A_payment_names_its_gifts_and_a_gift_its_payment_and_the_draw_moves_so_that_the_gift_can_be_taken_back()
    {
        var first = await GiftAsync("Hội đồng hương Trà Leng", 1_000_000, "2024-05-01");
        var second = await GiftAsync("Công ty Thay Thế", 2_000_000, "2024-05-02");
        var paid = await PaidAsync(700_000);
        var (address, voucher) = ($"/quy/khoan-chi/{paid["id"]}", (string)paid["number"]!);

        var officer = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(officer, $"/quy/ung-ho/{first["id"]}");
        await Assertions.Expect(officer.Locator("#tien-da-chi")).ToHaveTextAsync("700.000 ₫");
        await Assertions.Expect(officer.Locator("#tien-con-lai")).ToHaveTextAsync("300.000 ₫");
        await Assertions.Expect(officer.Locator("#cac-khoan-chi tbody tr")).ToContainTextAsync(voucher);
        await Assertions.Expect(officer.Locator("#cac-khoan-chi tbody tr")).ToContainTextAsync("Huyện Nam Trà My");
        await IsSheetAsync(officer, "#xuat-da-chi");
        await Browser.ScreenshotAsync(officer, "gift-traced");
        Assert.Empty(await EveryPageTests.FaultsAsync(officer));
        await officer.ClickAsync("#huy-khoan");
        await Browser.FillDialogAsync(officer, "#ly-do", "Ghi trùng với sao kê");
        await officer.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(officer.Locator(".mud-dialog")).ToContainTextAsync("chuyển chúng sang khoản ủng hộ khác");

        var accountant = await office.DeskOfAsync("fund-accountant");
        await office.OpenAsync(accountant, address);
        await Assertions.Expect(accountant.Locator("#nguon-theo-muc-dich")).ToContainTextAsync("Xã Trà Leng, Huyện Nam Trà My · 1 lô tiền");
        var source = accountant.Locator("#cac-khoan-ung-ho tbody tr");
        await Assertions.Expect(source).ToContainTextAsync("Hội đồng hương Trà Leng");
        await IsSheetAsync(accountant, "#xuat-nguon-tien");
        await Browser.ScreenshotAsync(accountant, "payment-traced");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));
        await accountant.ClickAsync($"[data-move={first["number"]}]");
        await Browser.FillDialogAsync(accountant, "#ly-do", "Phiếu thu ghi trùng");
        await accountant.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(source).ToContainTextAsync("Công ty Thay Thế");
        await Assertions.Expect(accountant.Locator(".cp-history")).ToContainTextAsync("Chuyển nguồn tiền");

        await office.OpenAsync(officer, $"/quy/ung-ho/{first["id"]}");
        await Assertions.Expect(officer.Locator("#chua-chi")).ToHaveTextAsync("Chưa có khoản chi nào dùng tiền này.");
        await officer.ClickAsync("#huy-khoan");
        await Browser.FillDialogAsync(officer, "#ly-do", "Ghi trùng với sao kê");
        await officer.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(officer.Locator(".cp-sum-head .cp-chip")).ToHaveTextAsync("Đã hủy");

        // Who only pays sees where the money comes from and moves none of it.
        var cashier = await office.DeskOfAsync("fund-cashier");
        await office.OpenAsync(cashier, address);
        await Assertions.Expect(cashier.Locator("#cac-khoan-ung-ho")).ToContainTextAsync((string)second["number"]!);
        await Assertions.Expect(cashier.Locator("[data-move]")).ToHaveCountAsync(0);
    }

    private async Task IsSheetAsync(IPage page, string link)
    {
        var sheet = await page.APIRequest.GetAsync(office.At((await page.GetAttributeAsync(link, "href"))!));
        Assert.True((await sheet.BodyAsync()).AsSpan().StartsWith("PK"u8));
    }

    private Task<JsonObject> GiftAsync(string donor, long amount, string receivedOn) =>
        PostAsync("fund-officer", Fund + "/donations", new
        {
            donor = new { name = donor, kind = "enterprise" },
            amount,
            method = "transfer",
            receivedOn,
            sourceKind = "DOANH_NGHIEP_TO_CHUC",
            restriction = new { kind = "area", area = Commune },
        });

    private async Task<JsonObject> PaidAsync(long amount)
    {
        var row = await PostAsync("fund-officer", Fund + "/disbursements", new
        {
            programme = "AO_AM",
            purpose = "Áo ấm cho trẻ em Trà Leng",
            amount,
            beneficiaries = new[] { new { unitCode = Commune, count = 3 } },
            payee = new { name = "UBND xã Trà Leng" },
        });
        foreach (var (user, action) in new[]
        {
            ("fund-officer", "submit"), ("fund-accountant", "appraise"), ("fund-director", "approve"), ("fund-cashier", "pay"),
        })
        {
            row = await PostAsync(user, $"{Fund}/disbursements/{row["id"]}/{action}", new { }, row);
        }

        return row;
    }

    private async Task<JsonObject> PostAsync(string user, string path, object body, JsonObject? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (seen is not null)
        {
            request.Headers.Add("If-Match", $"\"{seen["version"]}\"");
        }

        using var answer = await (await office.Platform.AsAsync(user)).SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
