using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Programmes;

/// <summary>POST /programmes/{id}/change-series and /programmes/{id}/publish: all events of a programme at once.</summary>
internal static class ChangeSeries
{
    /// <summary>Gives all events of the series a theme, a place or dates; those changed alone keep their own.</summary>
    public static async Task<Results<Ok<SeriesResponse>, NotFound>> Handle(
        Guid id, SeriesRequest request, IfMatch ifMatch, EventsDbContext db, IOutbox outbox, AuditTrail audit, CurrentUser user,
        CancellationToken ct)
    {
        var (theme, place) = (PlanParts.Text(request.Theme), PlanParts.Text(request.Place));
        var (startsAt, endsAt) = (request.StartsAt?.ToUniversalTime(), request.EndsAt?.ToUniversalTime());
        Check(theme, place, startsAt, endsAt);
        if (await db.LockProgramme(id, user, ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(programme.Version);
        programme.ChangeSeries(theme, place, startsAt, endsAt);
        var rows = await LockSeries(db, id, user, ct);
        var changed = rows.Where(row => row.InSeries && row.Follow(theme, place, startsAt, endsAt)).ToList();
        foreach (var row in changed)
        {
            outbox.TellPublished(row);
            audit.Record("event.change-series", "event", row.Id.ToString(), new { row.Number, row.Version });
        }

        audit.Record("programme.change-series", "programme", id.ToString(), new { programme.Number, Changed = changed.Count });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(new SeriesResponse { Changed = changed.Count, Kept = rows.Count - changed.Count });
    }

    /// <summary>Publishes every draft of the programme that has a place; the others are left as they are and counted.</summary>
    public static async Task<Results<Ok<SeriesResponse>, NotFound>> Publish(
        Guid id, EventActionRequest? request, IfMatch ifMatch, EventsDbContext db, IOutbox outbox, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        _ = request; // Has no members: anything in it is refused before.
        if (await db.LockProgramme(id, user, ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(programme.Version);
        var rows = await LockSeries(db, id, user, ct);
        var ready = rows.Where(row => row.MayBePublished).ToList();
        foreach (var row in ready)
        {
            row.Publish(clock.GetUtcNow());
            outbox.TellPublished(row);
            audit.Record("event.publish", "event", row.Id.ToString(), new { row.Number });
        }

        audit.Record("programme.publish", "programme", id.ToString(), new { programme.Number, Published = ready.Count });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(new SeriesResponse { Changed = ready.Count, Kept = rows.Count - ready.Count });
    }

    /// <summary>All events of a programme, locked in the order of their ids so that two such acts do not wait for each other.</summary>
    private static async Task<List<CommunityEvent>> LockSeries(EventsDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from events where programme_id = {id} order by id for update", ct);

        return await db.Events.Within(user).Where(row => row.ProgrammeId == id).OrderBy(row => row.Id).ToListAsync(ct);
    }

    private static void Check(string? theme, string? place, DateTimeOffset? startsAt, DateTimeOffset? endsAt)
    {
        var wrong = new WrongFields();
        if (startsAt is null != endsAt is null)
        {
            wrong.Add(startsAt is null ? "/startsAt" : "/endsAt", "dates-together");
        }
        else if (startsAt is { } start && endsAt is { } end)
        {
            PlanParts.Dates(start, end, wrong);
        }
        else if (theme is null && place is null)
        {
            wrong.Add("", "series-empty");
        }

        wrong.ThrowIfAny();
    }
}
