using System.Net.Http.Json;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>The fund's books are the province's: an officer of a commune is not offered them.</summary>
[Collection("office")]
public sealed class JournalAccessTests(Office office)
{
    private static readonly string[] Role = ["fund-officer"];
    private static readonly string[] Books = ["/quy/so-cai", "/quy/khoa-so"];

    [Fact]
    public async Task An_officer_of_a_commune_is_not_offered_the_journal_and_may_not_open_it()
    {
        var user = $"quy-an-my-{Guid.NewGuid():N}"[..24];
        using var created = await (await office.Platform.AsAsync("administrator")).PostAsJsonAsync(
            new Uri("/api/v1/identity/users", UriKind.Relative),
            new
            {
                userName = user,
                name = "Cán bộ quỹ Phường An Mỹ",
                password = "Demo@2024",
                roles = Role,
                unitCode = "20341",
            });
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());

        var officer = await office.DeskOfAsync(user);
        await Assertions.Expect(officer.Locator("#cp-nav a[href='/quy/ung-ho']")).ToBeVisibleAsync();
        foreach (var page in Books)
        {
            await Assertions.Expect(officer.Locator($"a[href^='{page}']")).ToHaveCountAsync(0);
            await officer.GotoAsync(office.At(page));
            await Assertions.Expect(officer.Locator("h1")).ToHaveTextAsync("Bạn không có quyền mở trang này");
            await office.OpenAsync(officer, "/");
        }

        var province = await office.DeskOfAsync("fund-officer");
        await province.ClickAsync("#cp-nav a[href='/quy/so-cai']");
        await Assertions.Expect(province.Locator("h1")).ToHaveTextAsync("Sổ cái");
    }
}
