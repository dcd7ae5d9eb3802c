using System.Text.RegularExpressions;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

[Collection("office")]
public sealed class GiftTests(Office office)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public Task Officer_records_a_gift_by_keyboard_alone_and_finds_it_without_tone_marks(int width) =>
        GoesAsync("Bình Minh", "binh minh", width);

    /// <summary>The journey of a gift of a company that is new.</summary>
    internal async Task GoesAsync(string company, string plain, int width)
    {
        var page = await office.DeskOfAsync("fund-officer", width);
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FocusAsync("#nha-hao-tam");
        await Type(page, $"Công ty TNHH {company} {width}");
        await TabTo(page, "loai");
        await Type(page, "Do");
        await Assertions.Expect(page.Locator("#loai")).ToHaveValueAsync("enterprise");
        await TabTo(page, "so-tien");
        await Type(page, "12345678");
        await Assertions.Expect(page.Locator("#so-tien")).ToHaveValueAsync("12.345.678");
        await Assertions.Expect(page.Locator("#so-tien-words"))
            .ToHaveTextAsync("Mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám đồng");
        await TabTo(page, "ngay-nhan");
        await page.Keyboard.PressAsync("Control+A");
        await Type(page, "20/5/2024");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForSelectorAsync("#in-phieu-thu");
        await Assertions.Expect(page.Locator("#in-phieu-thu")).ToBeFocusedAsync();
        await Browser.ScreenshotAsync(page, $"gift-recorded-{width}");
        var receipt = await page.APIRequest.GetAsync(office.At((await page.GetAttributeAsync("#in-phieu-thu", "href"))!));
        Assert.Equal("application/pdf", receipt.Headers["content-type"]);
        Assert.True((await receipt.BodyAsync()).AsSpan().StartsWith("%PDF"u8));

        await office.OpenAsync(page, $"/quy/ung-ho?q={plain} {width}");
        var row = page.Locator("tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("20/05/2024");
        await Assertions.Expect(row).ToContainTextAsync("12.345.678 ₫");
        await Browser.ScreenshotAsync(page, $"gift-found-{width}");
    }

    [Fact]
    public async Task A_double_click_records_one_gift()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FillAsync("#nha-hao-tam", "Hợp tác xã Một Lần");
        await page.SelectOptionAsync("#loai", "charity");
        await page.FillAsync("#so-tien", "1000000");
        await page.DblClickAsync("#luu");
        await page.WaitForSelectorAsync("#in-phieu-thu");

        var found = await office.ReadAsync("/api/v1/fund/donations?q=mot lan");
        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_the_first_gets_the_focus()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FillAsync("#so-tien", "1000,5");
        await page.FillAsync("#ngay-nhan", "01/01/2999");
        await page.ClickAsync("#luu");

        await Assertions.Expect(page.Locator("#nha-hao-tam-error")).ToHaveTextAsync("Nhập tên nhà hảo tâm.");
        await Assertions.Expect(page.Locator("#so-tien-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#ngay-nhan-error")).ToHaveTextAsync("Ngày nhận không được sau hôm nay.");
        await Assertions.Expect(page.Locator("#nha-hao-tam")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("1.5", "1.5", "không có phần lẻ")]
    [InlineData("1000.5", "1.000.5", "không có phần lẻ")]
    [InlineData("1.5000", "1.5000", "không có phần lẻ")]
    [InlineData("12,5", "12,5", "không có phần lẻ")]
    [InlineData("1 5", "1 5", "không có phần lẻ")]
    [InlineData("mười", "mười", "không có phần lẻ")]
    [InlineData("9007199254740992", "9.007.199.254.740.992", "quá lớn")]
    [InlineData("0", "0", "lớn hơn 0")]
    [InlineData("", "", "Nhập số tiền")]
    public async Task What_is_no_amount_is_said_on_leaving_and_never_becomes_another(string typed, string left, string said)
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FocusAsync("#so-tien");
        await Type(page, typed);
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator("#so-tien-error")).ToContainTextAsync(said);
        await Assertions.Expect(page.Locator("#so-tien")).ToHaveValueAsync(left);
        await Assertions.Expect(page.Locator("#so-tien-words")).ToHaveTextAsync("");
    }

    [Theory]
    [InlineData("1.500.000")]
    [InlineData("1 500 000")]
    [InlineData("1.500.000 đ")]
    public async Task An_amount_in_the_persons_own_groups_is_that_amount(string typed)
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FocusAsync("#so-tien");
        await Type(page, typed);
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator("#so-tien")).ToHaveValueAsync("1.500.000");
        await Assertions.Expect(page.Locator("#so-tien-words")).ToHaveTextAsync("Một triệu năm trăm nghìn đồng");
        await Assertions.Expect(page.Locator("#so-tien-error")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_officer_says_what_kind_of_giver_it_is_every_time()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await Assertions.Expect(page.Locator("#loai")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("#nguon")).ToHaveValueAsync("");
        await page.FillAsync("#nha-hao-tam", "Bà Nguyễn Thị Một Mình");
        await page.FillAsync("#so-tien", "200000");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#loai-error")).ToHaveTextAsync("Chọn loại nhà hảo tâm.");
        await Assertions.Expect(page.Locator("#nguon-error")).ToHaveTextAsync("Chọn nguồn.");
        await Assertions.Expect(page.Locator("#loai")).ToBeFocusedAsync();

        await page.SelectOptionAsync("#loai", "person");
        await Assertions.Expect(page.Locator("#nguon")).ToHaveValueAsync("CA_NHAN");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#tinh-vao-nam")).ToContainTextAsync("Khoản này tính vào năm ");
        await page.ClickAsync("#ghi-tiep");
        await Assertions.Expect(page.Locator("#loai")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("#nguon")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_the_fund_refuses_stands_at_its_field()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FillAsync("#nha-hao-tam", "Công ty Sai Mã");
        await page.SelectOptionAsync("#loai", "enterprise");
        await page.FillAsync("#ma-so-thue", "123");
        await page.FillAsync("#so-tien", "1000000");
        await page.ClickAsync("#luu");

        await Assertions.Expect(page.Locator("#ma-so-thue-error")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_known_donor_is_taken_from_the_register_by_arrows_and_Enter()
    {
        await office.GiftAsync("Doanh nghiệp Phước Sơn Xanh", 1_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        await page.FocusAsync("#nha-hao-tam");
        await Type(page, "phuoc son xanh");
        await page.WaitForSelectorAsync("#nha-hao-tam-list li");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#nha-hao-tam")).ToHaveValueAsync("Doanh nghiệp Phước Sơn Xanh");
        await Assertions.Expect(page.Locator("#loai")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_gift_is_taken_back_with_a_reason_and_Escape_leaves_the_question()
    {
        var gift = await office.GiftAsync("Công ty Ghi Nhầm", 2_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, $"/quy/ung-ho/{gift["id"]}");
        await page.ClickAsync("#huy-khoan");
        await page.WaitForSelectorAsync("#ly-do");
        await page.FocusAsync("#ly-do");
        await Eventually.Until(async () =>
        {
            // The dialog hears keys a moment after it shows itself.
            await page.Keyboard.PressAsync("Escape");
            return await page.Locator("#ly-do").CountAsync() == 0;
        });

        await page.ClickAsync("#huy-khoan");
        await Browser.FillDialogAsync(page, "#ly-do", "Ghi trùng với sao kê");
        await page.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(page.Locator(".cp-sum-head .cp-chip")).ToHaveTextAsync("Đã hủy");
        await Assertions.Expect(page.Locator(".cp-history")).ToContainTextAsync("Ghi trùng với sao kê");
        await Assertions.Expect(page.Locator(".cp-history")).Not.ToContainTextAsync(new Regex("[0-9a-f]{8}-[0-9a-f]{4}"));
        await Browser.ScreenshotAsync(page, "gift-reversed");
    }

    [Fact]
    public async Task F03_A_name_is_shown_in_public_when_agreed_and_hidden_again_by_a_tick()
    {
        var gift = await office.GiftAsync("Công ty Lúc Ẩn Lúc Hiện", 2_000_000, "2024-12-30");
        var number = (string)gift["number"]!;
        var page = await office.DeskOfAsync("fund-officer");
        var visitor = await office.VisitorAsync();
        await office.OpenAsync(page, $"/quy/ung-ho/{gift["id"]}");
        await Shows("");
        await page.CheckAsync("#dong-y");
        await page.ClickAsync("#luu-neu-ten");
        await Assertions.Expect(page.Locator("#neu-ten-hien-nay")).ToContainTextAsync("được nêu");
        await Browser.ScreenshotAsync(page, "gift-named");
        await Shows("Lúc Ẩn Lúc Hiện");

        await page.CheckAsync("#an-danh");
        await page.ClickAsync("#luu-neu-ten");
        await Assertions.Expect(page.Locator("#neu-ten-hien-nay")).ToContainTextAsync("không nêu tên");
        await Shows("");
        await Assertions.Expect(page.Locator(".cp-facts").First).ToContainTextAsync("Công ty Lúc Ẩn Lúc Hiện");

        // The public page keeps its figures for a second.
        async Task Shows(string name) => await Eventually.Until(async () =>
        {
            await visitor.GotoAsync(office.At("/cong-khai/quy?nam=2024"));
            var rows = await visitor.Locator("#so-thu-chi tbody tr").AllInnerTextsAsync();
            var row = rows.SingleOrDefault(text => text.Contains(number, StringComparison.Ordinal));
            return row is not null && row.Contains("Lúc Ẩn Lúc Hiện", StringComparison.Ordinal) == name.Length > 0;
        });
    }

    [Fact]
    public async Task F02_Two_donors_are_looked_at_side_by_side_merged_and_parted_again()
    {
        var kept = (string)(await office.GiftAsync("Công ty TNHH Song Sinh", 3_000_000))["donor"]!["id"]!;
        var merged = (string)(await office.GiftAsync("CTY TNHH SONG SINH", 2_000_000))["donor"]!["id"]!;
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/nha-hao-tam/trung");
        await Assertions.Expect(page.GetByText("CTY TNHH SONG SINH").First).ToBeVisibleAsync();
        await office.OpenAsync(page, $"/quy/nha-hao-tam/{merged}/gop?voi={kept}");
        await page.ClickAsync("#doi-cho");
        await Assertions.Expect(page.Locator("#se-chuyen")).ToContainTextAsync("1 khoản, tổng 2.000.000 ₫");
        await page.FillAsync("#ly-do", "Cùng mã số thuế trên hóa đơn");
        await Browser.ScreenshotAsync(page, "donors-merge");
        await page.ClickAsync("#gop");
        await Assertions.Expect(page.Locator(".cp-figures")).ToContainTextAsync("5.000.000 ₫");
        await Assertions.Expect(page.Locator("#lich-su-gop")).ToContainTextAsync("Cùng mã số thuế trên hóa đơn");

        await page.Locator("#lich-su-gop button").ClickAsync();
        await Browser.FillDialogAsync(page, "#ly-do", "Hai công ty khác nhau");
        await page.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(page.Locator("#lich-su-gop")).ToContainTextAsync("Hai công ty khác nhau");
        await Assertions.Expect(page.Locator(".cp-figures")).ToContainTextAsync("3.000.000 ₫");
        await Browser.ScreenshotAsync(page, "donors-parted");
    }

    [Fact]
    public async Task F25_One_click_gives_the_statement_and_the_letter_of_a_giver_and_of_all()
    {
        var gift = await office.GiftAsync("Công ty Thư Cảm Ơn", 4_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, $"/quy/ung-ho/{gift["id"]}");
        await page.ClickAsync("#da-giao");
        await Assertions.Expect(page.Locator("#giao-phieu-thu")).ToContainTextAsync("Đã giao");
        await office.OpenAsync(page, $"/quy/nha-hao-tam/{gift["donor"]!["id"]}");
        await page.SelectOptionAsync("#nam-giay-to", "2024");
        await IsPdf("#bang-ke");
        await IsPdf("#thu-cam-on");
        await Browser.ScreenshotAsync(page, "donor-papers");

        await office.OpenAsync(page, "/quy/nha-hao-tam/giay-to");
        await page.SelectOptionAsync("#nam", "2024");
        await page.FillAsync("#q", "thu cam on");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#thu-cam-on")).ToHaveAttributeAsync("href", new Regex("q=thu"));
        await IsPdf("#thu-cam-on");

        async Task IsPdf(string link)
        {
            var file = await page.APIRequest.GetAsync(office.At((await page.GetAttributeAsync(link, "href"))!));
            Assert.Equal("application/pdf", file.Headers["content-type"]);
            Assert.True((await file.BodyAsync()).AsSpan().StartsWith("%PDF"u8));
        }
    }

    [Fact]
    public async Task F06_A_pledge_is_recorded_in_instalments_and_a_gift_against_it_shows_what_is_left()
    {
        var donor = (string)(await office.GiftAsync("Công ty Hứa Theo Đợt", 1_000_000))["donor"]!["id"]!;
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, $"/quy/cam-ket/moi?donor={donor}");
        await page.FillAsync("#ngay-cam-ket", "01/04/2024");
        await page.SelectOptionAsync("#nguon", "DOANH_NGHIEP_TO_CHUC");
        await page.FillAsync("#han-1", "01/05/2024");
        await page.FillAsync("#so-tien-1", "25000000");
        await page.Keyboard.PressAsync("Tab");
        for (var part = 2; part <= 4; part++)
        {
            await page.ClickAsync("#them-dot");
            await Assertions.Expect(page.Locator($"#so-tien-{part}")).ToHaveValueAsync("25.000.000");
        }

        await Assertions.Expect(page.Locator("#tong-cam-ket")).ToContainTextAsync("100.000.000 ₫");
        await page.ClickAsync("#luu");
        await Assertions.Expect(page.Locator("#con-lai")).ToHaveTextAsync("100.000.000 ₫");
        await Assertions.Expect(page.Locator("#cac-dot tbody tr").First).ToContainTextAsync("Quá hạn");
        var pledge = page.Url;

        await page.ClickAsync("#ghi-khoan");
        await Assertions.Expect(page.Locator("#so-tien")).ToHaveValueAsync("25.000.000");
        await page.ClickAsync("#luu");
        await page.WaitForSelectorAsync("#in-phieu-thu");
        await page.GotoAsync(pledge);
        await Assertions.Expect(page.Locator("#con-lai")).ToHaveTextAsync("75.000.000 ₫");
        await Browser.ScreenshotAsync(page, "pledge");
        await Browser.InteractiveAsync(page);
        await page.ClickAsync("#huy-cam-ket");
        await Browser.FillDialogAsync(page, "#ly-do", "Doanh nghiệp gặp khó khăn");
        await page.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(page.Locator(".cp-sum-head .cp-chip")).ToHaveTextAsync("Đã hủy");
    }

    [Fact]
    public async Task Excel_export_keeps_to_the_filter()
    {
        await office.GiftAsync("Công ty Xuất Khẩu Riêng Biệt", 3_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/ung-ho?q=rieng biet");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[download]"));

        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Contains("q=rieng", download.Url, StringComparison.Ordinal);
    }

    internal static Task Type(IPage page, string text) => page.Keyboard.TypeAsync(text, new() { Delay = 15 });

    // Presses Tab until the field is reached: the order of the page, not a jump.
    private static async Task TabTo(IPage page, string id)
    {
        for (var presses = 0; presses < 15; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("() => document.activeElement.id") == id)
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach #{id}.");
    }
}
