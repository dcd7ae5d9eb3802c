using System.Security.Claims;
using ChildPlatform.ServiceDefaults.Notices;

namespace ChildPlatform.Portal.Pages;

/// <summary>What a notice is called, and the page of what it is about.</summary>
internal static class NoticeLinks
{
    public static string PageOf(NoticeResponse notice, ClaimsPrincipal user) => notice.SubjectType switch
    {
        "task" => "/ke-hoach/nhiem-vu/" + notice.SubjectId,
        "tasks" => "/ke-hoach/nhiem-vu",

        // Who is in and who is missing is not for an agency to see.
        "round" when Access.Oversee.Split(',').Any(user.IsInRole) => "/bao-cao/ky/" + notice.SubjectId,
        "round" or "own-plans" => "/bao-cao/ky",
        "pledge" => "/quy/cam-ket/" + notice.SubjectId,
        "case" => "/vu-viec/" + notice.SubjectId,
        _ => "/",
    };

    public static (string Tone, string Word) Of(string kind) => kind switch
    {
        "task-due-soon" or "round-due-soon" or "pledge-due-soon" => ("waiting", "Sắp đến hạn"),
        "task-overdue" or "round-overdue" or "clock-breached" or "pledge-overdue" => ("bad", "Quá hạn"),
        "round-escalated" => ("bad", "Báo lãnh đạo"),
        "tasks-summary" => ("neutral", "Tổng hợp"),
        _ => ("neutral", "Thông báo"),
    };
}
