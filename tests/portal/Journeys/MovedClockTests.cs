using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>An office whose domain lives 400 days ahead, as <c>./run --clock</c> starts it.</summary>
public sealed class OfficeOfTomorrow() : Office(TimeSpan.FromDays(400));

[CollectionDefinition("office of tomorrow", DisableParallelization = true)]
public sealed class InTheOfficeOfTomorrow : ICollectionFixture<OfficeOfTomorrow>;

/// <summary>Dates are the domain's; signing in goes by the machine's clock.</summary>
[Collection("office of tomorrow")]
public sealed class MovedClockTests(OfficeOfTomorrow office)
{
    [Fact]
    public async Task Home_and_forms_show_the_day_of_the_domain()
    {
        // At midnight the day turns while the page is opened; then either day is right.
        var before = Today();
        var page = await office.DeskOfAsync("fund-officer");
        var lead = await page.Locator(".cp-lead").First.InnerTextAsync();
        await office.OpenAsync(page, "/quy/ung-ho/moi");
        var proposed = await page.InputValueAsync("#ngay-nhan");
        string[] days = [before, Today()];

        Assert.Contains(days, day => lead.EndsWith($"ngày {day}", StringComparison.Ordinal));
        Assert.Contains(proposed, days);
        await page.ReloadAsync();
        await Browser.InteractiveAsync(page);
        await Assertions.Expect(page.Locator("#ngay-nhan")).ToBeVisibleAsync();
    }

    private static string Today() => VietnamTime.DayMonthYear(VietnamTime.DateOf(DateTimeOffset.UtcNow + TimeSpan.FromDays(400)));
}
