using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NpgsqlTypes;

namespace ChildPlatform.Events.Events;

/// <summary>What a list, its totals and its export are narrowed to.</summary>
/// <param name="State">draft, published, cancelled or closed.</param>
/// <param name="Template">Code of a template.</param>
/// <param name="Unit">Code of a unit: its events and those of the units below it.</param>
/// <param name="Programme">Id of a programme.</param>
/// <param name="From">First day on which an event may begin, in Viet Nam.</param>
/// <param name="To">Last day on which it may begin.</param>
/// <param name="Overdue">Only events whose closing form is late.</param>
/// <param name="Q">Words of title, theme, place or unit, without tone marks if wished, or a number.</param>
internal sealed record EventFilter(
    Word<EventState>? State, string? Template, string? Unit, Guid? Programme, DateOnly? From, DateOnly? To, bool? Overdue, string? Q)
{
    public IQueryable<CommunityEvent> Apply(EventsDbContext db, IQueryable<CommunityEvent> events, DateTimeOffset lateBefore)
    {
        if (State?.Value is { } state)
        {
            events = events.Where(row => row.State == state);
        }

        if (!string.IsNullOrWhiteSpace(Template))
        {
            events = events.Where(row => row.Template == Template);
        }

        if (!string.IsNullOrWhiteSpace(Unit))
        {
            events = events.Where(row => db.Units.Any(unit => unit.Code == Unit && row.UnitPath.StartsWith(unit.Path)));
        }

        if (Programme is { } programme)
        {
            events = events.Where(row => row.ProgrammeId == programme);
        }

        if (From is { } from)
        {
            var start = VietnamTime.StartOf(from).ToUniversalTime();
            events = events.Where(row => row.StartsAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(to.AddDays(1)).ToUniversalTime();
            events = events.Where(row => row.StartsAt < end);
        }

        if (Overdue is { } overdue)
        {
            events = events.Where(row => (row.State == EventState.Published && row.EndsAt < lateBefore) == overdue);
        }

        return Search(events);
    }

    private IQueryable<CommunityEvent> Search(IQueryable<CommunityEvent> events)
    {
        var text = VietnameseText.Normalise(Q);
        if (text.Length == 0)
        {
            return events;
        }

        if (text.StartsWith("SK-", StringComparison.OrdinalIgnoreCase))
        {
            var number = text.ToUpperInvariant();

            return events.Where(row => row.Number == number);
        }

        return SearchWords.Of(text) is { } words
            ? events.Where(row => EF.Property<NpgsqlTsVector>(row, "SearchVector").Matches(EF.Functions.ToTsQuery("simple", words)))
            : events.Where(_ => false);
    }
}

/// <summary>GET /: events at or below the caller's unit.</summary>
internal static class ListEvents
{
    /// <summary>Events at or below the caller's unit, by the day they begin.</summary>
    /// <param name="sort">The order; -startsAt when it is left out.</param>
    public static async Task<Ok<Page<EventSummary>>> Handle(
        [AsParameters] EventFilter filter, [Words("-startsAt", "startsAt")] string? sort, PageRequest page, EventsDbContext db,
        IOptions<ClosingOptions> closing, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var late = Events.Overdue.EndedBefore(clock, closing.Value);
        var found = filter.Apply(db, db.Events.AsNoTracking().Within(user), late);
        var rows = await Order(found, sort ?? "-startsAt", page.After).Take(page.Take).ToListAsync(ct);
        var templates = await db.TemplateNames(ct);

        return TypedResults.Ok(page.ToPage(
            rows, row => Of(row, templates, closing.Value, late), row => [row.StartsAt.ToUniversalTime(), row.Id]));
    }

    public static IQueryable<CommunityEvent> Order(IQueryable<CommunityEvent> events, string sort, Cursor? after)
    {
        var descending = sort switch
        {
            "-startsAt" => true,
            "startsAt" => false,
            _ => throw new InvalidInputException("/sort", "invalid-value"),
        };
        if (after is not null)
        {
            var (at, id) = (after.Get<DateTimeOffset>(0).ToUniversalTime(), after.Get<Guid>(1));
            events = descending
                ? events.Where(row => row.StartsAt < at || (row.StartsAt == at && row.Id < id))
                : events.Where(row => row.StartsAt > at || (row.StartsAt == at && row.Id > id));
        }

        return descending
            ? events.OrderByDescending(row => row.StartsAt).ThenByDescending(row => row.Id)
            : events.OrderBy(row => row.StartsAt).ThenBy(row => row.Id);
    }

    public static EventSummary Of(
        CommunityEvent row, IReadOnlyDictionary<string, TemplateName> templates, ClosingOptions closing, DateTimeOffset late) => new()
        {
            Id = row.Id,
            Number = row.Number,
            State = row.State,
            Template = row.Template,
            TemplateName = templates[row.Template].Name,
            Title = row.Title,
            Theme = row.Theme,
            Level = row.Level,
            UnitCode = row.UnitCode,
            UnitName = row.UnitName,
            StartsAt = row.StartsAt,
            EndsAt = row.EndsAt,
            Place = row.Place,
            ProgrammeId = row.ProgrammeId,
            PlannedChildren = row.PlannedChildren,
            Children = row.Children,
            Planned = row.Planned,
            Cost = row.Cost,
            ReportDueOn = Events.Overdue.DueOn(row.EndsAt, closing),
            Overdue = row.State is EventState.Published && row.EndsAt < late,
            Version = row.Version,
        };
}

/// <summary>GET /summary: all that a filter finds, added.</summary>
internal static class SumEvents
{
    /// <summary>Count, children, plan and cost of all events that a filter finds.</summary>
    public static async Task<Ok<EventTotalsResponse>> Handle(
        [AsParameters] EventFilter filter, EventsDbContext db, IOptions<ClosingOptions> closing, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var late = Events.Overdue.EndedBefore(clock, closing.Value);

        return TypedResults.Ok(await Sum(filter.Apply(db, db.Events.AsNoTracking().Within(user), late), late, ct));
    }

    public static async Task<EventTotalsResponse> Sum(IQueryable<CommunityEvent> events, DateTimeOffset late, CancellationToken ct)
    {
        var sums = await events.GroupBy(row => row.State).Select(group => new
        {
            State = group.Key,
            Count = group.LongCount(),
            Overdue = group.LongCount(row => row.State == EventState.Published && row.EndsAt < late),

            // What is cancelled is neither planned nor held.
            PlannedChildren = group.Sum(row => row.State == EventState.Cancelled ? 0L : row.PlannedChildren),
            Children = group.Sum(row => (long)(row.Children ?? 0)),
            Planned = group.Sum(row => row.State == EventState.Cancelled ? 0L : row.Planned),
            Cost = group.Sum(row => row.Cost ?? 0L),
        }).ToListAsync(ct);

        return new EventTotalsResponse
        {
            Count = sums.Sum(sum => sum.Count),
            States = [.. sums.OrderBy(sum => sum.State).Select(sum => new EventStateTotal { State = sum.State, Count = sum.Count })],
            Overdue = sums.Sum(sum => sum.Overdue),
            PlannedChildren = sums.Sum(sum => sum.PlannedChildren),
            Children = sums.Sum(sum => sum.Children),
            Planned = sums.Sum(sum => sum.Planned),
            Cost = sums.Sum(sum => sum.Cost),
        };
    }
}
