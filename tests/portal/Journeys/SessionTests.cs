using ChildPlatform.Portal.Security;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class SessionTests(Office office)
{
    [Fact]
    public async Task Sign_out_ends_the_session_at_identity_too()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await page.ClickAsync("form[action='/dang-xuat'] button");
        await page.WaitForURLAsync("**/da-dang-xuat");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bạn đã đăng xuất");

        await page.GotoAsync(office.At("/quy/ung-ho"));
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_that_is_gone_is_told_kindly_and_work_goes_on_after_signing_in()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await page.Context.AddCookiesAsync([new() { Name = SignIn.SessionCookie, Value = "gone", Url = office.Platform.Gateway.ToString() }]);
        await page.GotoAsync(office.At("/quy/ung-ho?q=hoa"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Phiên đăng nhập đã hết");

        await page.ClickAsync("main a.cp-button");
        await Browser.InteractiveAsync(page);
        Assert.Equal("/quy/ung-ho?q=hoa", new Uri(page.Url).PathAndQuery);
    }

    [Fact]
    public async Task The_sign_in_form_bears_the_portals_name_and_after_a_wrong_password_asks_for_the_password()
    {
        var page = await office.VisitorAsync();
        await page.GotoAsync(office.At("/"));
        await Assertions.Expect(page.Locator("#userName")).ToBeFocusedAsync();
        var name = await page.Locator(".brand strong").InnerTextAsync();
        await page.FillAsync("#userName", "fund-officer");
        await page.FillAsync("#password", "sai-mat-khau");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#password")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#userName")).ToHaveValueAsync("fund-officer");
        await Browser.ScreenshotAsync(page, "sign-in-refused");

        await page.FillAsync("#password", "Demo@2024");
        await page.Keyboard.PressAsync("Enter");
        await Browser.InteractiveAsync(page);
        Assert.StartsWith(name, await page.Locator(".cp-brand").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_a_signed_in_person_sees_is_kept_by_a_cache()
    {
        var gift = await office.GiftAsync("Công ty Không Lưu Lại", 1_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        foreach (var path in new[] { "/", "/quy/ung-ho", "/khong-co-trang-nay", $"/quy/ung-ho/{gift["id"]}/phieu-thu" })
        {
            var answer = await page.APIRequest.GetAsync(office.At(path));
            Assert.Equal("no-store", answer.Headers["cache-control"]);
        }

        var styles = await page.Locator("link[rel=stylesheet]").Last.GetAttributeAsync("href");
        var sheet = await page.APIRequest.GetAsync(office.At("/" + styles));
        Assert.DoesNotContain("no-store", sheet.Headers["cache-control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cong-khai/quy", 200)]
    [InlineData("/quy/ung-ho", 200)]
    [InlineData("/khong-co-trang-nay", 404)]
    public async Task A_page_answers_HEAD_like_GET_without_its_content(string path, int status)
    {
        var page = await office.DeskOfAsync("fund-officer");
        var answer = await page.APIRequest.FetchAsync(office.At(path), new() { Method = "HEAD" });

        Assert.Equal(status, answer.Status);
        Assert.StartsWith("text/html", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Empty(await answer.BodyAsync());
    }

    [Fact]
    public async Task Pages_of_another_role_stay_closed()
    {
        var page = await office.DeskOfAsync("administrator");
        await Assertions.Expect(page.Locator(".cp-menu")).Not.ToContainTextAsync("Khoản ủng hộ");
        await page.GotoAsync(office.At("/quy/ung-ho"));
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Bạn không có quyền mở trang này");
    }

    [Fact]
    public async Task The_portal_works_on_while_Redis_is_away()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.Platform.StopAsync("redis");
        try
        {
            await office.OpenAsync(page, "/quy/ung-ho");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Khoản ủng hộ");
        }
        finally
        {
            await office.Platform.StartAsync("redis");
        }
    }
}
