using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Programmes;

/// <summary>POST /programmes/{id}/clone: the programme's event in many units at once.</summary>
internal static class CloneProgramme
{
    /// <summary>
    /// Makes a draft in each unit of a list or in all communes, in one transaction; a unit that has its event of the series keeps it,
    /// so that a second call makes nothing twice.
    /// </summary>
    public static async Task<Results<Ok<CloneResponse>, NotFound>> Handle(
        Guid id, CloneRequest request, EventsDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockProgramme(id, user, ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        var units = await UnitsOf(db, request, programme, user, ct);
        var codes = units.Select(unit => unit.Code).ToArray();
        var existing = await db.Events.Where(row => row.ProgrammeId == id && row.InSeries && codes.Contains(row.UnitCode))
            .Select(row => row.UnitCode).ToListAsync(ct);
        var missing = units.Where(unit => !existing.Contains(unit.Code)).OrderBy(unit => unit.Code, StringComparer.Ordinal).ToList();
        IReadOnlyList<string> numbers = missing.Count == 0
            ? []
            : await db.TakeNumbers(NumberCounter.Events, VietnamTime.DateOf(programme.StartsAt).Year, missing.Count, ct);
        if (missing.Count > 0)
        {
            var ids = await Insert(db, programme, missing, numbers, user, clock, ct);

            // Each event has a life of its own from here; where it came from stands at its beginning.
            for (var i = 0; i < missing.Count; i++)
            {
                audit.Record("event.clone", "event", ids[i].ToString(), new { Number = numbers[i], Programme = programme.Number });
            }
        }

        audit.Record("programme.clone", "programme", id.ToString(), new { programme.Number, Created = missing.Count, Existing = existing.Count });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(new CloneResponse
        {
            Created = missing.Count,
            Existing = existing.Count,
            FirstNumber = numbers.Count == 0 ? null : numbers[0],
            LastNumber = numbers.Count == 0 ? null : numbers[^1],
        });
    }

    /// <summary>One statement for all: the plan is copied inside the database, only what differs is sent.</summary>
    private static async Task<Guid[]> Insert(
        EventsDbContext db, EventProgramme programme, IReadOnlyList<Unit> units, IReadOnlyList<string> numbers, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        var ids = units.Select(_ => Uuid7.New(clock)).ToArray();
        var numberRow = numbers.ToArray();
        var codes = units.Select(unit => unit.Code).ToArray();
        var names = units.Select(unit => unit.Name).ToArray();
        var paths = units.Select(unit => unit.Path).ToArray();
        var levels = units.Select(unit => EnumText.Of(EventInput.LevelOf(unit.Level))).ToArray();
        var keys = units.Select(unit => CommunityEvent.SearchKeyOf(programme.Title, programme.Theme, programme.Place, unit.Name)).ToArray();
        var planned = programme.Budget.Sum(line => line.Amount!.Value);
        await db.Database.ExecuteSqlAsync($"""
            insert into events (id, number, state, template, title, theme, aim, level, unit_code, unit_name, unit_path, agency, host,
                starts_at, ends_at, place, target_group, planned_children, programme_id, in_series, own_theme, own_place, own_dates,
                agenda, budget, tasks, planned, created_by, created_by_name, created_at, search_key, version)
            select unit.id, unit.number, 'draft', programme.template, programme.title, programme.theme, programme.aim, unit.level,
                unit.code, unit.name, unit.path, programme.agency, programme.host, programme.starts_at, programme.ends_at,
                programme.place, programme.target_group, programme.planned_children, programme.id, true, false, false, false,
                programme.agenda, programme.budget, programme.tasks, {planned}, {user.Id}, {user.Name}, {now}, unit.key, 1
            from event_programmes programme
            cross join unnest({ids}, {numberRow}, {codes}, {names}, {paths}, {levels}, {keys})
                unit (id, number, code, name, path, level, key)
            where programme.id = {programme.Id}
            """, ct);

        return ids;
    }

    private static async Task<IReadOnlyList<Unit>> UnitsOf(
        EventsDbContext db, CloneRequest request, EventProgramme programme, CurrentUser user, CancellationToken ct)
    {
        var day = VietnamTime.DateOf(programme.StartsAt);
        var asked = (request.Units ?? []).ToList();
        if (asked.Count == 0 == (request.AllCommunes is not true))
        {
            throw new InvalidInputException("/units", "units-or-all");
        }

        if (asked.Count == 0)
        {
            var path = user.UnitPath;

            return await db.Units.AsNoTracking()
                .Where(unit => unit.Level == UnitLevel.Commune && unit.Path.StartsWith(path) && unit.ValidFrom <= day
                    && (unit.ValidTo == null || unit.ValidTo >= day))
                .ToListAsync(ct);
        }

        var found = await db.UnitsOn([.. asked.Where(code => code is not null)], day, ct);
        var wrong = new WrongFields();
        for (var i = 0; i < asked.Count; i++)
        {
            if (asked[i] is null || !found.TryGetValue(asked[i], out var unit)
                || !unit.Path.StartsWith(user.UnitPath, StringComparison.Ordinal))
            {
                wrong.Add($"/units/{i}", "unknown-unit");
            }
        }

        wrong.ThrowIfAny();

        return [.. found.Values];
    }
}
