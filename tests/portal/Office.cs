using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests;

/// <summary>The running platform and a browser, shared by all tests that look at pages.</summary>
[CollectionDefinition("office")]
[TestClassOrderer(typeof(OthersFirst))]
public sealed class InTheOffice : ICollectionFixture<Office>;

/// <summary>An office with demo users at their desks.</summary>
public class Office : IAsyncLifetime
{
    private readonly Browser browser = new();

    public Office()
        : this(TimeSpan.Zero)
    {
    }

    protected Office(TimeSpan clockOffset) => Platform = new() { ClockOffset = clockOffset };

    public Platform Platform { get; }

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        await Platform.InitializeAsync();
        await browser.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public string At(string path) => new Uri(Platform.Gateway, path).ToString();

    /// <summary>A page of somebody who is not signed in.</summary>
    public Task<IPage> VisitorAsync(int width = 1280, int height = 900) => browser.OpenAsync(width, height);

    /// <summary>A page on which this demo user has signed in.</summary>
    public async Task<IPage> DeskOfAsync(string user, int width = 1280)
    {
        var page = await VisitorAsync(width);
        await page.GotoAsync(At("/"));
        await SignInAsync(page, user);

        return page;
    }

    public static async Task SignInAsync(IPage page, string user)
    {
        await page.FillAsync("#userName", user);
        await page.FillAsync("#password", "Demo@2024");
        await page.Keyboard.PressAsync("Enter");
        await Browser.InteractiveAsync(page);
    }

    /// <summary>Opens an officer's page and waits until it hears clicks and shows its data.</summary>
    public async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(At(path));
        await Browser.InteractiveAsync(page);
        await LoadedAsync(page);
    }

    public static Task LoadedAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.querySelector('[data-interactive]') && !document.querySelector('[data-state=loading]')");

    /// <summary>Gives a file to a field, as soon as the field hears of it: a person is never that quick.</summary>
    public static async Task GiveFileAsync(IPage page, string id, FilePayload file)
    {
        await page.WaitForFunctionAsync("id => document.getElementById(id)?._blazorInputFileNextFileId !== undefined", id);
        await page.SetInputFilesAsync($"[id='{id}']", file);
    }

    /// <summary>Records a gift through the API.</summary>
    public async Task<JsonObject> GiftAsync(string donor, long amount, string receivedOn = "2024-05-20", string? programme = null)
    {
        var officer = await Platform.AsAsync("fund-officer");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/fund/donations", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                donor = new { name = donor, kind = "enterprise" },
                amount,
                method = "transfer",
                receivedOn,
                sourceKind = "DOANH_NGHIEP_TO_CHUC",
                restriction = programme is null ? (object)new { kind = "none" } : new { kind = "programme", programme },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await officer.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>An urgent case of Phường An Mỹ that the hotline has received.</summary>
    public async Task<JsonObject> TakenInAsync(DateTimeOffset? receivedAt = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/cases", UriKind.Relative))
        {
            Content = JsonContent.Create(new
            {
                channel = "hotline-111",
                receivedAt,
                urgent = true,
                kind = "abuse",
                what = "Trẻ bị đánh, đang ở ngoài đường",
                placeUnitCode = "20341",
                child = new { name = "Trần Văn Tí", sex = "male", estimatedAge = 7 },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await (await Platform.AsAsync("hotline-111")).SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonObject> ReadAsync(string path, string user = "fund-officer") =>
        (await (await Platform.AsAsync(user)).GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative)))!;
}
