using ChildPlatform.Contracts.Events;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Events;

/// <summary>The only door through which event facts change: one row an event, and the newest version about it holds.</summary>
internal static class EventTables
{
    public static Task TakeEvent(this ReportingDbContext db, EventPublished published, CancellationToken ct) =>
        db.TakePlan(
            "planned", published.EventId, published.Number, published.Title, published.Template, published.Level, published.UnitCode,
            published.UnitPath, published.Agency, published.StartsOn, published.EndsOn, published.PlannedChildren,
            published.PublishedAt, published.Version, ct);

    public static Task TakeEvent(this ReportingDbContext db, EventCancelled cancelled, CancellationToken ct) =>
        db.TakePlan(
            "cancelled", cancelled.EventId, cancelled.Number, cancelled.Title, cancelled.Template, cancelled.Level, cancelled.UnitCode,
            cancelled.UnitPath, cancelled.Agency, cancelled.StartsOn, cancelled.EndsOn, cancelled.PlannedChildren,
            cancelled.CancelledAt, cancelled.Version, ct);

    public static async Task TakeEvent(this ReportingDbContext db, EventClosed closed, CancellationToken ct)
    {
        await db.TakePlan(
            "held", closed.EventId, closed.Number, closed.Title, closed.Template, closed.Level, closed.UnitCode, closed.UnitPath,
            closed.Agency, closed.StartsOn, closed.EndsOn, closed.PlannedChildren, closed.ClosedAt, closed.Version, ct);

        // Only the row of this very version takes the figures: a newer one has its own.
        await db.Database.ExecuteSqlAsync($"""
            update event_facts set children = {closed.Children}, girls = {closed.Girls}, boys = {closed.Boys},
                ethnic_minority = {closed.EthnicMinority}, special_circumstances = {closed.SpecialCircumstances},
                age_0_to_6 = {closed.Age0To6}, age_7_to_10 = {closed.Age7To10}, age_11_to_15 = {closed.Age11To15},
                gifts = {closed.Gifts}, gifts_value = {closed.GiftsValue},
                scholarships = {closed.Scholarships}, scholarships_value = {closed.ScholarshipsValue},
                cost = {closed.Cost}, cost_from_budget = {closed.CostFromBudget}, cost_mobilised = {closed.CostMobilised},
                cost_from_fund = {closed.CostFromFund}, incidents = {closed.Incidents}
            where event_id = {closed.EventId} and version = {closed.Version}
            """, ct);
    }

    private static Task<int> TakePlan(
        this ReportingDbContext db, string standing, Guid id, string number, string title, string template, EventLevel level,
        string unitCode, string unitPath, string? agency, DateOnly startsOn, DateOnly endsOn, int plannedChildren, DateTimeOffset at,
        int version, CancellationToken ct)
    {
        var levelText = level.ToString().ToLowerInvariant();
        var asOf = at.ToUniversalTime();

        return db.Database.ExecuteSqlAsync($"""
            insert into event_facts as fact (event_id, number, title, template, level, unit_code, unit_path, agency, starts_on, ends_on,
                standing, planned_children, children, girls, boys, ethnic_minority, special_circumstances, age_0_to_6, age_7_to_10,
                age_11_to_15, gifts, gifts_value, scholarships, scholarships_value, cost, cost_from_budget, cost_mobilised,
                cost_from_fund, incidents, as_of, version)
            values ({id}, {number}, {title}, {template}, {levelText}, {unitCode}, {unitPath}, {agency}, {startsOn}, {endsOn},
                {standing}, {plannedChildren}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {asOf}, {version})
            on conflict (event_id) do update set
                number = excluded.number, title = excluded.title, template = excluded.template, level = excluded.level,
                unit_code = excluded.unit_code, unit_path = excluded.unit_path, agency = excluded.agency,
                starts_on = excluded.starts_on, ends_on = excluded.ends_on, standing = excluded.standing,
                planned_children = excluded.planned_children, children = 0, girls = 0, boys = 0, ethnic_minority = 0,
                special_circumstances = 0, age_0_to_6 = 0, age_7_to_10 = 0, age_11_to_15 = 0, gifts = 0, gifts_value = 0,
                scholarships = 0, scholarships_value = 0, cost = 0, cost_from_budget = 0, cost_mobilised = 0, cost_from_fund = 0,
                incidents = 0, as_of = excluded.as_of, version = excluded.version
            where fact.version < excluded.version
            """, ct);
    }
}
