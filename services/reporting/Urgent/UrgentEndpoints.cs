using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Urgent;

/// <summary>Urgent reports (VI.2): one page, at once in the coordinator's queue.</summary>
internal static class UrgentEndpoints
{
    public static void MapUrgentReports(this IEndpointRouteBuilder reporting)
    {
        var urgent = reporting.MapGroup("/urgent-reports").WithTags("UrgentReports").WithIdempotency<ReportingDbContext>(required: false);

        urgent.MapGet("/", ListUrgentReports.Handle).WithName("ListUrgentReports").RequireAuthorization(ReportingPolicies.ReadUrgent);
        urgent.MapPost("/", SendUrgentReport.Handle).WithName("SendUrgentReport").RequireAuthorization(ReportingPolicies.ReportUrgently);
        urgent.MapPost("/{id:guid}/see", SeeUrgentReport.Handle).WithName("SeeUrgentReport").ProducesProblem(404)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Coordinate);
    }

    /// <summary>Those of these numbers that a case is known by. A report may come before its case: it is marked, not refused.</summary>
    public static Task<HashSet<string>> KnownCases(this ReportingDbContext db, IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        db.CaseFacts.AsNoTracking().Where(fact => numbers.Contains(fact.Number!)).Select(fact => fact.Number!).ToHashSetAsync(ct);

    public static UrgentReportResponse Of(UrgentReport report, IReadOnlySet<string> known) => new()
    {
        Id = report.Id,
        CaseNumber = report.CaseNumber,
        CaseKnown = known.Contains(report.CaseNumber),
        Subject = report.Subject,
        UnitCode = report.UnitCode,
        UnitName = report.UnitName,
        OccurredOn = report.OccurredOn,
        Children = report.Children,
        Measures = report.Measures,
        Requests = report.Requests,
        Agency = report.Agency,
        SentByName = report.SentByName,
        SentAt = report.SentAt,
        SeenByName = report.SeenByName,
        SeenAt = report.SeenAt,
        Version = report.Version,
    };
}

/// <summary>POST /urgent-reports.</summary>
internal static class SendUrgentReport
{
    /// <summary>
    /// Reports a case at once, by its number alone: where, when, how many children, what was done. Nothing may say who a child is.
    /// </summary>
    public static async Task<Created<UrgentReportResponse>> Handle(
        UrgentReportRequest request, HttpContext http, ReportingDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        if (Places.Find(request.UnitCode!, today) is not { } unit || unit.Code == Places.ProvinceCode)
        {
            throw new InvalidInputException("/unitCode", "not-in-catalogue");
        }

        // Whoever has no place above it cannot know of a case there.
        if (user.UnitPath.Length == 0 || !unit.Path.StartsWith(user.UnitPath, StringComparison.Ordinal))
        {
            throw new InvalidInputException("/unitCode", "not-in-catalogue");
        }

        var report = UrgentReport.Send(request, unit.Name, unit.Path, user, clock);
        db.Add(report);
        audit.Record("urgent-report.send", "urgent-report", report.Id.ToString(), new { report.CaseNumber, report.Subject, report.UnitCode });
        await db.SaveChangesAsync(ct);
        ETag.Set(http, report.Version);

        return TypedResults.Created($"/api/v1/reporting/urgent-reports/{report.Id}", UrgentEndpoints.Of(report, await db.KnownCases([report.CaseNumber], ct)));
    }
}

/// <summary>GET /urgent-reports: keyset pages, newest first.</summary>
internal static class ListUrgentReports
{
    /// <summary>The queue of urgent reports. Coordinator and leader see all; others what they have sent.</summary>
    /// <param name="seen">false for those that nobody of the coordinating office has read.</param>
    public static async Task<Page<UrgentReportResponse>> Handle(
        bool? seen, PageRequest page, ReportingDbContext db, CurrentUser user, CancellationToken ct)
    {
        var reports = db.UrgentReports.AsNoTracking();
        if (!user.SeesAllAgencies())
        {
            reports = reports.Where(r => r.SentBy == user.Id);
        }

        if (seen is { } wanted)
        {
            reports = reports.Where(r => r.SeenAt != null == wanted);
        }

        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            reports = reports.Where(r => r.Id < id);
        }

        var rows = await reports.OrderByDescending(r => r.Id).Take(page.Take).ToListAsync(ct);

        var known = await db.KnownCases([.. rows.Select(r => r.CaseNumber)], ct);

        return page.ToPage(rows, r => UrgentEndpoints.Of(r, known), r => [r.Id]);
    }
}

/// <summary>POST /urgent-reports/{id}/see.</summary>
internal static class SeeUrgentReport
{
    /// <summary>Says that the coordinating office has read it; the first reader stays named.</summary>
    public static async Task<Results<Ok<UrgentReportResponse>, NotFound>> Handle(
        Guid id, ReportActionRequest? request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.UrgentReports.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(report.Version);
        report.See(user, clock.GetUtcNow());
        audit.Record("urgent-report.see", "urgent-report", id.ToString());
        await db.SaveChangesAsync(ct);
        ETag.Set(http, report.Version);

        return TypedResults.Ok(UrgentEndpoints.Of(report, await db.KnownCases([report.CaseNumber], ct)));
    }
}
