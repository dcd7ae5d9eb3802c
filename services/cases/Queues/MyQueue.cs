using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Queues;

/// <summary>GET /queues/mine: what is to be done at or below the caller's unit, by the time that it is due.</summary>
internal static class MyQueue
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>
    /// Steps with a clock that are not done: overdue ones first, then those due within seven days, then the rest. A step leaves the
    /// list by being done, not by a tick.
    /// </summary>
    /// <param name="due">overdue, soon (within seven days) or later.</param>
    public static async Task<Ok<Page<CaseTask>>> Handle(
        Word<TaskDue>? due, PageRequest page, CasesDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var soon = now + Soon;
        var open =
            from row in db.Cases.AsNoTracking().Within(user)
            join step in db.CaseClocks.AsNoTracking() on row.Id equals step.CaseId
            where step.DoneAt == null && step.State != ClockState.Stopped
            select new { Case = row, Clock = step };
        open = due?.Value switch
        {
            TaskDue.Overdue => open.Where(task => task.Clock.DueAt < now),
            TaskDue.Soon => open.Where(task => task.Clock.DueAt >= now && task.Clock.DueAt < soon),
            TaskDue.Later => open.Where(task => task.Clock.DueAt >= soon),
            _ => open,
        };
        if (page.After is { } after)
        {
            var (at, id) = (after.Get<DateTimeOffset>(0).ToUniversalTime(), after.Get<Guid>(1));
            open = open.Where(task => task.Clock.DueAt > at || (task.Clock.DueAt == at && task.Clock.Id > id));
        }

        var rows = await open.OrderBy(task => task.Clock.DueAt).ThenBy(task => task.Clock.Id).Take(page.Take)
            .Select(task => new
            {
                task.Case.Id,
                task.Case.Number,
                task.Case.Urgent,
                Place = new CasePlace { UnitCode = task.Case.PlaceUnitCode, Name = task.Case.PlaceName },
                task.Clock,
            })
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(
            rows,
            row => new CaseTask
            {
                CaseId = row.Id,
                CaseNumber = row.Number,
                Urgent = row.Urgent,
                Place = row.Place,
                Clock = GetCase.Of(row.Clock),
                Due = row.Clock.DueAt < now ? TaskDue.Overdue : row.Clock.DueAt < soon ? TaskDue.Soon : TaskDue.Later,
            },
            row => [row.Clock.DueAt, row.Clock.Id]));
    }
}
