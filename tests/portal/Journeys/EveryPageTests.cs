using System.Text.RegularExpressions;
using ChildPlatform.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChildPlatform.Portal.Tests.Journeys;

/// <summary>What holds for every page: Vietnamese, usable without a mouse or good eyes, hotlines at hand.</summary>
[Collection("office")]
public sealed partial class EveryPageTests(Office office)
{
    private static readonly string[] Pages =
    [
        "/", "/quy/tong-quan", "/quy/ung-ho", "/quy/ung-ho/moi", "/quy/ung-ho/nhap", "/quy/nha-hao-tam", "/quy/nha-hao-tam/moi",
        "/quy/nha-hao-tam/trung", "/quy/nha-hao-tam/giay-to", "/quy/cam-ket", "/quy/cam-ket/moi",
        "/quy/khoan-chi", "/quy/khoan-chi/moi", "/quy/chuong-trinh", "/quy/muc-chi", "/quy/muc-chi/ngoai-le", "/quy/so-cai", "/quy/so-du",
        "/ke-hoach/chi-tieu", "/ke-hoach/chi-so", "/cong-khai", "/cong-khai/quy",
        "/khong-co-trang-nay", "/phien-het-han", "/da-dang-xuat", "/dang-nhap-khong-thanh", "/khong-co-quyen",
    ];

    [Fact]
    public async Task No_serious_barrier_no_English_and_hotlines_on_every_page()
    {
        var gift = await office.GiftAsync("Công ty Mọi Trang", 5_000_000);
        var page = await office.DeskOfAsync("fund-officer");
        List<string> found = [];
        foreach (var path in Pages.Append($"/quy/ung-ho/{gift["id"]}").Append($"/quy/nha-hao-tam/{gift["donor"]!["id"]}"))
        {
            await page.SetViewportSizeAsync(1280, 900);
            await ShowAsync(page, path);
            found.AddRange(await FaultsAsync(page));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public async Task Menu_opens_and_closes_by_keyboard_on_a_small_telephone()
    {
        var page = await office.DeskOfAsync("fund-officer", 360);
        await page.FocusAsync(".cp-menu-button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#cp-nav")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#cp-nav")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Paper_shows_the_content_alone()
    {
        var page = await office.DeskOfAsync("fund-officer");
        await office.OpenAsync(page, "/quy/tong-quan");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Locator("#cp-nav")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".cp-bar")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
    }

    /// <summary>What is wrong with the page on show, on a desk and on a small telephone.</summary>
    internal static async Task<List<string>> FaultsAsync(IPage page)
    {
        List<string> found = [];

        // A message that is just fading has the contrast of a fading one: it is judged as it stands.
        await page.EvaluateAsync(
            """
            () => {
              const still = new CSSStyleSheet();
              still.replaceSync('.mud-snackbar { opacity: 1 !important; animation: none !important; transition: none !important }');
              document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
            }
            """);
        await page.SetViewportSizeAsync(1280, 900);
        foreach (var violation in (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical"))
        {
            found.Add($"{page.Url}: {violation.Id} {string.Join(" | ", violation.Nodes.Select(n => n.Html).Take(3))}");
        }

        var words = await page.EvaluateAsync<string>(
            """
            () => document.title + ' ' + document.body.innerText + ' ' + [...document.querySelectorAll('*')].flatMap(e =>
              ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a)).filter(Boolean)).join(' ')
            """);
        found.AddRange(English().Matches(words).Select(m => $"{page.Url}: English “{m.Value}”"));

        await page.SetViewportSizeAsync(360, 740);
        await Assertions.Expect(page.Locator("footer a[href='tel:18001581']")).ToBeVisibleAsync();
        var wide = await page.EvaluateAsync<string?>(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? null
              : [...document.querySelectorAll('main *, header *, footer *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                  .map(e => e.tagName + '.' + e.className).slice(0, 3).join(', ')
            """);
        if (wide is not null)
        {
            found.Add($"{page.Url}: wider than a small telephone: {wide}");
        }

        return found;
    }

    private async Task ShowAsync(IPage page, string path)
    {
        await page.GotoAsync(office.At(path));
        if (await page.Locator(".cp-app:not([data-static])").CountAsync() > 0)
        {
            await Browser.InteractiveAsync(page);
            await Office.LoadedAsync(page);
        }
    }

    // Words that no Vietnamese sentence has; names of formats (Excel, PDF) are not among them.
    [GeneratedRegex(
        @"\b(the|and|of|or|is|are|not|found|error|loading|please|save|cancel|close|next|previous|page|submit|login|log in|sign in|sign out|home|choose|file|search|amount|date|name|required|invalid|select|open|click|reload|unhandled|exception|true|false|null|undefined)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
