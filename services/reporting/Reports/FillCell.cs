using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Evidence;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Reporting.Reports;

/// <summary>PUT /reports/{id}/cells/{code}.</summary>
internal static class FillCell
{
    /// <summary>
    /// Saves one cell; <c>If-Match</c> and <c>ETag</c> are the cell's own version, so that two people may fill two cells at once. 0 is a
    /// figure. 409 <c>report-locked</c> once the report is submitted or accepted.
    /// </summary>
    /// <param name="code">Code of the assignment.</param>
    public static async Task<Results<Ok<ReportCellResponse>, NotFound>> Handle(
        Guid id, string code, CellRequest request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, FigureBook figures,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var report = await db.LockReport(id, user, ct);
        if (report?.Cells.SingleOrDefault(c => c.Code == code) is not { } cell)
        {
            return TypedResults.NotFound();
        }

        user.RequireOwn(report.Agency);
        var round = await db.LockRound(report.RoundId, ct);
        ReportingRules.RoundFrozen.Require(round.FrozenAt is null);
        ReportingRules.ReportLocked.Require(report.IsOpen);
        ifMatch.Require(cell.Version);
        await db.RequireEvidence(request.Evidence, report.Agency, ct);
        cell.Fill(request, user, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        ETag.Set(http, cell.Version);

        return TypedResults.Ok(GetReport.Of(cell, (await figures.Read(round, report.Agency, ct)).GetValueOrDefault(code) ?? []));
    }
}
