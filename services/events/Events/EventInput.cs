using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Events;

/// <summary>Checks what an organiser sends and tells all that is wrong at once.</summary>
internal static class EventInput
{
    /// <param name="kept">The event that is changed: parts that were left out stay its own. A new one takes the template's.</param>
    public static async Task<EventDetails> Check(
        EventsDbContext db, EventRequest request, CommunityEvent? kept, CurrentUser user, CancellationToken ct)
    {
        var wrong = new WrongFields();
        var (startsAt, endsAt) = (request.StartsAt!.Value.ToUniversalTime(), request.EndsAt!.Value.ToUniversalTime());
        PlanParts.Dates(startsAt, endsAt, wrong);
        var template = await db.Templates.AsNoTracking().SingleOrDefaultAsync(row => row.Code == request.Template, ct);
        if (template is null)
        {
            wrong.Add("/template", "not-in-catalogue");
        }
        else if (!template.Offered)
        {
            wrong.Add("/template", "template-not-offered");
        }

        var unit = await UnitOf(db, request.UnitCode!, VietnamTime.DateOf(startsAt), user, wrong, ct);
        if (unit is not null && !Fits(request.Level!.Value, unit.Level))
        {
            wrong.Add("/level", "level-differs-from-unit");
        }

        if (PlanParts.Text(request.Agency) is { } agency && !Agencies.Know(agency))
        {
            wrong.Add("/agency", "not-in-catalogue");
        }

        if (request.ProgrammeId is { } programme && programme != kept?.ProgrammeId
            && !await db.Programmes.Within(user).AnyAsync(row => row.Id == programme, ct))
        {
            wrong.Add("/programmeId", "not-in-catalogue");
        }

        var title = PlanParts.Title(request.Title, wrong);
        var agenda = PlanParts.Agenda(request.Agenda ?? kept?.Agenda ?? template?.Agenda ?? [], wrong);
        var budget = PlanParts.Budget(request.Budget ?? kept?.Budget ?? template?.Budget ?? [], wrong);
        wrong.ThrowIfAny();

        return new EventDetails(
            template!.Code, title,

            // A theme and an aim come with the template; whoever changes an event sends what it shall have.
            PlanParts.Text(request.Theme) ?? (kept is null ? template.Theme : null),
            PlanParts.Text(request.Aim) ?? (kept is null ? template.Aim : null),
            request.Level!.Value, unit!, PlanParts.Text(request.Agency), PlanParts.Text(request.Host), startsAt, endsAt,
            PlanParts.Text(request.Place), PlanParts.Text(request.TargetGroup) ?? (kept is null ? template.TargetGroup : null),
            request.PlannedChildren ?? 0, request.ProgrammeId, agenda, budget, request.Tasks ?? kept?.Tasks ?? template.Tasks);
    }

    /// <summary>The unit of this code on that day, if it is at or below the caller's own.</summary>
    public static async Task<Unit?> UnitOf(
        EventsDbContext db, string code, DateOnly day, CurrentUser user, WrongFields wrong, CancellationToken ct)
    {
        var unit = (await db.UnitsOn([code], day, ct)).GetValueOrDefault(code);
        if (unit is null || user.UnitPath.Length == 0 || !unit.Path.StartsWith(user.UnitPath, StringComparison.Ordinal))
        {
            wrong.Add("/unitCode", "unknown-unit");

            return null;
        }

        return unit;
    }

    public static EventLevel LevelOf(UnitLevel level) => level switch
    {
        UnitLevel.Province => EventLevel.Province,
        UnitLevel.District => EventLevel.District,
        _ => EventLevel.Commune,
    };

    private static bool Fits(EventLevel level, UnitLevel unit) => level is EventLevel.School or EventLevel.Facility || level == LevelOf(unit);
}
