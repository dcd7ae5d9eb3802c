using ChildPlatform.Contracts.Identity;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reminders;

/// <summary>
/// What agencies are told of their duties until they are done or said not to be done: each day of the week before the due day,
/// and once when it has passed. Of a plan whose year has ended nothing is told, but for the month after its last due days. The
/// coordinator gets one sum of it.
/// </summary>
internal static class TaskReminders
{
    // As for rounds: of an ended year, what is older than a month is no news.
    private const int NewsDays = 30;

    public static async Task<IReadOnlyList<Notice>> Read(ReportingDbContext db, DateOnly today, CancellationToken ct)
    {
        var (last, news) = (today.AddDays(Assignment.SoonDays), today.AddDays(-NewsDays));
        var due = await db.Assignments.AsNoTracking()
            .Where(a => a.DueOn <= last && (a.Year >= today.Year || a.DueOn >= news))
            .Where(a => a.Status != AssignmentStatus.Done && a.Status != AssignmentStatus.NotDone)
            .OrderByDescending(a => a.Year).ThenByDescending(a => a.Position) // The newest comes first on a page: then in order.
            .Select(a => new DueTask(a.Id, a.Year, a.Code, a.Agency, a.Title, a.DueOn)).ToListAsync(ct);

        return due.Count == 0 ? [] : [.. due.Select(task => Of(task, today)), Sum(due, today)];
    }

    private static Notice Of(DueTask task, DateOnly today)
    {
        var days = task.DueOn.DayNumber - today.DayNumber;
        var (kind, occasion, vi, en) = days switch
        {
            < 0 => ("task-overdue", task.DueOn, $"đã quá hạn {-days} ngày", $"is {Days(-days)} past due"),
            0 => ("task-due-soon", today, "đến hạn hôm nay", "is due today"),
            _ => ("task-due-soon", today, $"còn {days} ngày đến hạn", $"is due in {Days(days)}"),
        };

        return new Notice
        {
            Key = $"{kind}/{task.Id:N}/{occasion:O}",
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

        // Daily while a due day is near; then once more, when the last of them has passed.
        var occasion = late < due.Count ? today : due.Max(task => task.DueOn).AddDays(1);

        return new Notice
        {
            Key = $"tasks-summary/{occasion:O}",
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
