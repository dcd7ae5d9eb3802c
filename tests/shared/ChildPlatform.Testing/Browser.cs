using System.Reflection;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Servers;
using Microsoft.Playwright;
using Xunit;

namespace ChildPlatform.Testing;

/// <summary>
/// The distribution's Chromium, without a window. One browser serves a whole test process; each page has a profile of its
/// own, so that nobody is signed in by somebody else's test.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly List<IBrowserContext> contexts = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where screenshots go, to be looked at by people.</summary>
    public static string Screenshots { get; } = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public async ValueTask InitializeAsync()
    {
        // The driver is used where the package lies instead of being copied beside each test program.
        var package = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PlaywrightFolder").Value!;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        var program = await FindAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags });
    }

    /// <summary>A page in a fresh profile, in Vietnamese.</summary>
    /// <param name="width">Of the screen: 1280 for a desk, 360 for a small telephone.</param>
    /// <param name="height">Of the screen.</param>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 900)
    {
        var context = await browser!.NewContextAsync(new()
        {
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            ViewportSize = new() { Width = width, Height = height },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(20_000);
        lock (contexts)
        {
            contexts.Add(context);
        }

        return await context.NewPageAsync();
    }

    /// <summary>Waits until the page hears clicks: those made before its circuit is connected are lost.</summary>
    public static Task InteractiveAsync(IPage page) =>
        page.Locator("[data-interactive]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>
    /// Fills a field of a dialog that has just opened: it takes the focus a moment after it shows itself, and what is typed in that
    /// moment goes nowhere.
    /// </summary>
    public static Task FillDialogAsync(IPage page, string selector, string value) => Eventually.Until(async () =>
    {
        await page.FillAsync(selector, value);

        return await page.InputValueAsync(selector) == value;
    });

    /// <summary>Keeps a picture of the whole page under <see cref="Screenshots"/>.</summary>
    public static Task ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.DisposeAsync();
        }

        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given)
        {
            return given;
        }

        var installed = Programs.Find("chromium") ?? Programs.Find("chromium-browser") ?? Programs.Find("google-chrome");
        if (installed is null && await Packages.TryInstallAsync(["chromium"], Console.Error.WriteLine, CancellationToken.None))
        {
            installed = Programs.Find("chromium");
        }

        return installed
            ?? throw new InvalidOperationException("The browser tests need Chromium: sudo apt-get install chromium, or CHROMIUM=/path/to/it.");
    }
}
