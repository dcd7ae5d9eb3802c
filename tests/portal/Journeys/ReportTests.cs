using ChildPlatform.Testing;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>The half-year report from an agency's desk to the province's paper.</summary>
[Collection("office")]
public sealed class ReportTests(Office office)
{
    [Fact]
    public async Task A_report_is_filled_returned_accepted_and_becomes_the_provinces_paper()
    {
        List<string> faults = [];
        var (reporter, coordinator) = await GoesAsync("VI.1.2", "05/05/2024", LookAsync);

        // The plan's tasks, the urgent page and a proof with the progress.
        await office.OpenAsync(reporter, "/ke-hoach/nhiem-vu");
        await LookAsync(reporter);
        await reporter.Locator("a:text-is('V.2.b.1')").First.ClickAsync();
        await reporter.WaitForSelectorAsync("#tien-do");
        await reporter.Locator("#muc-iii summary").First.ClickAsync();
        await Assertions.Expect(reporter.Locator("#muc-iii details").First).ToContainTextAsync("dạy bơi cho trẻ em");
        await reporter.SelectOptionAsync("#trang-thai", "done");
        await reporter.FillAsync("#phan-tram", "100");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator(".cp-evidence .cp-error")).ToContainTextAsync("phải có minh chứng");
        await reporter.ClickAsync("#them-minh-chung");
        await reporter.FillAsync("#ten-0", "Tờ trình đề án phổ cập bơi");
        await reporter.FillAsync("#so-0", "88/TTr-SGDĐT");
        await reporter.FillAsync("#ngay-0", "28/05/2024");
        await reporter.ClickAsync("#them-minh-chung");
        await reporter.SelectOptionAsync("#loai-1", "file");
        var file = new FilePayload { Name = "Biên bản.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7"u8] };
        await Office.GiveFileAsync(reporter, "tep-1", file);
        await Assertions.Expect(reporter.Locator("#tep-1-hint")).ToContainTextAsync("Đã gửi: Biên bản.pdf");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator(".cp-history li").First).ToContainTextAsync("88/TTr-SGDĐT");
        var proof = await reporter.RunAndWaitForDownloadAsync(() => reporter.ClickAsync(".cp-history a:has-text('Biên bản')"));
        Assert.Equal("Biên bản.pdf", proof.SuggestedFilename);
        await office.OpenAsync(reporter, new Uri(reporter.Url).PathAndQuery);
        await LookAsync(reporter);
        await office.OpenAsync(coordinator, "/bao-cao/dot-xuat");
        await LookAsync(coordinator);
        await office.OpenAsync(coordinator, "/");
        await Assertions.Expect(coordinator.Locator("[data-counter='urgent-reports']")).ToBeVisibleAsync();
        await Assertions.Expect(coordinator.Locator(".cp-brand")).ToContainTextAsync("Vì trẻ em Quảng Nam");
        await LookAsync(coordinator);
        await Browser.ScreenshotAsync(coordinator, "home-coordinator");
        await office.OpenAsync(reporter, "/");
        await Assertions.Expect(reporter.Locator("[data-counter=tasks-overdue] .cp-counter-figure")).Not.ToHaveTextAsync("0");
        await Browser.ScreenshotAsync(reporter, "home-reporter");

        // From a target to what it means.
        await office.OpenAsync(coordinator, "/ke-hoach/chi-tieu");
        await coordinator.ClickAsync("[id='II.6'] a");
        await Assertions.Expect(coordinator.Locator("#dinh-nghia dt")).ToHaveTextAsync(
            ["Mã", "Định nghĩa", "Tử số", "Mẫu số", "Phân tổ", "Nguồn", "Cơ quan chủ trì"]);
        await Assertions.Expect(coordinator.Locator("#so-lieu")).ToBeVisibleAsync();
        await LookAsync(coordinator);

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        async Task LookAsync(IPage page)
        {
            faults.AddRange(await EveryPageTests.FaultsAsync(page));
            await page.SetViewportSizeAsync(1280, 900);
        }
    }

    /// <summary>The journey of a report of one of the plan's rounds until the province's paper; gives both desks.</summary>
    internal async Task<(IPage Reporter, IPage Coordinator)> GoesAsync(string round, string cutOff, Func<IPage, Task> look)
    {
        var reporter = await office.DeskOfAsync("reporter-gddt");
        await office.OpenAsync(reporter, "/bao-cao/ky");
        await look(reporter);
        await reporter.Locator($"[data-round='{round}'] button").ClickAsync();
        await reporter.WaitForSelectorAsync("[data-cell='V.2.a.1']");
        var address = new Uri(reporter.Url).PathAndQuery;

        // Every field is saved when it is left; a figure of zero and a reason are as good as a text.
        foreach (var cell in new[] { "V.2.a.1", "V.2.a.2", "V.2.a.3", "V.2.b.2", "V.2.c.1", "V.2.c.3", "V.2.c.4" })
        {
            await FillAsync(reporter, cell, "noi-dung", $"Đã thực hiện nhiệm vụ {cell}");
        }

        await FillAsync(reporter, "V.2.c.2", "so-lieu", "0");
        await reporter.SelectOptionAsync("[id='ly-do-V.2.b.1']", "not-yet-due");
        await SavedAsync(reporter, "V.2.b.1");
        await Assertions.Expect(reporter.Locator("#da-dien")).ToHaveTextAsync("9/10 ô");
        await reporter.ClickAsync("[data-action=submit]");
        await Assertions.Expect(reporter.Locator("[data-cell='V.2.d'] .cp-error")).ToContainTextAsync("cần số liệu, nội dung hoặc lý do");
        await FillAsync(reporter, "V.2.d", "noi-dung", "Đã kiểm tra 40 cơ sở");
        await reporter.ReloadAsync();
        await Browser.InteractiveAsync(reporter);
        await Office.LoadedAsync(reporter);
        await Assertions.Expect(reporter.Locator("[id='noi-dung-V.2.d']")).ToHaveValueAsync("Đã kiểm tra 40 cơ sở");
        await look(reporter);
        await reporter.ClickAsync("[data-action=submit]");
        await Assertions.Expect(reporter.Locator("#trang-thai")).ToContainTextAsync("Đã gửi, chờ duyệt");

        // The coordinator finds it on the round's board and sends it back with a word at a cell.
        var coordinator = await office.DeskOfAsync("coordinator");
        await office.OpenAsync(coordinator, "/bao-cao/ky");
        await coordinator.Locator($"[data-round='{round}'] a:has-text('Theo dõi')").ClickAsync();
        await coordinator.Locator("[data-agency='GDDT'] a").ClickAsync();
        await coordinator.FillAsync("[id='y-kien-V.2.c.2']", "Nêu rõ số học sinh có nguy cơ bỏ học");
        await coordinator.Keyboard.PressAsync("Tab");
        await coordinator.ClickAsync("[data-action=return]");
        await Browser.FillDialogAsync(coordinator, "#ly-do", "Bổ sung số liệu");
        await coordinator.ClickAsync("button[form=ly-do-form]");
        await Assertions.Expect(coordinator.Locator("#trang-thai")).ToContainTextAsync("Đã trả lại");

        await office.OpenAsync(reporter, address);
        await Assertions.Expect(reporter.Locator("[data-cell='V.2.c.2']")).ToContainTextAsync("Nêu rõ số học sinh có nguy cơ bỏ học");
        await FillAsync(reporter, "V.2.c.2", "so-lieu", "12");
        await reporter.ClickAsync("[data-action=submit]");
        await Assertions.Expect(reporter.Locator("#thay-doi")).ToContainTextAsync("V.2.c.2, số liệu: “0” thành “12”");

        await office.OpenAsync(coordinator, address);
        await coordinator.ClickAsync("[data-action=accept]");
        await Assertions.Expect(coordinator.Locator("#trang-thai")).ToContainTextAsync("Đã duyệt");
        await Browser.ScreenshotAsync(coordinator, "report-accepted");

        // Whoever is missing gets a note, and the round becomes a paper.
        await office.OpenAsync(coordinator, "/bao-cao/ky");
        await coordinator.Locator($"[data-round='{round}'] a:has-text('Theo dõi')").ClickAsync();
        await coordinator.WaitForSelectorAsync("#chot");
        await look(coordinator);
        await coordinator.ClickAsync("#sua-ky summary");
        await coordinator.FillAsync("#ngay-chot", cutOff);
        await coordinator.Keyboard.PressAsync("Tab");
        await coordinator.ClickAsync("#sua-ky button[type=submit]");
        await Assertions.Expect(coordinator.Locator("#sua-ky summary")).Not.ToContainTextAsync("đề xuất");
        await coordinator.FillAsync("#so-bao-cao", "112/BC-SLĐTBXH");
        await coordinator.FillAsync("#nguoi-ky", "Nguyễn Quý Nhân");
        await coordinator.FillAsync("#ghi-chu-vang", "Đã đôn đốc, chưa gửi");
        await coordinator.ClickAsync("#chot");
        await coordinator.WaitForSelectorAsync("#tong-hop");
        await Browser.ScreenshotAsync(coordinator, "round-synthesis");
        var download = await coordinator.APIRequest.GetAsync(office.At((await coordinator.GetAttributeAsync("#tai-docx", "href"))!));
        using var paper = WordprocessingDocument.Open(new MemoryStream(await download.BodyAsync()), false);
        Assert.Contains("Số: 112/BC-SLĐTBXH", paper.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);

        return (reporter, coordinator);
    }

    [Fact]
    public async Task The_bell_counts_what_somebody_was_told_and_reading_takes_it_off()
    {
        const string unread = "[data-kind='clock-breached'][data-read=no]";

        // Both steps of twelve hours are late in each: two are read one by one, and some are left for all at once.
        await office.TakenInAsync(DateTimeOffset.UtcNow.AddDays(-2));
        await office.TakenInAsync(DateTimeOffset.UtcNow.AddDays(-2));
        await Eventually.Until(
            async () => (int)(await office.ReadAsync("/api/v1/cases/notices/unread", "case-chair-tamky"))["unread"]! > 3,
            TimeSpan.FromSeconds(90));
        var chairman = await office.DeskOfAsync("case-chair-tamky");
        await office.OpenAsync(chairman, "/thong-bao?unread=true");
        var faults = await EveryPageTests.FaultsAsync(chairman);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await chairman.SetViewportSizeAsync(1280, 900);
        var bell = chairman.Locator(".cp-bell");
        await Assertions.Expect(bell).Not.ToHaveAttributeAsync("data-unread", "0");
        var count = int.Parse((await bell.GetAttributeAsync("data-unread"))!, System.Globalization.CultureInfo.InvariantCulture);
        await chairman.Locator($"{unread} button").First.ClickAsync();
        await Assertions.Expect(bell).ToHaveAttributeAsync("data-unread", $"{count - 1}");
        await Browser.ScreenshotAsync(chairman, "notices");

        // The link leads to the case and marks the notice on the way.
        await chairman.Locator($"{unread} a").First.ClickAsync();
        await chairman.WaitForSelectorAsync("#thoi-han");
        await Assertions.Expect(bell).ToHaveAttributeAsync("data-unread", $"{count - 2}");
        await office.OpenAsync(chairman, "/thong-bao");
        await chairman.ClickAsync("[data-action=read-all]");
        await Assertions.Expect(bell).ToHaveAttributeAsync("data-unread", "0");
        await office.OpenAsync(chairman, "/thong-bao?unread=true");
        await Assertions.Expect(chairman.Locator(".cp-empty")).ToContainTextAsync("Không còn thông báo chưa đọc");
    }

    [Fact]
    public async Task A_file_is_given_as_proof_in_the_report_opened_after_a_reload_and_withdrawn()
    {
        const string cell = "V.19.1";
        var reporter = await office.DeskOfAsync("reporter-hoian");
        await office.OpenAsync(reporter, "/bao-cao/ky");
        await reporter.Locator("[data-round='VI.1.3'] button").ClickAsync();
        await reporter.WaitForSelectorAsync($"[data-cell='{cell}']");
        var address = new Uri(reporter.Url).PathAndQuery;
        await reporter.ClickAsync($"[id='them-{cell}-minh-chung']");
        await reporter.SelectOptionAsync($"[id='loai-{cell}-0']", "file");
        var program = new FilePayload { Name = "Biên bản.pdf", MimeType = "application/pdf", Buffer = [.. "MZ"u8] };
        await Office.GiveFileAsync(reporter, $"tep-{cell}-0", program);
        await Assertions.Expect(reporter.Locator($"[id='tep-{cell}-0-error']")).ToContainTextAsync("Loại tệp không được phép");
        var file = new FilePayload { Name = "Biên bản sự kiện.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7"u8] };
        await Office.GiveFileAsync(reporter, $"tep-{cell}-0", file);
        await Assertions.Expect(reporter.Locator($"[id='tep-{cell}-0-hint']")).ToContainTextAsync("Đã gửi: Biên bản sự kiện.pdf");
        await SavedAsync(reporter, cell);

        await office.OpenAsync(reporter, address);
        await Assertions.Expect(reporter.Locator($"[id='ten-{cell}-0']")).ToHaveValueAsync("Biên bản sự kiện");
        var proof = await reporter.RunAndWaitForDownloadAsync(
            () => reporter.ClickAsync($"[data-cell='{cell}'] .cp-evidence-file"));
        Assert.Equal("Biên bản sự kiện.pdf", proof.SuggestedFilename);
        var faults = await EveryPageTests.FaultsAsync(reporter);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await reporter.SetViewportSizeAsync(1280, 900);

        await reporter.ClickAsync($"[data-cell='{cell}'] .cp-evidence button[title='Bỏ minh chứng này']");
        await Assertions.Expect(reporter.Locator($"[id='ten-{cell}-0']")).ToHaveCountAsync(0);
        await Eventually.Until(async () =>
        {
            await office.OpenAsync(reporter, address);
            await reporter.WaitForSelectorAsync($"[id='noi-dung-{cell}']");

            return await reporter.Locator($"[id='ten-{cell}-0']").CountAsync() == 0;
        });
    }

    [Fact]
    public async Task A_district_enters_its_part_of_an_indicator_and_corrects_it_and_the_old_figure_stays()
    {
        var reporter = await office.DeskOfAsync("reporter-hoian");
        await office.OpenAsync(reporter, "/ke-hoach/chi-so/II.7");
        await Assertions.Expect(reporter.Locator("#nhap-so-lieu")).ToHaveCountAsync(0); // Another agency answers for it.
        await office.OpenAsync(reporter, "/ke-hoach/chi-so/II.3c");
        await Assertions.Expect(reporter.Locator("#don-vi")).ToBeDisabledAsync();
        await reporter.FillAsync("#tu-so", "14");
        await reporter.FillAsync("#mau-so", "13");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator("#den-ngay-error")).ToContainTextAsync("Nhập ngày");
        await reporter.FillAsync("#den-ngay", "01/05/2024");
        await reporter.FillAsync("#nguon", "Báo cáo của UBND thành phố Hội An");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator("#tu-so-error")).ToContainTextAsync("không được lớn hơn mẫu số");
        await reporter.FillAsync("#tu-so", "9");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator("[data-district='503']")).ToContainTextAsync("69,2%");
        await Assertions.Expect(reporter.Locator("#so-lieu tbody tr")).ToHaveCountAsync(1);

        await reporter.ClickAsync("#so-lieu button:has-text('Sửa')");
        await Assertions.Expect(reporter.Locator("#mau-so")).ToHaveValueAsync("13");
        await reporter.FillAsync("#tu-so", "10");
        await reporter.FillAsync("#ghi-chu", "Bổ sung một phường");
        await reporter.ClickAsync("#luu");
        await Assertions.Expect(reporter.Locator("[data-district='503']")).ToContainTextAsync("76,9%");
        await Assertions.Expect(reporter.Locator("#so-lieu tr[data-superseded=yes]")).ToContainTextAsync("đã thay");
        await Assertions.Expect(reporter.Locator("#so-lieu tr[data-superseded=no]")).ToContainTextAsync("Bổ sung một phường");
        var faults = await EveryPageTests.FaultsAsync(reporter);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        // The coordinator enters another district's; the whole is made of sums.
        var coordinator = await office.DeskOfAsync("coordinator");
        await office.OpenAsync(coordinator, "/ke-hoach/chi-so/II.3c");
        await coordinator.SelectOptionAsync("#don-vi", "502");
        await coordinator.FillAsync("#tu-so", "90");
        await coordinator.FillAsync("#mau-so", "97");
        await coordinator.FillAsync("#den-ngay", "01/05/2024");
        await coordinator.FillAsync("#nguon", "Báo cáo của UBND thành phố Tam Kỳ");
        await coordinator.ClickAsync("#luu");
        await Assertions.Expect(coordinator.Locator("#cong-huyen")).ToHaveTextAsync("90,9%"); // 100 of 110.
        await Browser.ScreenshotAsync(coordinator, "indicator-districts");
    }

    private static async Task FillAsync(IPage page, string cell, string field, string text)
    {
        await page.FillAsync($"[id='{field}-{cell}']", text);
        await page.Keyboard.PressAsync("Tab");
        await SavedAsync(page, cell);
    }

    private static Task SavedAsync(IPage page, string cell) =>
        Assertions.Expect(page.Locator($"[data-cell='{cell}'] [data-status]")).ToContainTextAsync("Đã lưu lúc");
}
