using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Reporting.Reports;

/// <summary>POST /reports/{id}/submit.</summary>
internal static class SubmitReport
{
    /// <summary>
    /// Submits a report as its next version. 422 <c>cell-empty</c> names each duty without figure, text or reason. Late is judged once, by
    /// the first submission that passes.
    /// </summary>
    public static async Task<Results<Ok<AgencyReportResponse>, NotFound>> Handle(
        Guid id, ReportActionRequest? request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, FigureBook figures,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockReport(id, user, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        user.RequireOwn(report.Agency);
        var round = await db.LockRound(report.RoundId, ct);
        ifMatch.Require(report.Version);
        var shown = await figures.Read(round, report.Agency, ct);
        var now = clock.GetUtcNow();
        report.Submit(round, shown.Keys.ToHashSet(), user, now);
        db.Add(new ReportVersion(report.Id, report.Number, now,
        [
            .. report.Cells.OrderBy(c => c.Position).Select(c => new VersionCell(
                c.Code, c.Title, c.Text, c.Value, c.Progress, c.Evidence, c.Absence, c.AbsenceNote,
                [.. (shown.GetValueOrDefault(c.Code) ?? []).Select(f => new StoodFigure(f.Code, f.Value))])),
        ]));
        audit.Record("report.submit", "report", id.ToString(), new { report.Agency, report.Number, report.Late });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetReport.Answer(http, db, figures, report, user, ct));
    }
}

/// <summary>POST /reports/{id}/withdraw.</summary>
internal static class WithdrawReport
{
    /// <summary>Takes a submitted report back to draft, as long as it is not accepted.</summary>
    public static async Task<Results<Ok<AgencyReportResponse>, NotFound>> Handle(
        Guid id, ReportActionRequest? request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, FigureBook figures,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockReport(id, user, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        user.RequireOwn(report.Agency);
        ReportingRules.RoundFrozen.Require((await db.LockRound(report.RoundId, ct)).FrozenAt is null);
        ifMatch.Require(report.Version);
        report.Withdraw(user, clock.GetUtcNow());
        audit.Record("report.withdraw", "report", id.ToString(), new { report.Agency, report.Number });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetReport.Answer(http, db, figures, report, user, ct));
    }
}

/// <summary>POST /reports/{id}/return.</summary>
internal static class ReturnReport
{
    /// <summary>Sends a submitted report back with comments, about the whole or at its cells; at least one.</summary>
    public static async Task<Results<Ok<AgencyReportResponse>, NotFound>> Handle(
        Guid id, ReturnReportRequest request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, FigureBook figures,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockReport(id, user, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        ReportingRules.RoundFrozen.Require((await db.LockRound(report.RoundId, ct)).FrozenAt is null);
        ifMatch.Require(report.Version);
        report.Return(request, user, clock.GetUtcNow());
        audit.Record("report.return", "report", id.ToString(), new { report.Agency, report.Number });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetReport.Answer(http, db, figures, report, user, ct));
    }
}

/// <summary>POST /reports/{id}/accept.</summary>
internal static class AcceptReport
{
    /// <summary>Accepts a submitted report; from then on nothing in it moves.</summary>
    public static async Task<Results<Ok<AgencyReportResponse>, NotFound>> Handle(
        Guid id, ReportActionRequest? request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, FigureBook figures,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockReport(id, user, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        ReportingRules.RoundFrozen.Require((await db.LockRound(report.RoundId, ct)).FrozenAt is null);
        ifMatch.Require(report.Version);
        report.Accept(user, clock.GetUtcNow());
        audit.Record("report.accept", "report", id.ToString(), new { report.Agency, report.Number });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetReport.Answer(http, db, figures, report, user, ct));
    }
}
