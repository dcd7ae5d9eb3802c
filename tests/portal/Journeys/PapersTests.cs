using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>Papers that prove a disbursement, on the pages of programme and request (F14).</summary>
[Collection("office")]
public sealed class PapersTests(Office office)
{
    private const string Child = "Nguyễn Thị Hạnh Đào";

    private static readonly byte[] _paper = [.. "%PDF-1.7"u8, .. new byte[2000]];

    [Fact]
    public async Task F14_a_request_goes_up_once_the_papers_that_its_programme_asks_for_are_there()
    {
        var accountant = await office.DeskOfAsync("fund-accountant");
        await AskForAsync(accountant, "KY_NHAN", on: true);
        await Assertions.Expect(accountant.Locator("[data-required=CONG_TRINH]")).ToContainTextAsync("Danh sách ký nhận");
        await Browser.ScreenshotAsync(accountant, "programme-papers");

        var officer = await office.DeskOfAsync("fund-officer");
        var draft = await DraftAsync();
        await office.OpenAsync(officer, $"/quy/khoan-chi/{draft["id"]}");
        await Assertions.Expect(officer.Locator("#chung-tu-thieu")).ToHaveTextAsync("Còn thiếu: Danh sách ký nhận.");
        await officer.ClickAsync("[data-action=submit]");
        await officer.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(officer.Locator(".mud-dialog")).ToContainTextAsync("Thiếu chứng từ mà chương trình yêu cầu.");
        await officer.Locator(".mud-dialog-actions button").First.ClickAsync();
        await officer.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });

        var program = new FilePayload { Name = "giay.pdf", MimeType = "application/pdf", Buffer = [.. "MZ"u8] };
        await officer.SetInputFilesAsync("#them-chung-tu", program);
        await Assertions.Expect(officer.Locator("#them-chung-tu-error")).ToContainTextAsync("Loại tệp không được phép");
        await Assertions.Expect(officer.Locator("#loai-chung-tu")).ToHaveValueAsync("KY_NHAN");
        var file = new FilePayload { Name = $"Ký nhận của {Child}.pdf", MimeType = "application/pdf", Buffer = _paper };
        await officer.SetInputFilesAsync("#them-chung-tu", file);
        var line = officer.Locator("#chung-tu-khoan-chi li");
        await Assertions.Expect(line).ToContainTextAsync($"Danh sách ký nhận ({draft["requestNumber"]}-01.pdf)");
        await Assertions.Expect(officer.Locator("#chung-tu-thieu")).ToHaveCountAsync(0);
        Assert.DoesNotContain(Child, await officer.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Empty(await EveryPageTests.FaultsAsync(officer));
        await officer.SetViewportSizeAsync(1280, 900);
        var download = await officer.RunAndWaitForDownloadAsync(() => line.Locator("a").ClickAsync());
        Assert.Equal($"{draft["requestNumber"]}-01.pdf", download.SuggestedFilename);
        await using (var opened = await download.CreateReadStreamAsync())
        {
            using var content = new MemoryStream();
            await opened.CopyToAsync(content);
            Assert.Equal(_paper, content.ToArray());
        }

        await officer.ClickAsync("[data-action=submit]");
        await officer.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(officer.Locator(".cp-state .cp-chip")).ToHaveTextAsync("Chờ thẩm định");

        await line.Locator("button").ClickAsync();
        await Browser.FillDialogAsync(officer, "#ly-do", "Nhầm danh sách");
        await officer.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(officer.Locator(".mud-dialog")).ToContainTextAsync("hãy thêm bản khác trước khi thu hồi");
        await officer.Locator(".mud-dialog-actions button").First.ClickAsync();
        await Browser.ScreenshotAsync(officer, "disbursement-papers");

        // Other tests ask this programme for money without papers.
        await AskForAsync(accountant, "KY_NHAN", on: false);
        await Assertions.Expect(accountant.Locator("[data-required=CONG_TRINH]")).ToHaveCountAsync(0);
    }

    private async Task AskForAsync(IPage page, string paper, bool on)
    {
        await office.OpenAsync(page, "/quy/chuong-trinh");
        await page.ClickAsync("[data-papers=CONG_TRINH]");
        await page.SetCheckedAsync($"#giay-{paper}", on);
        await page.ClickAsync("button[form=ho-so-form]");
        await page.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        await Office.LoadedAsync(page);
    }

    private async Task<JsonObject> DraftAsync()
    {
        var officer = await office.Platform.AsAsync("fund-officer");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/fund/disbursements", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                programme = "CONG_TRINH",
                purpose = "Sửa phòng học bán trú",
                amount = 3_000_000,
                beneficiaries = new[] { new { unitCode = "20950", count = 30 } },
                payee = new { name = "UBND xã Trà Linh" },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await officer.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
