using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>A festival in every commune: from one plan to reports that are in, and to what anybody may read.</summary>
[Collection("office")]
public sealed class EventTests(Office office)
{
    private static readonly string[] AnMy = ["20341"];

    [Fact]
    public Task One_plan_becomes_an_event_in_every_commune_and_late_reports_are_listed_until_they_are_in() =>
        GoesAsync("Đêm hội trăng rằm của các xã", daysAgo: 10, Sound);

    [Fact]
    public async Task Rows_of_a_plan_are_changed_before_it_is_copied_a_series_is_moved_and_the_fund_is_asked_by_name()
    {
        var organizer = await office.DeskOfAsync("event-organizer");
        await office.OpenAsync(organizer, "/su-kien/chuong-trinh/moi");
        await organizer.SelectOptionAsync("#mau", "trung-thu");
        await Assertions.Expect(organizer.Locator("#dt-ten-2")).ToHaveValueAsync("Bánh Trung thu");
        await organizer.FillAsync("#ten", "Trung thu vùng cao");
        await organizer.FillAsync("#muc-dich", "Vui Tết, an toàn");
        await organizer.FillAsync("#ngay", "17/09/2024");
        await organizer.FillAsync("#tu-gio", "18:00");
        await organizer.FillAsync("#den-gio", "21:00");

        // What is wrong with a row is said at its own field, by the form and by the API.
        await organizer.ClickAsync("#dt-them");
        await organizer.FillAsync("#dt-ten-3", "Nước uống");
        await organizer.SelectOptionAsync("#dt-nguon-3", "Mobilised");
        await organizer.FillAsync("#ct-phut-0", "10");
        await organizer.ClickAsync("#ct-them-0");
        await organizer.FillAsync("#ct-ten-0-0", "Tập trung");
        await organizer.FillAsync("#ct-phut-0-0", "20");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#dt-tien-3-error")).ToBeVisibleAsync();
        await organizer.FillAsync("#dt-tien-3", "500000");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#ct-phut-0-error")).ToBeVisibleAsync();
        await Sound(organizer);
        await organizer.FillAsync("#ct-phut-0", "45");
        await organizer.ClickAsync("#luu");
        await organizer.ClickAsync("[data-action=change]");
        await Assertions.Expect(organizer.Locator("#ct-ten-0-0")).ToHaveValueAsync("Tập trung");
        await organizer.FillAsync("#dt-tien-3", "600000");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#du-toan")).ToContainTextAsync("Nước uống: 600.000 ₫ (Vận động)");

        // Theme and days of the whole series, here of one event.
        var programme = new Uri(organizer.Url).Segments[^1];
        await PostAsync($"programmes/{programme}/clone", new { units = AnMy });
        await office.OpenAsync(organizer, $"/su-kien/chuong-trinh/{programme}");
        await organizer.FillAsync("#chu-de", "Trăng yêu thương");
        await organizer.FillAsync("#loat-tu-gio", "17:30");
        await organizer.ClickAsync("#ca-loat button[type=submit]");
        await Assertions.Expect(organizer.Locator("#loat-ngay-error")).ToHaveTextAsync("Nhập ngày bắt đầu.");
        await Sound(organizer);
        await organizer.FillAsync("#loat-ngay", "16/09/2024");
        await organizer.FillAsync("#loat-den-gio", "20:30");
        await organizer.ClickAsync("#ca-loat button[type=submit]");
        await Eventually.Until(async () => (await Events($"programme={programme}")).All(row =>
            (string?)row["theme"] == "Trăng yêu thương" && (string?)row["startsAt"] == "2024-09-16T17:30:00+07:00"));

        // The fund's programmes are chosen and shown by name.
        var made = (await Events($"programme={programme}")).Single();
        await office.OpenAsync(organizer, $"/su-kien/{made["id"]}/kinh-phi");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#chuong-trinh-error")).ToHaveTextAsync("Chọn chương trình.");
        await organizer.SelectOptionAsync("#chuong-trinh", "QUA_TANG");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("[data-funding]"))
            .ToContainTextAsync("từ chương trình Quà Tết, Trung thu, 1/6");
        await Assertions.Expect(organizer.Locator("[data-agenda]")).ToContainTextAsync("Tập trung (20 phút)");
        await organizer.ClickAsync("[data-action=copy]");
        await Assertions.Expect(organizer.Locator(".cp-facts").First).ToContainTextAsync("05/10/2025, 17:30–20:30");
        await Sound(organizer);
    }

    /// <summary>The journey of a festival that was so long ago that what is published now is late at once.</summary>
    internal async Task GoesAsync(string title, int daysAgo, Func<IPage, Task> look)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7)).AddDays(-daysAgo);
        var organizer = await office.DeskOfAsync("event-organizer");
        await organizer.WaitForURLAsync("**/su-kien");
        await office.OpenAsync(organizer, "/su-kien/chuong-trinh/moi");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#mau-error")).ToHaveTextAsync("Chọn mẫu.");
        Assert.Equal(0, await organizer.Locator("#mau option[value=dien-dan]").CountAsync());
        await organizer.SelectOptionAsync("#mau", "trung-thu");
        await organizer.FillAsync("#ten", title);
        await organizer.FillAsync("#so-tre", "100");
        await organizer.FillAsync("#ngay", day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture));
        await organizer.FillAsync("#tu-gio", "18:00");
        await organizer.FillAsync("#den-gio", "21:00");
        await look(organizer);
        await organizer.ClickAsync("#luu");

        await Confirm(organizer, "clone");
        await Assertions.Expect(organizer.Locator("#so-su-kien")).Not.ToHaveTextAsync("0");
        var programme = new Uri(organizer.Url).Segments[^1];
        var drafts = (await Events($"programme={programme}&state=draft")).ToList();
        Assert.True(drafts.Count > 200, $"{drafts.Count} events");
        await organizer.FillAsync("#dia-diem", "Nhà văn hóa");
        await organizer.ClickAsync("#ca-loat button[type=submit]");
        await Eventually.Until(async () => (await Events($"programme={programme}&state=draft")).All(row => (string?)row["place"] == "Nhà văn hóa"));
        await Confirm(organizer, "publish");
        await Eventually.Until(async () => !(await Events($"programme={programme}&state=draft")).Any());
        await look(organizer);

        var late = (await Events($"programme={programme}&overdue=true")).ToList();
        Assert.Equal(drafts.Count, late.Count);
        await office.OpenAsync(organizer, $"/su-kien?overdue=true&programme={programme}");
        await Assertions.Expect(organizer.Locator("tbody tr").First).ToContainTextAsync("Chờ báo cáo");
        await look(organizer);
        await organizer.Locator("tbody tr a").First.ClickAsync();
        await organizer.ClickAsync("[data-action=close]");
        await organizer.WaitForSelectorAsync("#bao-cao-form");
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#tong-so-error")).ToBeVisibleAsync();
        foreach (var (field, figure) in new[]
        {
            ("tong-so", "120"), ("nu", "70"), ("nam", "50"), ("tuoi-0-6", "40"), ("tuoi-7-10", "50"), ("tuoi-11-15", "30"),
            ("dan-toc", "10"), ("dac-biet", "5"), ("qua", "120"), ("qua-tien", "12000000"), ("hoc-bong", "0"), ("hoc-bong-tien", "0"),
            ("su-co", "0"), ("chi-0", "14000000"),
        })
        {
            await organizer.FillAsync($"#{field}", figure);
        }

        await look(organizer);
        await organizer.ClickAsync("#luu");
        await Assertions.Expect(organizer.Locator("#ket-qua")).ToContainTextAsync("120");
        await Assertions.Expect(organizer.Locator("#du-toan tfoot")).ToContainTextAsync("14.000.000");
        await look(organizer);

        await Parallel.ForEachAsync(await Events($"programme={programme}&overdue=true"), async (late, _) => await CloseAsync(late));
        await office.OpenAsync(organizer, $"/su-kien?overdue=true&programme={programme}");
        await Assertions.Expect(organizer.Locator(".cp-main")).ToContainTextAsync("Không có sự kiện nào chờ báo cáo");
        await office.OpenAsync(organizer, $"/su-kien/chuong-trinh/{programme}");
        await Assertions.Expect(organizer.Locator("#so-tre")).ToHaveTextAsync((120 + (100 * (drafts.Count - 1))).ToString("#,0", ViGroups));

        var visitor = await office.VisitorAsync();
        await visitor.GotoAsync(office.At($"/cong-khai/su-kien?tu={day:yyyy-MM-dd}"));
        await Assertions.Expect(visitor.Locator("#lich")).ToContainTextAsync(title);
        await Assertions.Expect(visitor.Locator("#lich")).ToContainTextAsync("15/8 âm lịch");
        await look(visitor);
    }

    private static readonly NumberFormatInfo ViGroups = new() { NumberGroupSeparator = "." };

    /// <summary>Presses the button and says yes; the dialog is gone when the act is done.</summary>
    private static async Task Confirm(IPage page, string action)
    {
        await page.ClickAsync($"[data-action={action}]");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    private async Task<IEnumerable<JsonObject>> Events(string filter) =>
        (await office.ReadAsync($"/api/v1/events?limit=500&{filter}", "event-organizer"))["items"]!.AsArray().Select(item => item!.AsObject());

    private Task CloseAsync(JsonObject late) => PostAsync(
        $"{late["id"]}/close",
        new
        {
            children = new
            {
                total = 100,
                girls = 50,
                boys = 50,
                ethnicMinority = 0,
                specialCircumstances = 0,
                age0To6 = 30,
                age7To10 = 40,
                age11To15 = 30,
            },
            gifts = new { count = 100, value = 10_000_000 },
            scholarships = new { count = 0, value = 0 },
            costs = Array.Empty<object>(),
            incidents = 0,
        },
        $"\"{late["version"]}\"");

    private async Task PostAsync(string path, object body, string? etag = null)
    {
        var client = await office.Platform.AsAsync("event-organizer");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/events/{path}", UriKind.Relative))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (etag is not null)
        {
            request.Headers.Add("If-Match", etag);
        }

        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task Sound(IPage page)
    {
        if (await page.Locator("[data-interactive]").CountAsync() > 0)
        {
            await Office.LoadedAsync(page);
        }

        var faults = await EveryPageTests.FaultsAsync(page);
        await page.SetViewportSizeAsync(1280, 900);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
