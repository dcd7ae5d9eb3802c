using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
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

/// <summary>POST /{id}/funding: asks the fund, by message.</summary>
internal static class AskFund
{
    /// <summary>Asks the fund for money, at most what the budget has from it; 409 <c>funding-open</c> while a request is under way.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Handle(
        Guid id, FundingRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var before = await db.Fundings.Where(one => one.EventId == id).ToListAsync(ct);
        EventsRules.FundingOpen.Require(!before.Exists(one => one.Open));
        row.AskFund(request.Amount!.Value, before.Where(one => one.Holds).Sum(one => one.Amount));
        var funding = EventFunding.Ask(
            Uuid7.New(clock), id, request.Programme!.Trim(), request.Amount.Value,
            PlanParts.Text(request.Purpose) ?? $"Kinh phí sự kiện {row.Number}: {row.Title}",
            PlanParts.Text(request.PayeeName) ?? $"UBND {row.UnitName}", user, clock.GetUtcNow());
        db.Fundings.Add(funding);
        outbox.Add(new FundingRequested
        {
            RequestId = funding.Id,
            EventId = id,
            EventNumber = row.Number,
            Programme = funding.Programme,
            Amount = funding.Amount,
            Purpose = funding.Purpose,
            PayeeName = funding.PayeeName,
            UnitCode = row.UnitCode,
            UnitPath = row.UnitPath,
            ChildrenCount = Math.Max(1, row.PlannedChildren),
            RequestedBy = user.Id,
            RequestedByName = user.Name,
            RequestedAt = funding.RequestedAt,
            Version = row.Version,
        });
        audit.Record("event.ask-fund", "event", id.ToString(), new { row.Number, funding.Programme, funding.Amount });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }
}
