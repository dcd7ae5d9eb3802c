using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reports;

/// <summary>POST /rounds/{id}/reports.</summary>
internal static class OpenReport
{
    /// <summary>
    /// Opens the own agency's report. The form is made of its assignments, with the progress and proof stated so far, and of the
    /// targets that facts fill. 409 <c>report-exists</c> for a second one.
    /// </summary>
    public static async Task<Results<Created<AgencyReportResponse>, NotFound>> Handle(
        Guid id, OpenReportRequest request, HttpContext http, ReportingDbContext db, FigureBook figures, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        // The row is locked, so that two openings of one report wait for each other and a freeze for both.
        await db.Database.ExecuteSqlAsync($"select id from report_rounds where id = {id} for update", ct);
        if (await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } round)
        {
            return TypedResults.NotFound();
        }

        var agency = request.Agency!;
        user.RequireOwn(agency);
        var existing = await db.AgencyReports.Where(r => r.RoundId == id && r.Agency == agency).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct);
        if (existing is not null)
        {
            throw ReportingRules.ReportExists.Broken(new Dictionary<string, object?> { ["id"] = existing });
        }

        var report = AgencyReport.Open(round, agency, await FormOf(db, figures, round, agency, ct), user, clock);
        db.Add(report);
        audit.Record("report.open", "report", report.Id.ToString(), new { round.Code, agency });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/reporting/reports/{report.Id}", await GetReport.Answer(http, db, figures, report, user, ct));
    }

    private static async Task<List<FormCell>> FormOf(
        ReportingDbContext db, FigureBook figures, ReportRound round, string agency, CancellationToken ct)
    {
        var targets = (await figures.SourcesOf(round, agency, ct)).SelectMany(cell => cell).Where(s => s.Agency == agency);
        var duties = await db.Assignments.AsNoTracking().Include(a => a.History).Where(a => a.Year == round.Year && a.Agency == agency)
            .OrderBy(a => a.Position).ToListAsync(ct);

        return
        [
            .. targets.DistinctBy(s => s.Cell).Select(s => new FormCell(s.Cell, s.Title ?? s.Cell, Compulsory: false, null, [])),
            .. duties.Select(a => new FormCell(
                a.Code, a.Title, Compulsory: true, a.UpdatedAt is null ? null : a.Percent,
                [.. a.History.OrderBy(e => e.Number).SelectMany(e => e.Evidence)])),
        ];
    }
}

/// <summary>GET /rounds/{id}/reports.</summary>
internal static class ListReports
{
    /// <summary>Who has a report in a round and where it stands; a reporter sees the own agency's row alone.</summary>
    public static async Task<Results<Ok<RoundBoardResponse>, NotFound>> Handle(
        Guid id, ReportingDbContext db, CurrentUser user, CancellationToken ct)
        => await GetCompleteness.Read(db, id, ct) is { } known
            ? TypedResults.Ok(new RoundBoardResponse
            {
                Items = [.. known.Board.Where(row => user.SeesAllAgencies() || row.Agency == user.Agency)],
            })
            : TypedResults.NotFound();
}
