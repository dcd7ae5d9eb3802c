using System.Security.Claims;
using static ChildPlatform.Contracts.Identity.Roles;

namespace ChildPlatform.Portal.Pages;

/// <summary>The page on which a role begins its day, where that is not the common one.</summary>
internal static class HomePages
{
    private static readonly (string Roles, string Page)[] Homes =
    [
        (Access.HandleCases, "/vu-viec/viec-cua-toi"),
        (ReferralOfficer, "/vu-viec/chuyen-tuyen"),
        (EventOrganizer, "/su-kien"),
        (PrivacyOfficer, "/vu-viec/nhat-ky-truy-cap"),
    ];

    /// <summary>Null for whoever begins on the common page, those too who have a second role there.</summary>
    public static string? Of(ClaimsPrincipal user) =>
        $"{Access.FundTotals},{Access.Administer}".Split(',').Any(user.IsInRole)
            ? null
            : Homes.FirstOrDefault(home => home.Roles.Split(',').Any(user.IsInRole)).Page;
}
