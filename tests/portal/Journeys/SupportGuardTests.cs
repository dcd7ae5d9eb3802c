using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>The same child is not helped twice: a real case, the fund's desks and the pages (F17).</summary>
[Collection("office")]
public sealed class SupportGuardTests(Office office)
{
    private const string Cases = "/api/v1/cases";
    private const string Disbursements = "/api/v1/fund/disbursements";

    [Fact]
    public async Task F17_a_second_request_for_a_helped_child_links_the_first_voucher_and_goes_no_further()
    {
        await office.GiftAsync("Công ty Viện Phí", 50_000_000, programme: "PHAU_THUAT");
        var accountant = await office.DeskOfAsync("fund-accountant");
        await office.OpenAsync(accountant, "/quy/chuong-trinh");
        await accountant.ClickAsync("[data-period=PHAU_THUAT]");
        await accountant.SelectOptionAsync("#chu-ky", "quarter");
        await accountant.ClickAsync("button[form=chu-ky-form]");
        await accountant.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        await Assertions.Expect(accountant.Locator("[data-helps=PHAU_THUAT]")).ToHaveTextAsync("Mỗi trẻ em: một lần mỗi quý");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));

        // A case whose plan asks for money, paid.
        var row = await PostAsync("hotline-111", Cases, new JsonObject
        {
            ["channel"] = "hotline-111",
            ["kind"] = "abuse",
            ["what"] = "Hàng xóm nghe tiếng trẻ bị đánh nhiều lần",
            ["placeUnitCode"] = "20341",
            ["child"] = new JsonObject { ["name"] = "Nguyễn Thị Ánh Dương", ["sex"] = "female", ["estimatedAge"] = 9 },
        });
        row = await ActAsync("case-worker-tamky", Cases, row, "assess", new JsonObject
        {
            ["harmNow"] = "medium",
            ["furtherHarm"] = "medium",
            ["selfProtection"] = "low",
            ["support"] = "medium",
            ["conclusion"] = "plan-needed",
            ["note"] = "Cần hỗ trợ y tế",
        });
        row = await ActAsync("case-worker-tamky", Cases, row, "plan", new JsonObject
        {
            ["goals"] = "Trẻ được chữa trị và an toàn",
            ["measures"] = new JsonArray(new JsonObject
            {
                ["kind"] = "health",
                ["description"] = "Phẫu thuật tim",
                ["executor"] = "Bệnh viện Đa khoa tỉnh",
                ["dueOn"] = "2030-01-01",
            }),
            ["support"] = new JsonObject { ["programme"] = "PHAU_THUAT", ["amount"] = 3_000_000, ["group"] = "HCDB13" },
        });
        row = await ActAsync("case-chair-tamky", Cases, row, "approve", []);
        var (number, asked) = ((string)row["number"]!, (string)row["plan"]!["support"]!["id"]!);
        var found = $"{Disbursements}?q={number}";
        await Eventually.Until(
            async () => (await office.ReadAsync(found))["items"]!.AsArray().Count > 0, TimeSpan.FromSeconds(60),
                "the plan's request is there");
        var address = $"/quy/khoan-chi/{asked}";
        await DisbursementTests.ActAsync(office, "fund-accountant", "appraise", address);
        await DisbursementTests.ActAsync(office, "fund-director", "approve", address);
        await DisbursementTests.ActAsync(office, "fund-cashier", "pay", address);
        var voucher = (string)(await office.ReadAsync($"{Disbursements}/{asked}"))["number"]!;

        // An officer who does not know of it asks for the same child once more.
        var officer = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(officer, "/quy/khoan-chi/moi");
        await officer.SelectOptionAsync("#chuong-trinh", "PHAU_THUAT");
        await officer.FillAsync("#noi-dung-chi", "Hỗ trợ viện phí");
        await officer.FillAsync("#so-tien", "2000000");
        await officer.FocusAsync("#xa-0");
        await GiftTests.Type(officer, "tra linh");
        await officer.Locator("#xa-0-list li").GetByText("Xã Trà Linh").WaitForAsync();
        await officer.Keyboard.PressAsync("ArrowDown");
        await officer.Keyboard.PressAsync("Enter");
        await Assertions.Expect(officer.Locator("#nguoi-nhan")).ToHaveValueAsync("UBND xã Trà Linh");
        await officer.FillAsync("#so-vu-viec-0", number);
        await officer.FillAsync("#so-tre-0", "1");
        await officer.ClickAsync("#luu");
        await Assertions.Expect(officer.Locator("#da-ho-tro")).ToContainTextAsync(voucher);
        await officer.ClickAsync("[data-action=submit]");
        await officer.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(officer.Locator(".mud-dialog"))
            .ToContainTextAsync("Trẻ em này đã được chương trình hỗ trợ trong cùng kỳ.");
        await officer.Locator(".mud-dialog-actions button").First.ClickAsync();
        await officer.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        Assert.Empty(await EveryPageTests.FaultsAsync(officer));
        await officer.SetViewportSizeAsync(1280, 900);
        await Browser.ScreenshotAsync(officer, "disbursement-helped-already");
        await officer.ClickAsync("#da-ho-tro a");
        await Assertions.Expect(officer.Locator(".cp-facts")).ToContainTextAsync(voucher);
    }

    private Task<JsonObject> ActAsync(string user, string root, JsonObject row, string verb, JsonObject body) =>
        PostAsync(user, $"{root}/{row["id"]}/{verb}", body, $"\"{row["version"]}\"");

    private async Task<JsonObject> PostAsync(string user, string path, JsonObject body, string? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = JsonContent.Create(body);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (etag is not null)
        {
            request.Headers.Add("If-Match", etag);
        }

        using var answer = await (await office.Platform.AsAsync(user)).SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
