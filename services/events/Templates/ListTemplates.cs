using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Templates;

/// <summary>GET /templates: what a new event or programme may begin with.</summary>
internal static class ListTemplates
{
    /// <summary>Every template with its agenda, budget and tasks; one that is not offered says why.</summary>
    public static async Task<Page<TemplateResponse>> Handle(EventsDbContext db, CancellationToken ct)
    {
        var rows = await db.Templates.AsNoTracking().OrderBy(template => template.Position).ToListAsync(ct);

        return new Page<TemplateResponse>(
            [
                .. rows.Select(row => new TemplateResponse
                {
                    Code = row.Code,
                    PlanCode = row.PlanCode,
                    Name = row.Name,
                    Offered = row.Offered,
                    Note = row.Note,
                    LunarDate = row.LunarDate,
                    Theme = row.Theme,
                    Aim = row.Aim,
                    TargetGroup = row.TargetGroup,
                    Agenda = row.Agenda,
                    Budget = row.Budget,
                    Tasks = row.Tasks,
                }),
            ],
            null);
    }
}

internal static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder events) =>
        events.MapGroup("/templates").WithTags("Templates").MapGet("/", ListTemplates.Handle)
            .RequireAuthorization(EventsPolicies.Read).WithName("ListEventTemplates");
}
