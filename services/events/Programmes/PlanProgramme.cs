using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Programmes;

/// <summary>POST /programmes, PUT /programmes/{id} and POST /programmes/{id}/copy.</summary>
internal static class PlanProgramme
{
    /// <summary>Plans a programme; agenda, budget and tasks that are left out come from the template.</summary>
    public static async Task<Created<ProgrammeResponse>> Create(
        ProgrammeRequest request, EventsDbContext db, ProgrammeAnswers answers, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct) =>
        await Add(db, await Check(db, request, kept: null, user, ct), "programme.create", answers, audit, user, clock, ct);

    /// <summary>Changes what events begin with that are cloned from now on; those that are there stay as they are.</summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Change(
        Guid id, ProgrammeRequest request, IfMatch ifMatch, EventsDbContext db, ProgrammeAnswers answers, AuditTrail audit,
        CurrentUser user, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockProgramme(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        row.Change(await Check(db, request, row, user, ct));
        audit.Record("programme.change", "programme", id.ToString(), new { row.Number, row.Version });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    /// <summary>Plans the same programme for a later year, without its events: they are cloned from it anew.</summary>
    public static async Task<Results<Created<ProgrammeResponse>, NotFound>> Copy(
        Guid id, CopyRequest? request, EventsDbContext db, ProgrammeAnswers answers, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.Programmes.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } from)
        {
            return TypedResults.NotFound();
        }

        var next = await NextDates.Of(db, from.Template, from.StartsAt, from.EndsAt, request?.Years ?? 1, ct);
        var details = await Check(
            db,
            new ProgrammeRequest
            {
                Template = from.Template,
                Title = next.Renamed(from.Title),
                Theme = from.Theme,
                Aim = from.Aim,
                UnitCode = from.UnitCode,
                Agency = from.Agency,
                Host = from.Host,
                TargetGroup = from.TargetGroup,
                StartsAt = next.StartsAt,
                EndsAt = next.EndsAt,
                PlannedChildren = from.PlannedChildren,
            },
            from, user, ct);

        return await Add(db, details, "programme.copy", answers, audit, user, clock, ct);
    }

    private static async Task<Created<ProgrammeResponse>> Add(
        EventsDbContext db, ProgrammeDetails details, string action, ProgrammeAnswers answers, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var number = await db.TakeNumbers(NumberCounter.Programmes, VietnamTime.DateOf(details.StartsAt).Year, 1, ct);
        var row = EventProgramme.Plan(Uuid7.New(clock), number[0], details, user, clock.GetUtcNow());
        db.Programmes.Add(row);
        audit.Record(action, "programme", row.Id.ToString(), new { row.Number, row.Template, row.UnitCode });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/events/programmes/{row.Id}", await answers.Of(row, ct));
    }

    private static async Task<ProgrammeDetails> Check(
        EventsDbContext db, ProgrammeRequest request, EventProgramme? kept, CurrentUser user, CancellationToken ct)
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

        var unit = await EventInput.UnitOf(db, request.UnitCode!, VietnamTime.DateOf(startsAt), user, wrong, ct);
        if (PlanParts.Text(request.Agency) is { } agency && !Agencies.Know(agency))
        {
            wrong.Add("/agency", "not-in-catalogue");
        }

        var title = PlanParts.Title(request.Title, wrong);
        var agenda = PlanParts.Agenda(request.Agenda ?? kept?.Agenda ?? template?.Agenda ?? [], wrong);
        var budget = PlanParts.Budget(request.Budget ?? kept?.Budget ?? template?.Budget ?? [], wrong);
        wrong.ThrowIfAny();

        return new ProgrammeDetails(
            template!.Code, title, PlanParts.Text(request.Theme) ?? (kept is null ? template.Theme : null),
            PlanParts.Text(request.Aim) ?? (kept is null ? template.Aim : null), unit!, PlanParts.Text(request.Agency),
            PlanParts.Text(request.Host), PlanParts.Text(request.TargetGroup) ?? (kept is null ? template.TargetGroup : null), startsAt,
            endsAt, request.PlannedChildren ?? 0, agenda, budget, request.Tasks ?? kept?.Tasks ?? template.Tasks);
    }
}
