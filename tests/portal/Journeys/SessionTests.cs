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
