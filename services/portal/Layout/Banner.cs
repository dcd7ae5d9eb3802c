using Microsoft.AspNetCore.Components;

namespace ChildPlatform.Portal.Layout;

/// <summary>Whose name stands above a page: the fund's on its own pages, elsewhere the platform's.</summary>
internal static class Banner
{
    public const string Platform = "Vì trẻ em Quảng Nam";
    public const string Fund = "Quỹ Bảo trợ trẻ em Quảng Nam";

    private static readonly string[] Pages = ["quy/", "cong-khai/quy"];

    public static string On(NavigationManager navigation)
    {
        var path = navigation.ToBaseRelativePath(navigation.Uri);

        return Pages.Any(page => path.StartsWith(page, StringComparison.Ordinal)) ? Fund : Platform;
    }
}
