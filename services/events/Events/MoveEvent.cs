using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Funding;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Events.Events;

/// <summary>POST /{id}/publish and /{id}/cancel.</summary>
internal static class MoveEvent
{
    /// <summary>Puts a draft with a place into the public calendar.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Publish(
        Guid id, EventActionRequest? request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        _ = request; // Has no members: anything in it is refused before.
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        row.Publish(clock.GetUtcNow());
        outbox.TellPublished(row);
        audit.Record("event.publish", "event", id.ToString(), new { row.Number });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    /// <summary>
    /// Cancels an event that will not take place. Money that the fund holds for it is free again; what it has paid is taken back there.
    /// </summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Cancel(
        Guid id, EventReasonRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var now = clock.GetUtcNow();
        var reason = VietnameseText.Normalise(request.Reason);
        row.Cancel(reason, now);
        outbox.Withdraw((await db.LockFundings(id, ct)).FindAll(one => one.MayBeWithdrawn), row, reason, user, now);
        if (row.PublishedAt is not null)
        {
            outbox.Add(EventFacts.Cancelled(row));
        }

        audit.Record("event.cancel", "event", id.ToString(), new { row.Number, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }
}
