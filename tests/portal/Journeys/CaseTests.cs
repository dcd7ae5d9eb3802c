using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>A case from the first word to the chairman's signature, and who may not see whom it is about.</summary>
[Collection("office")]
public sealed class CaseTests(Office office)
{
    private const string Child = "Nguyễn Thị Bình Minh";
    private const string What = "Hàng xóm nghe tiếng trẻ khóc nhiều đêm";

    [Fact]
    public async Task A_refused_form_leads_to_its_first_wrong_field_but_not_away_from_what_is_being_written()
    {
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, "/vu-viec/moi");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#nguon")).ToBeFocusedAsync();

        await worker.ClickAsync("#luu");
        await worker.FocusAsync("#noi-dung-tin");
        await worker.Keyboard.TypeAsync(What, new() { Delay = 60 });
        await Assertions.Expect(worker.Locator("#noi-dung-tin")).ToHaveValueAsync(What);
    }

    [Fact]
    public async Task A_case_goes_from_intake_to_the_voucher_of_its_help_and_shows_nobody_without_a_purpose()
    {
        var (number, address) = await GoesAsync(Sound);
        var other = await office.DeskOfAsync("case-worker-anphu");
        await office.OpenAsync(other, "/vu-viec");
        await Assertions.Expect(other.Locator($"[data-case='{number}']")).ToHaveCountAsync(0);
        await office.OpenAsync(other, address);
        await Assertions.Expect(other.Locator("[data-state=error]")).ToContainTextAsync("Không tìm thấy");

        var privacy = await office.DeskOfAsync("privacy-officer");
        await privacy.WaitForURLAsync("**/vu-viec/nhat-ky-truy-cap");
        await office.OpenAsync(privacy, $"/vu-viec/nhat-ky-truy-cap?case={number}");
        // Seen twice, the list of files with the second look, and the file itself.
        await Assertions.Expect(privacy.Locator("#nhat-ky tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(privacy.Locator("#nhat-ky")).ToContainTextAsync("Xử lý vụ việc được giao");
        await Sound(privacy);
    }

    /// <summary>The journey of help for a child: from the report to the voucher; gives the case's number and page.</summary>
    internal async Task<(string Number, string Address)> GoesAsync(Func<IPage, Task> look)
    {
        await office.GiftAsync("Công ty Học Bổng Trẻ Em", 5_000_000, programme: "HOC_BONG");
        var worker = await office.DeskOfAsync("case-worker-tamky");
        await worker.WaitForURLAsync("**/vu-viec/viec-cua-toi");
        await office.OpenAsync(worker, "/vu-viec/moi");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#nguon-error")).ToHaveTextAsync("Chọn nguồn tin.");
        await worker.SelectOptionAsync("#nguon", "in-person");
        await worker.FocusAsync("#noi-xay-ra");
        await GiftTests.Type(worker, "an my");
        await worker.Locator("#noi-xay-ra-list li").GetByText("Phường An Mỹ").ClickAsync();
        await worker.FillAsync("#noi-dung-tin", What);
        await worker.SelectOptionAsync("#loai", "at-risk");
        await worker.FillAsync("#tre-ten", Child);
        await worker.FillAsync("#tre-tuoi", "9");
        await worker.ClickAsync("#luu");
        await worker.WaitForSelectorAsync("#lich-su");
        var address = new Uri(worker.Url).PathAndQuery;
        var number = (await worker.InnerTextAsync("h1")).Replace("Vụ việc ", "", StringComparison.Ordinal);
        await Assertions.Expect(worker.Locator("#trang-thai")).ToHaveTextAsync("Mới tiếp nhận");

        await Hidden(worker);
        await worker.ClickAsync("#xem-thong-tin");
        await worker.ClickAsync("button[form=muc-dich-form]");
        await Assertions.Expect(worker.Locator("#muc-dich-error")).ToBeVisibleAsync();
        await Hidden(worker);
        await worker.SelectOptionAsync("#muc-dich", "case-handling");
        await worker.ClickAsync("button[form=muc-dich-form]");
        await Assertions.Expect(worker.Locator("#noi-dung-tin")).ToHaveTextAsync(What);
        await Assertions.Expect(worker.Locator("#tre-em")).ToContainTextAsync(Child);
        await worker.ClickAsync("#che-lai");
        await Hidden(worker);

        // A paper of the child: refused at the field by its content, masked in the list, opened for a purpose.
        byte[] paper = [.. "%PDF-1.7"u8, .. new byte[2000]];
        var program = new FilePayload { Name = "giay.pdf", MimeType = "application/pdf", Buffer = [.. "MZ"u8] };
        await worker.SetInputFilesAsync("#them-tep", program);
        await Assertions.Expect(worker.Locator("#them-tep-error")).ToContainTextAsync("Loại tệp không được phép");
        var file = new FilePayload { Name = $"Giấy khám {Child}.pdf", MimeType = "application/pdf", Buffer = paper };
        await worker.SetInputFilesAsync("#them-tep", file);
        await Assertions.Expect(worker.Locator("#tep-vu-viec li")).ToContainTextAsync("Tệp PDF");
        await Hidden(worker);
        await worker.ClickAsync("#xem-thong-tin");
        await worker.SelectOptionAsync("#muc-dich", "case-handling");
        await worker.ClickAsync("button[form=muc-dich-form]");
        var download = await worker.RunAndWaitForDownloadAsync(() => worker.ClickAsync($"#tep-vu-viec a:has-text('{Child}')"));
        await using (var opened = await download.CreateReadStreamAsync())
        {
            using var content = new MemoryStream();
            await opened.CopyToAsync(content);
            Assert.Equal(paper, content.ToArray());
        }

        Assert.StartsWith(number, download.SuggestedFilename, StringComparison.Ordinal);
        await worker.ClickAsync("#che-lai");
        await Hidden(worker);

        await office.OpenAsync(worker, "/vu-viec/viec-cua-toi?due=no-date");
        await worker.Locator($"#viec [data-case='{number}'][data-task=assess] a").ClickAsync();
        await worker.WaitForSelectorAsync("#lich-su");
        await worker.ClickAsync("[data-action=assess]");
        await worker.WaitForSelectorAsync("#mau-02");
        await worker.SelectOptionAsync("#ton-hai", "medium");
        await worker.SelectOptionAsync("#ton-hai-them", "medium");
        await worker.SelectOptionAsync("#tu-bao-ve", "high");
        await worker.SelectOptionAsync("#ho-tro", "low");
        await Assertions.Expect(worker.Locator("#dem-muc [data-part=A] td")).ToHaveTextAsync(["0", "2", "0"]);
        await Assertions.Expect(worker.Locator("#dem-muc [data-part=B] td")).ToHaveTextAsync(["1", "0", "1"]);
        await Assertions.Expect(worker.Locator("#dem-muc [data-part=B] .cp-bad")).ToHaveCountAsync(0);
        await worker.CheckAsync("#ket-luan input[value=plan-needed]");
        await worker.FillAsync("#ghi-chu", "Ở với bà ngoại");
        await look(worker);
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#trang-thai")).ToHaveTextAsync("Đã đánh giá ban đầu");
        await Assertions.Expect(worker.Locator("#thoi-han [data-step=S7][data-tone=good]")).ToContainTextAsync("Trong hạn, còn ");

        await office.OpenAsync(worker, "/vu-viec/viec-cua-toi");
        await Assertions.Expect(worker.Locator($"#viec [data-case='{number}']")).ToContainTextAsync("5 ngày làm việc");
        await look(worker);
        await Browser.ScreenshotAsync(worker, "case-queue-360");
        await office.OpenAsync(worker, address);
        await worker.ClickAsync("[data-action=plan]");
        await worker.FillAsync("#muc-tieu", "Trẻ được an toàn, đi học đều");
        await worker.FillAsync("#bp-noi-dung-0", "Tham vấn tâm lý");
        await worker.FillAsync("#bp-nguoi-0", "Trung tâm Công tác xã hội");
        await worker.FillAsync("#bp-han-0", $"31/12/{DateTime.UtcNow.Year + 1}");
        await worker.CheckAsync("#de-nghi-quy");
        await worker.SelectOptionAsync("#chuong-trinh", "HOC_BONG");
        await worker.FillAsync("#so-tien", "5000000");
        await look(worker);
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#trang-thai")).ToHaveTextAsync("Chờ duyệt kế hoạch");

        var chairman = await office.DeskOfAsync("case-chair-tamky");
        await chairman.WaitForURLAsync("**/vu-viec/viec-cua-toi");
        await chairman.Locator($"#viec [data-case='{number}'][data-task=decide-plan] a").ClickAsync();
        await chairman.ClickAsync("[data-action=approve]");
        await Browser.FillDialogAsync(chairman, "#y-kien", "Đồng ý");
        await chairman.ClickAsync("button[form=y-kien-form]");
        await Assertions.Expect(chairman.Locator("#trang-thai")).ToHaveTextAsync("Đang hỗ trợ, can thiệp");
        await Assertions.Expect(chairman.Locator("#ho-tro-tien")).ToContainTextAsync("5.000.000 ₫ · Học bổng");
        await Hidden(chairman);
        await Browser.ScreenshotAsync(chairman, "case-approved");
        await look(chairman);
        await Browser.ScreenshotAsync(chairman, "case-approved-360");

        // The fund shows the case it was asked for, and who asked; never the child.
        await Eventually.Until(async () => (await Requests(number)).Count > 0, TimeSpan.FromSeconds(30));
        var request = $"/quy/khoan-chi/{(await Requests(number))[0]!["id"]}";
        var accountant = await DisbursementTests.ActAsync(office, "fund-accountant", "appraise", request);
        await Assertions.Expect(accountant.Locator("#vu-viec")).ToContainTextAsync(number);
        Assert.DoesNotContain(Child, await accountant.ContentAsync(), StringComparison.Ordinal);
        await DisbursementTests.ActAsync(office, "fund-director", "approve", request);
        await DisbursementTests.ActAsync(office, "fund-cashier", "pay", request);
        var voucher = (string)(await Requests(number))[0]!["number"]!;
        await Eventually.Until(async () =>
        {
            await office.OpenAsync(worker, address);

            return (await worker.InnerTextAsync("#ho-tro-tien")).Contains($"Phiếu chi {voucher}", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(30), "the voucher shows on the case");
        await Hidden(worker);
        await Browser.ScreenshotAsync(worker, "case-paid");

        return (number, address);
    }

    [Fact]
    public async Task An_urgent_case_is_protected_its_child_is_named_later_and_an_agency_is_asked()
    {
        var id = (string)(await office.TakenInAsync())["id"]!;
        var chairman = await office.DeskOfAsync("case-chair-tamky");
        await office.OpenAsync(chairman, $"/vu-viec/{id}");
        await Assertions.Expect(chairman.Locator("#thoi-han [data-step=S5][data-tone=good]")).ToContainTextAsync("Trong hạn, còn 11 giờ");
        await chairman.ClickAsync("[data-action=separate]");
        await chairman.CheckAsync("#bien-phap input[value=separation]");
        await chairman.FillAsync("#quyet-dinh", "12/QĐ-UBND");
        await chairman.FillAsync("#den-ngay", "01/01/2020");
        await chairman.FillAsync("#ghi-chu", "Ở nhà dì ruột");
        await chairman.ClickAsync("#luu");
        await Assertions.Expect(chairman.Locator("#den-ngay-error")).ToBeVisibleAsync();
        await Sound(chairman);
        await chairman.CheckAsync("#bien-phap input[value=safe-care]");
        await chairman.ClickAsync("#luu");
        await Assertions.Expect(chairman.Locator("#thoi-han [data-step=S5]")).ToContainTextAsync("Đã làm đúng hạn");
        await Assertions.Expect(chairman.Locator("#bien-phap")).ToContainTextAsync("12/QĐ-UBND");

        var worker = await office.DeskOfAsync("case-worker-tamky");
        await office.OpenAsync(worker, $"/vu-viec/{id}/tre-em");
        await worker.SelectOptionAsync("#muc-dich", "urgent-protection");
        await worker.ClickAsync("#xem-thong-tin");
        await Assertions.Expect(worker.Locator("#tre-ten")).ToHaveValueAsync("Trần Văn Tí");
        await worker.FillAsync("#tre-ten", "Trần Văn Tý");
        await worker.FillAsync("#tre-so-dinh-danh", "12");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#tre-so-dinh-danh-error")).ToBeVisibleAsync();
        await Sound(worker);
        await worker.FillAsync("#tre-so-dinh-danh", "");
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#lich-su")).ToContainTextAsync("họ tên");
        await Assertions.Expect(worker.Locator("#lich-su")).Not.ToContainTextAsync("Trần Văn");
        await worker.ClickAsync("#xem-thong-tin");
        await worker.SelectOptionAsync("#muc-dich", "case-handling");
        await worker.ClickAsync("button[form=muc-dich-form]");
        await Assertions.Expect(worker.Locator("#lich-su [data-change=name]")).ToHaveTextAsync("Họ tên: Trần Văn Tí → Trần Văn Tý");

        await worker.ClickAsync("[data-action=refer]");
        await worker.SelectOptionAsync("#co-quan", "YT");
        await worker.SelectOptionAsync("#dich-vu", "health");
        await worker.FillAsync("#nhu-cau", "Khám sức khỏe tổng quát");
        await Sound(worker);
        await worker.ClickAsync("#luu");
        await worker.Locator("a", new() { HasText = "Sở Y tế: y tế" }).WaitForAsync();

        var agency = await office.DeskOfAsync("referral-yt");
        await agency.WaitForURLAsync("**/vu-viec/chuyen-tuyen");
        await Office.LoadedAsync(agency);
        await Sound(agency);
        await agency.Locator("tbody tr a").First.ClickAsync();
        await Assertions.Expect(agency.Locator("#nhu-cau")).ToHaveTextAsync("***");
        await agency.ClickAsync("#xem-thong-tin");
        await agency.SelectOptionAsync("#muc-dich", "case-handling");
        await agency.ClickAsync("button[form=muc-dich-form]");
        await Assertions.Expect(agency.Locator("#nhu-cau")).ToHaveTextAsync("Khám sức khỏe tổng quát");
        await agency.ClickAsync("[data-action=accept]");
        await agency.ClickAsync("button[form=y-kien-form]");
        await Assertions.Expect(agency.Locator(".cp-state")).ToContainTextAsync("Đã tiếp nhận");
        await Sound(agency);
        Assert.DoesNotContain("Trần Văn", await agency.ContentAsync(), StringComparison.Ordinal);

        foreach (var path in new[] { "/vu-viec?urgent=true&unit=20341", "/vu-viec/moi" })
        {
            await office.OpenAsync(worker, path);
            await Sound(worker);
        }

        await Browser.ScreenshotAsync(worker, "case-intake");
        await office.OpenAsync(worker, "/vu-viec?urgent=true&unit=20341");
        await Assertions.Expect(worker.Locator("#noi")).ToHaveValueAsync("Phường An Mỹ, Thành phố Tam Kỳ");
        await Assertions.Expect(worker.Locator("tbody tr").First).ToContainTextAsync("Khẩn cấp");
        await Browser.ScreenshotAsync(worker, "cases");
    }

    [Fact]
    public async Task Anybody_reports_without_a_name_and_asks_with_the_code_how_far_it_is()
    {
        var page = await office.VisitorAsync(360);
        await page.GotoAsync(office.At("/cong-khai/bao-tin"));
        await Assertions.Expect(page.Locator("main a[href='tel:111']")).ToBeVisibleAsync();
        await Sound(page);
        await page.FillAsync("#noi-dung-tin", "Có em nhỏ bị bỏ lại một mình ở chợ");
        await Assertions.Expect(page.Locator("#loai-viec")).ToHaveValueAsync(""); // Not sure, unless one says otherwise.
        await page.SelectOptionAsync("#loai-viec", "accident-injury");
        await page.SelectOptionAsync("#noi-xay-ra", "20356");
        await page.ClickAsync("#gui");
        var code = await page.InnerTextAsync("#ma-tra-cuu");
        Assert.Matches("^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$", code);
        Assert.DoesNotContain(code, page.Url, StringComparison.Ordinal);
        await Browser.ScreenshotAsync(page, "report-given-360");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#ma-tra-cuu")).ToHaveTextAsync(code);

        await page.GotoAsync(office.At("/cong-khai/bao-tin/tra-cuu"));
        await page.FillAsync("#ma", code.ToLowerInvariant());
        await page.ClickAsync("#hoi");
        await Assertions.Expect(page.Locator(".cp-notice")).ToContainTextAsync("Đã nhận tin");
        Assert.DoesNotContain(code, page.Url, StringComparison.OrdinalIgnoreCase);
        await page.FillAsync("#ma", "AAAA-BBBB-CCCC");
        await page.ClickAsync("#hoi");
        await Assertions.Expect(page.Locator("#ma-error")).ToContainTextAsync("Không có tin nào");
        await Sound(page);

        var worker = await office.DeskOfAsync("case-worker-anphu");
        await office.OpenAsync(worker, "/vu-viec");
        await Assertions.Expect(worker.Locator("tbody tr").First).ToContainTextAsync("Trang báo tin công khai");
        await worker.Locator("tbody tr a").First.ClickAsync();
        await Assertions.Expect(worker.Locator("#nguoi-bao-cho-la")).ToHaveTextAsync("Trẻ bị tai nạn, thương tích, đuối nước");

        // The officer looks after it and finds that it was one.
        await worker.ClickAsync("[data-action=classify]");
        await worker.CheckAsync("#loai input[value=accident-injury]");
        await Sound(worker);
        await worker.ClickAsync("#luu");
        await Assertions.Expect(worker.Locator("#lich-su")).ToContainTextAsync("Tai nạn, thương tích");
        await Assertions.Expect(worker.Locator("[data-action=plan]")).ToBeVisibleAsync();
        await Assertions.Expect(worker.Locator("[data-action=assess]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_file_of_a_case_is_there_after_a_reload_and_is_withdrawn_with_its_reason()
    {
        var worker = await office.DeskOfAsync("case-worker-tamky");
        var address = $"/vu-viec/{(await office.TakenInAsync())["id"]}";
        await office.OpenAsync(worker, address);
        var file = new FilePayload { Name = "Biên bản làm việc.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7"u8] };
        await Office.GiveFileAsync(worker, "them-tep", file);
        await Assertions.Expect(worker.Locator("#tep-vu-viec li")).ToContainTextAsync("Tệp PDF");

        await office.OpenAsync(worker, address);
        await worker.ClickAsync("#tep-vu-viec li button:has-text('Thu hồi')");
        await Browser.FillDialogAsync(worker, "#ly-do", "Gửi nhầm vụ việc");
        await worker.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(worker.Locator("#tep-vu-viec li")).ToContainTextAsync("đã thu hồi");
        await office.OpenAsync(worker, address);
        await Assertions.Expect(worker.Locator("#tep-vu-viec li")).ToContainTextAsync("đã thu hồi");
        await Assertions.Expect(worker.Locator("#tep-vu-viec li a, #tep-vu-viec li button")).ToHaveCountAsync(0);
    }

    private static async Task Hidden(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-masked=true]")).ToBeVisibleAsync();
        var content = await page.ContentAsync();
        Assert.DoesNotContain(Child, content, StringComparison.Ordinal);
        Assert.DoesNotContain(What, content, StringComparison.Ordinal);
    }

    private static async Task Sound(IPage page)
    {
        var size = page.ViewportSize!;

        // Half faded in or out, the word of success has no contrast that one could judge.
        await page.Locator(".mud-snackbar").EvaluateAllAsync<object?>("all => all.forEach(one => one.style.display = 'none')");
        var faults = await EveryPageTests.FaultsAsync(page);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private async Task<JsonArray> Requests(string number)
    {
        var all = await office.ReadAsync("/api/v1/fund/disbursements?limit=500");

        return [.. all["items"]!.AsArray().Where(one => one!["beneficiaries"]!.AsArray().Any(b => (string?)b!["caseNumber"] == number))
            .Select(one => one!.DeepClone())];
    }
}
