using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Events.Events;

/// <summary>What an answer about an event needs beside the event, in one place so that handlers stay short.</summary>
internal sealed class EventAnswers(
    EventsDbContext db, IHttpContextAccessor http, IOptions<ClosingOptions> closing, CurrentUser user, TimeProvider clock)
{
    public async Task<EventResponse> Of(CommunityEvent row, CancellationToken ct)
    {
        var funding = await db.Fundings.Include(one => one.Words).Where(one => one.EventId == row.Id).ToListAsync(ct);
        var template = await db.Templates.AsNoTracking().SingleAsync(one => one.Code == row.Template, ct);
        var programme = await db.Programmes.Where(one => one.Id == row.ProgrammeId).Select(one => one.Title).SingleOrDefaultAsync(ct);
        ETag.Set(http.HttpContext!, row.Version);

        return new EventResponse
        {
            Id = row.Id,
            Number = row.Number,
            State = row.State,
            Template = row.Template,
            TemplateName = template.Name,
            LunarDate = template.LunarDate,
            Title = row.Title,
            Theme = row.Theme,
            Aim = row.Aim,
            Level = row.Level,
            UnitCode = row.UnitCode,
            UnitName = row.UnitName,
            Agency = row.Agency,
            Host = row.Host,
            StartsAt = row.StartsAt,
            EndsAt = row.EndsAt,
            Place = row.Place,
            TargetGroup = row.TargetGroup,
            PlannedChildren = row.PlannedChildren,
            ProgrammeId = row.ProgrammeId,
            ProgrammeTitle = programme,
            Agenda = row.Agenda,
            Tasks = row.Tasks,
            Budget = BudgetTable.Of(row.Budget, row.Closing?.Costs),
            Funding = [.. funding.OrderByDescending(one => one.Id).Select(one => one.ToResponse())],
            Closing = row.Closing is not { } form ? null : new ClosingResponse
            {
                Children = form.Children,
                Gifts = form.Gifts,
                Scholarships = form.Scholarships,
                Incidents = form.Incidents,
                Minutes = form.Minutes,
                Lessons = form.Lessons,
                Cost = row.Cost!.Value,
                ClosedAt = row.ClosedAt!.Value,
                ClosedByName = row.ClosedByName!,
                CorrectedAt = row.CorrectedAt,
            },
            PublishedAt = row.PublishedAt,
            CancelledAt = row.CancelledAt,
            CancelReason = row.CancelReason,
            ReportDueOn = Overdue.DueOn(row.EndsAt, closing.Value),
            Overdue = row.State is EventState.Published && row.EndsAt < Overdue.EndedBefore(clock, closing.Value),
            CreatedByName = row.CreatedByName,
            CreatedAt = row.CreatedAt,
            Actions = row.ActionsFor(user, funding, clock.GetUtcNow()),
            Version = row.Version,
        };
    }
}

/// <summary>When a closing form is late.</summary>
internal static class Overdue
{
    public static DateOnly DueOn(DateTimeOffset endsAt, ClosingOptions options) => VietnamTime.DateOf(endsAt).AddDays(options.Days);

    /// <summary>Events that ended before this instant and are not closed are late today.</summary>
    public static DateTimeOffset EndedBefore(TimeProvider clock, ClosingOptions options) =>
        VietnamTime.StartOf(VietnamTime.Today(clock).AddDays(-options.Days)).ToUniversalTime();
}

/// <summary>GET /{id}.</summary>
internal static class GetEvent
{
    /// <summary>An event with its plan, budget, funding and closing form; 404 also for one of another unit.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Handle(
        Guid id, EventsDbContext db, EventAnswers answers, CurrentUser user, CancellationToken ct) =>
        await db.Events.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is { } row
            ? TypedResults.Ok(await answers.Of(row, ct))
            : TypedResults.NotFound();

    /// <summary>Locks the row for the transaction, then reads it. Null when it is not there or not the caller's to see.</summary>
    public static async Task<CommunityEvent?> LockEvent(this EventsDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from events where id = {id} for update", ct);

        return await db.Events.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
    }
}
