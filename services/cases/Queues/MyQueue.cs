using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
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
    /// Everything that waits for the caller: overdue steps first, then those due within seven days, then later ones, and in the
    /// end what the law gives no time: a case to assess, a plan to draw up or to write anew for a case worker, a plan to decide for
    /// the chairman. Work leaves the list by being done, not by a tick.
    /// </summary>
    /// <param name="due">overdue, soon (within seven days), later or no-date.</param>
    public static async Task<Ok<Page<CaseTask>>> Handle(
        Word<TaskDue>? due, PageRequest page, CasesDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var soon = now + Soon;
        var clocks = OfClocks(db, user);
        var others = WithoutClock(db, user);
        var open = due?.Value switch
        {
            TaskDue.Overdue => clocks.Where(task => task.At < now),
            TaskDue.Soon => clocks.Where(task => task.At >= now && task.At < soon),
            TaskDue.Later => clocks.Where(task => task.At >= soon),
            TaskDue.NoDate => others,
            _ => clocks.Concat(others),
        };
        if (page.After is { } after)
        {
            var (last, at, id) = (after.Get<int>(0), after.Get<DateTimeOffset>(1).ToUniversalTime(), after.Get<Guid>(2));
            open = open.Where(task => task.Last > last
                || (task.Last == last && (task.At > at || (task.At == at && task.Id > id))));
        }

        var rows = await open.OrderBy(task => task.Last).ThenBy(task => task.At).ThenBy(task => task.Id).Take(page.Take)
            .ToListAsync(ct);
        var ids = rows.Where(row => row.Last == 0).Select(row => row.Id).ToList();
        var running = await db.CaseClocks.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, ct);

        return TypedResults.Ok(page.ToPage(
            rows, row => Task(row, running.GetValueOrDefault(row.Id)), row => [row.Last, row.At, row.Id]));

        CaseTask Task(Row row, CaseClock? step) => new()
        {
            CaseId = row.CaseId,
            CaseNumber = row.Number,
            Urgent = row.Urgent,
            Place = new CasePlace { UnitCode = row.PlaceUnitCode, Name = row.PlaceName },
            Kind = (TaskKind)row.Kind,
            Since = step?.StartedAt ?? row.At,
            Clock = step is null ? null : GetCase.Of(step),
            Due = step is null ? TaskDue.NoDate : row.At < now ? TaskDue.Overdue : row.At < soon ? TaskDue.Soon : TaskDue.Later,
        };
    }

    private static IQueryable<Row> OfClocks(CasesDbContext db, CurrentUser user) =>
        from row in db.Cases.AsNoTracking().Within(user)
        join step in db.CaseClocks on row.Id equals step.CaseId
        where step.DoneAt == null && step.StoppedAt == null && step.State != ClockState.Stopped
        select new Row
        {
            Last = 0,
            At = step.DueAt,
            Id = step.Id,
            Kind = step.Step == LegalStep.InitialAssessment ? (int)TaskKind.Assess
                : step.Step == LegalStep.UrgentMeasure ? (int)TaskKind.Protect : (int)TaskKind.Plan,
            CaseId = row.Id,
            Number = row.Number,
            Urgent = row.Urgent,
            PlaceUnitCode = row.PlaceUnitCode,
            PlaceName = row.PlaceName,
        };

    /// <summary>
    /// Work that the caller's roles have and that no open clock stands for. At most one for a case, so that the case's id names it.
    /// </summary>
    private static IQueryable<Row> WithoutClock(CasesDbContext db, CurrentUser user)
    {
        var (worker, chairman, me) = (user.Has(Roles.CaseWorker), user.Has(Roles.CaseApprover), user.Id);

        return
            from row in db.Cases.AsNoTracking().Within(user)
            let plan = row.Plans.Where(plan => plan.Round == row.Round).OrderByDescending(plan => plan.SubmittedAt)
                .Select(plan => (PlanState?)plan.State).FirstOrDefault()
            let decree = row.Kind == null || row.Kind == CaseKind.Abuse || row.Kind == CaseKind.AtRisk
            let awaited =
                chairman && row.State == CaseState.PlanSubmitted
                    && !row.Plans.Any(own => own.State == PlanState.Submitted && own.SubmittedBy == me)
                    ? (int)TaskKind.DecidePlan
                : !worker ? None
                : row.State == CaseState.Received && decree ? (int)TaskKind.Assess
                : plan == PlanState.Returned ? (int)TaskKind.RewritePlan
                : row.State == CaseState.Received ? (int)TaskKind.Plan
                : row.State == CaseState.Assessed
                    && !row.Assessments.Any(form => form.Round == row.Round && form.Conclusion == AssessmentConclusion.NoAction)
                    ? (int)TaskKind.Plan
                : None
            let step = awaited == (int)TaskKind.Assess ? LegalStep.InitialAssessment
                : awaited == (int)TaskKind.Plan ? LegalStep.SupportPlan : ""
            where awaited != None && !row.Clocks.Any(open => open.Step == step && open.Round == row.Round
                && open.DoneAt == null && open.StoppedAt == null && open.State != ClockState.Stopped)
            select new Row
            {
                Last = 1,
                At = row.Plans.Where(one => one.Round == row.Round).Max(one => one.DecidedAt ?? (DateTimeOffset?)one.SubmittedAt)
                    ?? row.Assessments.Where(form => form.Round == row.Round).Max(form => (DateTimeOffset?)form.CompletedAt)
                    ?? row.ReceivedAt,
                Id = row.Id,
                Kind = awaited,
                CaseId = row.Id,
                Number = row.Number,
                Urgent = row.Urgent,
                PlaceUnitCode = row.PlaceUnitCode,
                PlaceName = row.PlaceName,
            };
    }

    private const int None = -1;

    /// <summary>A task as both questions give it; what has no time comes after all that has one, by how long it waits.</summary>
    private sealed class Row
    {
        public required int Last { get; init; }

        /// <summary>When it is due, or else since when it waits.</summary>
        public required DateTimeOffset At { get; init; }

        /// <summary>Of the clock, or else of the case.</summary>
        public required Guid Id { get; init; }

        /// <summary>A <see cref="TaskKind"/>, as a number: both halves of a union must be of one type in the database.</summary>
        public required int Kind { get; init; }
        public required Guid CaseId { get; init; }
        public required string Number { get; init; }
        public required bool Urgent { get; init; }
        public required string PlaceUnitCode { get; init; }
        public required string PlaceName { get; init; }
    }
}
