using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>What the list of tasks is narrowed to.</summary>
/// <param name="Year">Year of the plan; the newest plan's when left out.</param>
/// <param name="Agency">Code of an agency; a reporter always sees the own agency's alone.</param>
/// <param name="Service">fund, events, cases or reporting.</param>
/// <param name="Status">Where the duty stands.</param>
/// <param name="Due">How near its due day is.</param>
/// <param name="Q">Words of the duty or its code, without tone marks if wished.</param>
internal sealed record TaskFilter(
    int? Year, string? Agency,
    [Words("fund", "events", "cases", "reporting")] string? Service, Word<AssignmentStatus>? Status, Word<DueState>? Due, string? Q)
{
    public IEnumerable<Assignment> Apply(IEnumerable<Assignment> assignments, DateOnly today)
    {
        var words = VietnameseText.SearchKey(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return assignments.Where(a => (string.IsNullOrWhiteSpace(Service) || a.Services.Contains(Service))
            && (Status is null || a.Status == Status.Value.Value)
            && (Due is null || a.DueStateOn(today) == Due.Value.Value)
            && Array.TrueForAll(words, VietnameseText.SearchKey($"{a.Code} {a.Title}").Contains));
    }
}

/// <summary>GET /tasks: the whole plan is small and bounded, so it comes as one tree.</summary>
internal static class ListTasks
{
    /// <summary>
    /// The plan's tasks as a tree with lead, co-lead and cited documents, and the assignments below them. A reporter sees exactly
    /// the own agency's. 404 plan-year-unknown.
    /// </summary>
    public static async Task<Ok<PlanTasksResponse>> Handle(
        [AsParameters] TaskFilter filter, ReportingDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (filter.Service is { Length: > 0 } and not ("fund" or "events" or "cases" or "reporting"))
        {
            throw new InvalidInputException("/service", FieldRules.InvalidValue);
        }

        var year = filter.Year ?? await db.Plans.MaxAsync(p => (int?)p.Year, ct) ?? 0;
        var book = await PlanBook.Read(db, year, ct);
        if (!string.IsNullOrWhiteSpace(filter.Agency) && !book.Agencies.ContainsKey(filter.Agency))
        {
            throw new InvalidInputException("/agency", "not-in-catalogue");
        }

        var today = VietnamTime.Today(clock);
        var seen = await db.Assignments.AsNoTracking().Where(a => a.Year == year).VisibleTo(user)
            .Where(a => string.IsNullOrEmpty(filter.Agency) || a.Agency == filter.Agency)
            .OrderBy(a => a.Position).ToListAsync(ct);
        var kept = filter.Apply(seen, today).ToList();

        return TypedResults.Ok(new PlanTasksResponse
        {
            Year = year,
            Groups = book.Tree(kept, keepEmpty: seen.Count == book.Roles.Count && kept.Count == seen.Count),
            Items = [.. kept.Select(a => book.Of(a, today))],
        });
    }

    /// <summary>A reporter sees the own agency's duties alone; without an agency, none.</summary>
    public static IQueryable<Assignment> VisibleTo(this IQueryable<Assignment> assignments, CurrentUser user) =>
        user.SeesAllAgencies() ? assignments : assignments.Where(a => a.Agency == user.Agency);
}
