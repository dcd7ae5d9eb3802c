using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>What a programme may give to a child, on its pages (F16).</summary>
[Collection("office")]
public sealed class NormTests(Office office)
{
    [Fact]
    public async Task F16_a_request_above_the_norm_cites_it_and_an_exception_stands_in_the_list()
    {
        var source = $"Nghị quyết {Guid.NewGuid():N}"[..24];
        var accountant = await office.DeskOfAsync("fund-accountant");
        await office.OpenAsync(accountant, "/quy/muc-chi");
        await accountant.ClickAsync("#dat-muc");
        await accountant.ClickAsync("button[form=muc-chi-form]");
        await Assertions.Expect(accountant.Locator("#mc-can-cu-error")).ToBeVisibleAsync();
        await accountant.SelectOptionAsync("#mc-chuong-trinh", "BOI");
        await accountant.FillAsync("#mc-so-tien", "300000");
        await accountant.FillAsync("#mc-tu-ngay", "01/01/2024");
        await accountant.FillAsync("#mc-can-cu", source);
        await accountant.ClickAsync("button[form=muc-chi-form]");
        await accountant.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        await Assertions.Expect(accountant.Locator($"tbody tr:has-text('{source}')")).ToContainTextAsync("300.000 ₫");
        await Browser.ScreenshotAsync(accountant, "norms");
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));
        await accountant.SetViewportSizeAsync(1280, 900);

        var draft = await DraftAsync();
        var address = $"/quy/khoan-chi/{draft["id"]}";
        var officer = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(officer, address);
        await Assertions.Expect(officer.Locator("#vuot-muc-chi"))
            .ToContainTextAsync($"{source}, hiệu lực từ 01/01/2024. Được chi tối đa 600.000 ₫, đề nghị 1.000.000 ₫.");
        await Assertions.Expect(officer.Locator("[data-action=norm-exception]")).ToHaveCountAsync(0);
        await officer.ClickAsync("[data-action=submit]");
        await officer.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(officer.Locator(".mud-dialog")).ToContainTextAsync("Số tiền vượt mức chi");

        var director = await office.DeskOfAsync("fund-director");
        await office.OpenAsync(director, address);
        await Browser.ScreenshotAsync(director, "disbursement-above-norm");
        await director.ClickAsync("[data-action=norm-exception]");
        await Browser.FillDialogAsync(director, "#ly-do", "Trẻ ở xã không có hồ bơi");
        await director.ClickAsync("button[form=ly-do-form]");
        await director.WaitForSelectorAsync("#vuot-muc-chi", new() { State = WaitForSelectorState.Detached });
        await Assertions.Expect(director.Locator(".cp-history")).ToContainTextAsync("Cho phép vượt mức chi");
        await office.OpenAsync(officer, address);
        await officer.ClickAsync("[data-action=submit]");
        await officer.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(officer.Locator(".cp-state .cp-chip")).ToHaveTextAsync("Chờ thẩm định");

        await office.OpenAsync(accountant, "/quy/muc-chi/ngoai-le?programme=BOI");
        var row = accountant.Locator($"tbody tr:has-text('{draft["requestNumber"]}')");
        await Assertions.Expect(row).ToContainTextAsync("Trẻ ở xã không có hồ bơi");
        await Browser.ScreenshotAsync(accountant, "norm-exceptions");
        var sheet = await accountant.APIRequest.GetAsync(office.At((await accountant.GetAttributeAsync("#xuat-excel", "href"))!));
        Assert.True((await sheet.BodyAsync()).AsSpan().StartsWith("PK"u8));
        Assert.Empty(await EveryPageTests.FaultsAsync(accountant));
        await accountant.SetViewportSizeAsync(1280, 900);

        // Other tests ask this programme for what they like.
        await office.OpenAsync(accountant, "/quy/muc-chi?programme=BOI");
        await accountant.Locator($"tbody tr:has-text('{source}') [data-end]").ClickAsync();
        await Browser.FillDialogAsync(accountant, "#ngay-cuoi", "01/01/2024");
        await accountant.ClickAsync("button[form=ket-thuc-form]");
        await Assertions.Expect(accountant.Locator($"tbody tr:has-text('{source}')")).ToContainTextAsync("đến 01/01/2024");
    }

    private async Task<JsonObject> DraftAsync()
    {
        var officer = await office.Platform.AsAsync("fund-officer");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/fund/disbursements", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                programme = "BOI",
                purpose = "Dạy bơi hè",
                amount = 1_000_000,
                beneficiaries = new[] { new { unitCode = "20950", count = 2 } },
                payee = new { name = "UBND xã Trà Linh" },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await officer.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
