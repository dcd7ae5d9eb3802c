using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Funding;

/// <summary>POST /{id}/funding/withdraw: takes the request to the fund back, by message.</summary>
internal static class WithdrawFunding
{
    /// <summary>Takes the open request back, with a reason; 409 <c>funding-not-open</c> when none is under way.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Handle(
        Guid id, EventReasonRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var reason = VietnameseText.Normalise(request.Reason);
        var open = (await db.LockFundings(id, ct)).FindAll(one => one.Open && one.MayBeWithdrawn);
        row.WithdrawFunding(open.Count > 0);
        outbox.Withdraw(open, row, reason, user, clock.GetUtcNow());
        audit.Record("event.withdraw-funding", "event", id.ToString(), new { row.Number, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    /// <summary>What the event asked for, locked: a word of the fund that arrives now waits.</summary>
    public static async Task<List<EventFunding>> LockFundings(this EventsDbContext db, Guid eventId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from event_fundings where event_id = {eventId} order by id for update", ct);

        return await db.Fundings.Where(one => one.EventId == eventId).ToListAsync(ct);
    }

    public static void Withdraw(
        this IOutbox outbox, IEnumerable<EventFunding> fundings, CommunityEvent row, string reason, CurrentUser by, DateTimeOffset now)
    {
        foreach (var funding in fundings)
        {
            funding.Withdraw(reason, by, now);
            outbox.Add(new FundingWithdrawn
            {
                RequestId = funding.Id,
                EventId = row.Id,
                Reason = reason,
                WithdrawnBy = by.Id,
                WithdrawnByName = by.Name,
                WithdrawnAt = now,
                Version = row.Version,
            });
        }
    }
}
