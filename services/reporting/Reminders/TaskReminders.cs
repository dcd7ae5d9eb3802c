using ChildPlatform.Contracts.Identity;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reminders;

/// <summary>
/// What agencies are told of their duties, once a day: due within a week, or past due, until they are done or said not to be done.
/// The coordinator gets one sum of it.
/// </summary>
internal static class TaskReminders
{
    public static async Task<IReadOnlyList<Notice>> Read(ReportingDbContext db, DateOnly today, CancellationToken ct)
    {
        var last = today.AddDays(Assignment.SoonDays);
        var due = await db.Assignments.AsNoTracking()
            .Where(a => a.DueOn <= last && a.Status != AssignmentStatus.Done && a.Status != AssignmentStatus.NotDone)
            .OrderByDescending(a => a.Year).ThenByDescending(a => a.Position) // The newest comes first on a page: then in order.
            .Select(a => new DueTask(a.Id, a.Year, a.Code, a.Agency, a.Title, a.DueOn)).ToListAsync(ct);

        return due.Count == 0 ? [] : [.. due.Select(task => Of(task, today)), Sum(due, today)];
    }

    private static Notice Of(DueTask task, DateOnly today)
    {
        var days = task.DueOn.DayNumber - today.DayNumber;
        var (kind, vi, en) = days switch
        {
            < 0 => ("task-overdue", $"đã quá hạn {-days} ngày", $"is {Days(-days)} past due"),
            0 => ("task-due-soon", "đến hạn hôm nay", "is due today"),
            _ => ("task-due-soon", $"còn {days} ngày đến hạn", $"is due in {Days(days)}"),
        };

        return new Notice
        {
            Key = $"{kind}/{task.Id:N}/{today:O}",
            Kind = kind,
            Agency = task.Agency,
            Vi = $"Nhiệm vụ {task.Code} {vi} ({VietnamTime.DayMonthYear(task.DueOn)}): {task.Title}.",
            En = $"Task {task.Code} {en} ({task.DueOn:O}).",
            SubjectType = "task",
            SubjectId = task.Id.ToString(),
        };
    }

    private static Notice Sum(List<DueTask> due, DateOnly today)
    {
        var late = due.Count(task => task.DueOn < today);
        var agencies = due.Select(task => task.Agency).Distinct().Count();

        return new Notice
        {
            Key = $"tasks-summary/{today:O}",
            Kind = "tasks-summary",
            Role = Roles.Coordinator,
            Vi = $"{due.Count - late} nhiệm vụ sắp đến hạn và {late} nhiệm vụ quá hạn ở {agencies} cơ quan, đơn vị.",
            En = $"{due.Count - late} tasks are due soon and {late} are past due, of {agencies} agencies.",
            SubjectType = "tasks",
            SubjectId = $"{due[0].Year}",
        };
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private sealed record DueTask(Guid Id, int Year, string Code, string Agency, string Title, DateOnly DueOn);
}
