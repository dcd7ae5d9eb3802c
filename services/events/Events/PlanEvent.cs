using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Events;

/// <summary>POST /, PUT /{id}, DELETE /{id} and POST /{id}/copy: the plan of an event.</summary>
internal static class PlanEvent
{
    /// <summary>Plans an event; agenda, budget and tasks that are left out come from the template.</summary>
    public static async Task<Created<EventResponse>> Create(
        EventRequest request, EventsDbContext db, EventAnswers answers, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct) =>
        await Add(db, await EventInput.Check(db, request, kept: null, user, ct), "event.create", answers, audit, user, clock, ct);

    /// <summary>Changes an event; what stands in the calendar keeps its template and unit.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Change(
        Guid id, EventRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox, AuditTrail audit,
        CurrentUser user, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var details = await EventInput.Check(db, request, row, user, ct);
        var asked = (await db.Fundings.Where(one => one.EventId == id).ToListAsync(ct)).Where(one => one.Holds).Sum(one => one.Amount);
        row.Change(details, asked);
        outbox.TellPublished(row);
        audit.Record("event.change", "event", id.ToString(), new { row.Number, row.Version });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    /// <summary>Deletes a draft that has not asked for money.</summary>
    public static async Task<Results<NoContent, NotFound>> Delete(
        Guid id, IfMatch ifMatch, EventsDbContext db, AuditTrail audit, CurrentUser user, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        row.RequireDeletable(await db.Fundings.AnyAsync(one => one.EventId == id, ct));
        db.Events.Remove(row);
        audit.Record("event.delete", "event", id.ToString(), new { row.Number });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.NoContent();
    }

    /// <summary>
    /// Plans the same event for a later year; a festival of the lunar calendar falls on the lunar day of that year. Agenda,
    /// budget and tasks are copied, participants and figures are not.
    /// </summary>
    public static async Task<Results<Created<EventResponse>, NotFound>> Copy(
        Guid id, CopyRequest? request, EventsDbContext db, EventAnswers answers, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        if (await db.Events.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } from)
        {
            return TypedResults.NotFound();
        }

        var next = await NextDates.Of(db, from.Template, from.StartsAt, from.EndsAt, request?.Years ?? 1, ct);
        var details = await EventInput.Check(
            db,
            new EventRequest
            {
                Template = from.Template,
                Title = next.Renamed(from.Title),
                Theme = from.Theme,
                Aim = from.Aim,
                Level = from.Level,
                UnitCode = from.UnitCode,
                Agency = from.Agency,
                Host = from.Host,
                StartsAt = next.StartsAt,
                EndsAt = next.EndsAt,
                Place = from.Place,
                TargetGroup = from.TargetGroup,
                PlannedChildren = from.PlannedChildren,
            },
            from, user, ct);

        // It belongs to no programme: that of last year is over.
        return await Add(db, details with { ProgrammeId = null }, "event.copy", answers, audit, user, clock, ct);
    }

    private static async Task<Created<EventResponse>> Add(
        EventsDbContext db, EventDetails details, string action, EventAnswers answers, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var number = await db.TakeNumbers(NumberCounter.Events, VietnamTime.DateOf(details.StartsAt).Year, 1, ct);
        var row = CommunityEvent.Plan(Uuid7.New(clock), number[0], details, user, clock.GetUtcNow());
        db.Events.Add(row);
        audit.Record(action, "event", row.Id.ToString(), new { row.Number, row.Template, row.UnitCode });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/events/{row.Id}", await answers.Of(row, ct));
    }
}
