using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Testing;
using Microsoft.Playwright;
using Npgsql;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>What a service could not take in waits for the administrator, who sends it again from the page.</summary>
[Collection("office")]
public sealed class ParkedMessageTests(Office office)
{
    private const string Queue = "reporting-donations-recorded";
    private const string Page = "/quan-tri/tin-bi-giu-lai";

    [Fact]
    public async Task A_parked_message_is_found_from_the_home_page_and_sent_again_by_keyboard()
    {
        var page = await office.DeskOfAsync("administrator");
        await office.OpenAsync(page, Page);
        await Assertions.Expect(page.Locator(".cp-empty")).ToContainTextAsync("Không có tin nào bị giữ lại");
        await Browser.ScreenshotAsync(page, "parked-none");
        await office.OpenAsync(page, "/");
        await Assertions.Expect(page.Locator("[data-counter=parked-messages] .cp-counter-figure")).ToHaveTextAsync("0");

        var message = Guid.NewGuid();
        await RefuseAsync(message);
        await SendAsync(message);
        await ParkedAsync(1);
        await office.OpenAsync(page, "/");
        await Assertions.Expect(page.Locator("[data-counter=parked-messages] .cp-counter-figure")).ToHaveTextAsync("1");
        await page.ClickAsync("[data-counter=parked-messages]");
        var row = page.Locator($"[data-queue={Queue}] tbody tr");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("Khoản ủng hộ đã ghi sổ");
        await Assertions.Expect(row).ToContainTextAsync("chưa tiếp nhận được");
        await Assertions.Expect(page.Locator("h2[data-service=reporting]")).ToHaveTextAsync("Kế hoạch và báo cáo");
        await Browser.ScreenshotAsync(page, "parked-one");
        var faults = await EveryPageTests.FaultsAsync(page);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        await Browser.ScreenshotAsync(page, "parked-one-360");

        await AcceptAsync();
        await row.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".cp-empty")).ToContainTextAsync("Không có tin nào bị giữ lại");
        await TakenInAsync(message);
        await ParkedAsync(0);
    }

    [Fact]
    public async Task A_queue_is_sent_again_as_a_whole_on_a_small_telephone()
    {
        Guid[] messages = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        await RefuseAsync(messages);
        await SendAsync(messages);
        await ParkedAsync(3);
        await AcceptAsync();
        var page = await office.DeskOfAsync("administrator", 360);
        await office.OpenAsync(page, Page);
        var queue = page.Locator($"[data-queue={Queue}]");
        await Assertions.Expect(queue.Locator("tbody tr")).ToHaveCountAsync(3);

        await queue.GetByRole(AriaRole.Button, new() { Name = "Gửi lại tất cả" }).ClickAsync();
        await Browser.ScreenshotAsync(page, "parked-all-360");
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Gửi lại tất cả" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Đã gửi lại 3 tin.");
        await Assertions.Expect(page.Locator(".cp-empty")).ToBeVisibleAsync();
        await TakenInAsync(messages);
        await ParkedAsync(0);
    }

    [Fact]
    public async Task Parked_messages_are_the_administrators_alone()
    {
        var administrator = await office.Platform.AsAsync("administrator");
        var officer = await office.Platform.AsAsync("fund-officer");
        foreach (var service in new[] { "fund", "reporting", "identity" })
        {
            foreach (var path in new[] { "", "/queues" })
            {
                var address = new Uri($"/api/v1/{service}/parked-messages{path}", UriKind.Relative);
                Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(address)).StatusCode);
                Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync(address)).StatusCode);
                Assert.Equal(HttpStatusCode.Unauthorized, (await office.Platform.Anonymous().GetAsync(address)).StatusCode);
            }

            var replay = new Uri($"/api/v1/{service}/parked-messages/queues/outbox/replay", UriKind.Relative);
            Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync(replay, null)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await officer.PostAsync(replay, null)).StatusCode);
        }

        var page = await office.DeskOfAsync("fund-officer");
        await Assertions.Expect(page.Locator($".cp-menu a[href='{Page}']")).ToHaveCountAsync(0);
        await page.GotoAsync(office.At(Page));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bạn không có quyền mở trang này");
    }

    // Reporting's database will not take these messages in until AcceptAsync, whatever they say.
    private Task RefuseAsync(params Guid[] messages) => SqlAsync("reporting",
        $"""
        create function refuse_message() returns trigger language plpgsql as $$ begin
            raise exception 'chưa tiếp nhận được';
        end $$;
        create trigger refuse_message before insert on inbox_messages for each row
        when (new.message_id in ({string.Join(", ", messages.Select(id => $"'{id}'"))})) execute function refuse_message();
        """);

    private Task AcceptAsync() => SqlAsync("reporting", "drop function refuse_message() cascade");

    // Through the fund's outbox and RabbitMQ, marked as given back three times already: the last delivery before parking.
    private async Task SendAsync(params Guid[] messages)
    {
        foreach (var id in messages)
        {
            await SqlAsync("fund",
                $$"""
                insert into outbox_messages (message_id, type, body, created_at, destination, redelivery)
                values ('{{id}}', '{{typeof(DonationsRecorded).FullName}}', '{"donations": []}', now(), '{{Queue}}', 3)
                """);
        }
    }

    private Task ParkedAsync(int count) => Eventually.Until(async () =>
    {
        var parked = await office.ReadAsync($"/api/v1/reporting/parked-messages?queue={Queue}", "administrator");

        return parked["items"]!.AsArray().Count == count;
    });

    private Task TakenInAsync(params Guid[] messages) => Eventually.Until(async () =>
    {
        await using var database = NpgsqlDataSource.Create(At("reporting"));
        await using var command = database.CreateCommand("select count(*) from inbox_messages where message_id = any($1)");
        command.Parameters.Add(new() { Value = messages });

        return (long)(await command.ExecuteScalarAsync())! == messages.Length;
    });

    private async Task SqlAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(At(database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string At(string database) => new NpgsqlConnectionStringBuilder(office.Platform.Administrator)
    {
        Database = database,
        Pooling = false,
    }.ConnectionString;
}
