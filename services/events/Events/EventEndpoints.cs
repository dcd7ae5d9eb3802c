using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Funding;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Events.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("").WithTags("Events").WithIdempotency<EventsDbContext>();

        events.MapGet("/", ListEvents.Handle).RequireAuthorization(EventsPolicies.Read);
        events.MapGet("/summary", SumEvents.Handle).RequireAuthorization(EventsPolicies.Read);
        events.MapGet("/export", ExportEvents.Handle).RequireAuthorization(EventsPolicies.Read);
        events.MapPost("/", PlanEvent.Create).RequireAuthorization(EventsPolicies.Keep);
        events.MapGet("/{id:guid}", GetEvent.Handle).RequireAuthorization(EventsPolicies.Read);
        events.MapPut("/{id:guid}", PlanEvent.Change).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapDelete("/{id:guid}", PlanEvent.Delete).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapGet("/{id:guid}/budget", GetBudget.Handle).RequireAuthorization(EventsPolicies.Read);
        events.MapGet("/{id:guid}/history", ListHistory.OfEvent).RequireAuthorization(EventsPolicies.Read);
        events.MapPost("/{id:guid}/copy", PlanEvent.Copy).RequireAuthorization(EventsPolicies.Keep);
        events.MapPost("/{id:guid}/publish", MoveEvent.Publish).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapPost("/{id:guid}/cancel", MoveEvent.Cancel).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapPost("/{id:guid}/close", CloseEvent.Handle).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapPost("/{id:guid}/correct-closing", CloseEvent.Correct).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        events.MapPost("/{id:guid}/funding", AskFund.Handle).RequireIfMatch().RequireAuthorization(EventsPolicies.AskFund);
        events.MapPost("/{id:guid}/funding/withdraw", WithdrawFunding.Handle).RequireIfMatch().RequireAuthorization(EventsPolicies.AskFund);
    }
}
