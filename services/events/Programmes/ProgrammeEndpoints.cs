using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Events.Programmes;

internal static class ProgrammeEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder events)
    {
        var programmes = events.MapGroup("/programmes").WithTags("Programmes").WithIdempotency<EventsDbContext>();

        programmes.MapGet("/", GetProgramme.List).RequireAuthorization(EventsPolicies.Read);
        programmes.MapPost("/", PlanProgramme.Create).RequireAuthorization(EventsPolicies.Keep);
        programmes.MapGet("/{id:guid}", GetProgramme.Handle).RequireAuthorization(EventsPolicies.Read);
        programmes.MapPut("/{id:guid}", PlanProgramme.Change).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        programmes.MapGet("/{id:guid}/history", ListHistory.OfProgramme).RequireAuthorization(EventsPolicies.Read);
        programmes.MapPost("/{id:guid}/copy", PlanProgramme.Copy).RequireAuthorization(EventsPolicies.Keep);
        programmes.MapPost("/{id:guid}/clone", CloneProgramme.Handle).RequireAuthorization(EventsPolicies.Keep);
        programmes.MapPost("/{id:guid}/change-series", ChangeSeries.Handle).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
        programmes.MapPost("/{id:guid}/publish", ChangeSeries.Publish).RequireIfMatch().RequireAuthorization(EventsPolicies.Keep);
    }
}
