using System.Globalization;
using ChildPlatform.Portal.Text;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class PublicTests(Office office)
{
    [Fact]
    public async Task Anybody_sees_the_figure_of_the_API_and_the_bar_is_as_long_as_its_percentage()
    {
        await office.GiftAsync("Công ty Công Khai", 150_000_000);
        var page = await office.VisitorAsync();
        await Eventually.Until(async () =>
        {
            await page.GotoAsync(office.At("/cong-khai/quy"));
            var summary = await office.ReadAsync("/api/v1/public/fund/summary?year=2024");
            return await page.InnerTextAsync("#da-huy-dong") == Vi.Money((long)summary["raised"]!);
        });

        var fill = (await page.Locator(".cp-thermo-fill").BoundingBoxAsync())!;
        var track = (await page.Locator(".cp-thermo-track").BoundingBoxAsync())!;
        var percent = double.Parse((await page.GetAttributeAsync(".cp-thermo-fill", "data-percent"))!, CultureInfo.InvariantCulture);
        Assert.True(percent > 0);
        Assert.Equal(percent, fill.Width / track.Width * 100, 0.5);
        await Browser.ScreenshotAsync(page, "public-fund");
    }

    [Fact]
    public async Task F21_Another_site_frames_the_thermometer_by_the_code_of_the_page_and_nothing_else_of_it()
    {
        await office.GiftAsync("Công ty Nhúng", 150_000_000);
        var page = await office.VisitorAsync();
        await page.GotoAsync(office.At("/cong-khai/quy"));
        await page.ClickAsync("#nhung summary");
        var snippet = await page.InnerTextAsync("#nhung code");
        Assert.Empty(await EveryPageTests.FaultsAsync(page));

        var other = await office.VisitorAsync();
        await using var press = OtherSite.Start(snippet + $"<iframe id='all' src='{office.At("/cong-khai/quy")}'></iframe>");
        var widget = other.FrameLocator("iframe >> nth=0");
        await Eventually.Until(async () =>
        {
            await other.GotoAsync(press.Address);
            var summary = await office.ReadAsync("/api/v1/public/fund/summary?year=2024");
            return await widget.Locator("#da-huy-dong").InnerTextAsync() == Vi.Money((long)summary["raised"]!);
        });
        var fill = (await widget.Locator(".cp-thermo-fill").BoundingBoxAsync())!;
        var track = (await widget.Locator(".cp-thermo-track").BoundingBoxAsync())!;
        var percent = double.Parse((await widget.Locator(".cp-thermo-fill").GetAttributeAsync("data-percent"))!, CultureInfo.InvariantCulture);
        Assert.Equal(percent, fill.Width / track.Width * 100, 0.5);
        Assert.InRange(track.Height, 20, 60); // The style sheet is there.
        await Assertions.Expect(widget.Locator("time")).ToHaveCountAsync(1);
        await Assertions.Expect(widget.Locator("script")).ToHaveCountAsync(0);
        Assert.True(await widget.Locator("html").EvaluateAsync<bool>("page => page.scrollHeight <= 230"), "The widget fits its frame.");
        await Assertions.Expect(other.FrameLocator("#all").Locator("h1:has-text('Quỹ Bảo trợ')")).ToHaveCountAsync(0);
        await Browser.ScreenshotAsync(other, "fund-widget");
    }

    [Fact]
    public async Task The_page_opens_with_the_year_of_the_API_and_offers_every_year_with_figures()
    {
        var today = DateTime.UtcNow.AddHours(7);
        await office.GiftAsync("Công ty Năm Nay", 1_000_000, receivedOn: $"{today:yyyy-MM-dd}");
        var page = await office.VisitorAsync();
        await page.GotoAsync(office.At("/cong-khai/quy"));
        var summary = await office.ReadAsync("/api/v1/public/fund/summary");
        Assert.Equal(2024, (int)summary["year"]!); // The newest year with a target, although there are gifts of later ones.
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("năm 2024");

        var years = page.Locator(".cp-years a");
        Assert.Equal(summary["years"]!.AsArray().Select(year => year!.ToString()), await years.AllInnerTextsAsync());
        await years.GetByText($"{today.Year}").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync($"năm {today.Year}");
    }

    [Fact]
    public async Task First_view_is_small_and_asks_no_other_host()
    {
        var page = await office.VisitorAsync(360, 740);
        var requests = new List<IRequest>();
        page.Request += (_, request) => requests.Add(request);
        await page.GotoAsync(office.At("/cong-khai/quy"), new() { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = 0L;
        foreach (var request in requests)
        {
            Assert.Equal(office.Platform.Gateway.Authority, new Uri(request.Url).Authority);
            bytes += (await (await request.ResponseAsync())!.BodyAsync()).Length;
        }

        Assert.InRange(bytes, 1, 200_000);
    }

    [Theory]
    [InlineData("/cong-khai")]
    [InlineData("/cong-khai/quy")]
    [InlineData("/khong-co-trang-nay")]
    [InlineData("/phien-het-han")]
    public async Task Hotlines_can_be_called_from_a_small_telephone(string path)
    {
        var page = await office.VisitorAsync(360, 740);
        await page.GotoAsync(office.At(path));

        await HotlinesAsync(page);
        await Browser.ScreenshotAsync(page, "public" + path.Replace('/', '-') + "-360");
    }

    internal static async Task HotlinesAsync(IPage page)
    {
        foreach (var number in new[] { "111", "18001581" })
        {
            var link = page.Locator($"footer a[href='tel:{number}']");
            await Assertions.Expect(link).ToBeVisibleAsync();
            var box = (await link.BoundingBoxAsync())!;
            Assert.InRange(box.X + box.Width, 0, page.ViewportSize!.Width);
        }

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "The page scrolls sideways.");
    }
}
