using System.Globalization;
using ChildPlatform.Kernel;
using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Pages;

/// <summary>Years of which an officer may want a giver's papers: from five before the plan's up to the running one.</summary>
internal static class GiftYears
{
    private const int Before = 5;

    public static IReadOnlyList<CodeName> Of(PortalSettings settings, TimeProvider clock)
    {
        var (first, last) = (settings.PlanYear - Before, Math.Max(settings.PlanYear, VietnamTime.Today(clock).Year));

        return
        [
            .. Enumerable.Range(first, last - first + 1).Reverse()
                .Select(year => year.ToString(CultureInfo.InvariantCulture)).Select(year => new CodeName(year, year)),
        ];
    }
}
