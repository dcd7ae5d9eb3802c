using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NpgsqlTypes;

namespace ChildPlatform.Events.Programmes;

/// <summary>Makes the answer about programmes; the totals of a whole page are read at once.</summary>
internal sealed class ProgrammeAnswers(
    EventsDbContext db, IHttpContextAccessor http, IOptions<ClosingOptions> closing, CurrentUser user, TimeProvider clock)
{
    public async Task<ProgrammeResponse> Of(EventProgramme row, CancellationToken ct)
    {
        ETag.Set(http.HttpContext!, row.Version);
        var templates = await db.TemplateNames(ct);
        var totals = await SumEvents.Sum(
            db.Events.AsNoTracking().Within(user).Where(one => one.ProgrammeId == row.Id), Overdue.EndedBefore(clock, closing.Value), ct);

        return Of(row, templates, totals);
    }

    public async Task<IReadOnlyList<ProgrammeResponse>> Of(IReadOnlyList<EventProgramme> rows, CancellationToken ct)
    {
        var late = Overdue.EndedBefore(clock, closing.Value);
        var ids = rows.Select(row => row.Id).ToArray();
        var sums = await db.Events.AsNoTracking().Within(user)
            .Where(one => one.ProgrammeId != null && ids.Contains(one.ProgrammeId.Value))
            .GroupBy(one => new { one.ProgrammeId, one.State })
            .Select(group => new
            {
                group.Key.ProgrammeId,
                group.Key.State,
                Count = group.LongCount(),
                Overdue = group.LongCount(one => one.State == EventState.Published && one.EndsAt < late),
                PlannedChildren = group.Sum(one => one.State == EventState.Cancelled ? 0L : one.PlannedChildren),
                Children = group.Sum(one => (long)(one.Children ?? 0)),
                Planned = group.Sum(one => one.State == EventState.Cancelled ? 0L : one.Planned),
                Cost = group.Sum(one => one.Cost ?? 0L),
            })
            .ToListAsync(ct);
        var templates = await db.TemplateNames(ct);

        return
        [
            .. rows.Select(row =>
            {
                var own = sums.Where(sum => sum.ProgrammeId == row.Id).OrderBy(sum => sum.State).ToList();

                return Of(row, templates, new EventTotalsResponse
                {
                    Count = own.Sum(sum => sum.Count),
                    States = [.. own.Select(sum => new EventStateTotal { State = sum.State, Count = sum.Count })],
                    Overdue = own.Sum(sum => sum.Overdue),
                    PlannedChildren = own.Sum(sum => sum.PlannedChildren),
                    Children = own.Sum(sum => sum.Children),
                    Planned = own.Sum(sum => sum.Planned),
                    Cost = own.Sum(sum => sum.Cost),
                });
            }),
        ];
    }

    private ProgrammeResponse Of(
        EventProgramme row, IReadOnlyDictionary<string, TemplateName> templates, EventTotalsResponse totals) => new()
        {
            Id = row.Id,
            Number = row.Number,
            Template = row.Template,
            TemplateName = templates[row.Template].Name,
            LunarDate = templates[row.Template].LunarDate,
            Title = row.Title,
            Theme = row.Theme,
            Aim = row.Aim,
            UnitCode = row.UnitCode,
            UnitName = row.UnitName,
            Agency = row.Agency,
            Host = row.Host,
            TargetGroup = row.TargetGroup,
            StartsAt = row.StartsAt,
            EndsAt = row.EndsAt,
            PlannedChildren = row.PlannedChildren,
            Agenda = row.Agenda,
            Budget = row.Budget,
            Tasks = row.Tasks,
            Events = totals,
            Actions = !user.Has(Roles.EventOrganizer) || !row.IsWithin(user) ? []
                : totals.Count == 0 ? ["change", "clone", "copy"]
                : ["change", "clone", "change-series", "publish", "copy"],
            Version = row.Version,
        };
}

/// <summary>GET /programmes and /programmes/{id}.</summary>
internal static class GetProgramme
{
    /// <summary>
    /// A programme with the totals of its events, as far as they are at or below the caller's unit. 404 for one of another unit without
    /// an event there.
    /// </summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        Guid id, EventsDbContext db, ProgrammeAnswers answers, CurrentUser user, CancellationToken ct) =>
        await db.ReadableProgrammes(user).SingleOrDefaultAsync(row => row.Id == id, ct) is { } row
            ? TypedResults.Ok(await answers.Of(row, ct))
            : TypedResults.NotFound();

    /// <summary>Programmes at or below the caller's unit and those that have an event there, the newest first.</summary>
    /// <param name="template">Code of a template.</param>
    /// <param name="q">Words of title, theme or unit, without tone marks if wished.</param>
    public static async Task<Ok<Page<ProgrammeResponse>>> List(
        string? template, string? q, PageRequest page, EventsDbContext db, ProgrammeAnswers answers, CurrentUser user, CancellationToken ct)
    {
        var found = db.ReadableProgrammes(user);
        if (!string.IsNullOrWhiteSpace(template))
        {
            found = found.Where(row => row.Template == template);
        }

        if (VietnameseText.Normalise(q) is { Length: > 0 } text)
        {
            found = SearchWords.Of(text) is { } words
                ? found.Where(row => EF.Property<NpgsqlTsVector>(row, "SearchVector").Matches(EF.Functions.ToTsQuery("simple", words)))
                : found.Where(_ => false);
        }

        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            found = found.Where(row => row.Id < id);
        }

        var rows = await found.OrderByDescending(row => row.Id).Take(page.Take).ToListAsync(ct);
        var whole = await answers.Of(rows, ct);

        return TypedResults.Ok(page.ToPage(whole, row => [row.Id]));
    }

    /// <summary>
    /// A commune reads the programme of the province that its event belongs to; only who planned a programme, or stands above, changes
    /// it.
    /// </summary>
    private static IQueryable<EventProgramme> ReadableProgrammes(this EventsDbContext db, CurrentUser user)
    {
        var path = user.UnitPath;
        var programmes = db.Programmes.AsNoTracking();

        return path.Length == 0 ? programmes.Where(_ => false) : programmes.Where(row => row.UnitPath.StartsWith(path)
            || db.Events.Any(one => one.ProgrammeId == row.Id && one.UnitPath.StartsWith(path)));
    }

    /// <summary>Locks the row for the transaction, then reads it. Null when it is not there or not the caller's to see.</summary>
    public static async Task<EventProgramme?> LockProgramme(this EventsDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from event_programmes where id = {id} for update", ct);

        return await db.Programmes.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
    }
}
