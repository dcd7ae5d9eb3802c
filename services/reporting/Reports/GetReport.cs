using System.Globalization;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Synthesis;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reports;

/// <summary>GET /reports/{id}; owns the only shape in which a report is answered.</summary>
internal static class GetReport
{
    /// <summary>A report with its cells, the figures that facts give, comments and what the newest version changed.</summary>
    public static async Task<Results<Ok<AgencyReportResponse>, NotFound>> Handle(
        Guid id, HttpContext http, ReportingDbContext db, FigureBook figures, CurrentUser user, CancellationToken ct)
        => await db.AgencyReports.AsNoTracking().WithParts().VisibleTo(user).SingleOrDefaultAsync(r => r.Id == id, ct) is { } report
            ? TypedResults.Ok(await Answer(http, db, figures, report, user, ct))
            : TypedResults.NotFound();

    public static async Task<AgencyReportResponse> Answer(
        HttpContext http, ReportingDbContext db, FigureBook figures, AgencyReport report, CurrentUser user, CancellationToken ct)
    {
        ETag.Set(http, report.Version);
        var round = await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleAsync(r => r.Id == report.RoundId, ct);
        var name = await db.PlanAgencies.Where(a => a.Year == round.Year && a.Code == report.Agency).Select(a => a.Name).SingleOrDefaultAsync(ct);
        var versions = await db.ReportVersions.AsNoTracking()
            .Where(v => v.ReportId == report.Id && v.Number >= report.Number - 1).OrderBy(v => v.Number).ToListAsync(ct);
        var shown = await FiguresOf(figures, round, report, versions.LastOrDefault(), ct);

        return new AgencyReportResponse
        {
            Id = report.Id,
            RoundId = round.Id,
            RoundCode = round.Code,
            RoundName = round.Name,
            Agency = report.Agency,
            AgencyName = name ?? report.Agency,
            State = report.State,
            Number = report.Number,
            FirstSubmittedAt = report.FirstSubmittedAt,
            SubmittedAt = report.SubmittedAt,
            AcceptedAt = report.AcceptedAt,
            Late = report.Late,
            DueBefore = round.DueBefore,
            PeriodFrom = round.PeriodFrom,
            PeriodTo = round.PeriodTo,
            CutOff = round.CutOff,
            Cells = [.. report.Cells.OrderBy(c => c.Position).Select(c => Of(c, shown.GetValueOrDefault(c.Code) ?? []))],
            Comments =
            [
                .. report.Comments.OrderBy(c => c.Position).Select(c => new ReportCommentResponse
                {
                    Cell = c.Cell, Text = c.Text, Number = c.Number, ByName = c.ByName, At = c.At,
                }),
            ],
            History =
            [
                .. report.Steps.OrderBy(s => s.Position).Select(s => new ReportStepResponse
                {
                    Action = s.Action, Number = s.Number, ByName = s.ByName, At = s.At,
                }),
            ],
            Changes = versions is [var before, var after] ? [.. Between(before.Cells, after.Cells, shown)] : [],
            Actions = [.. ActionsOf(report, round, user)],
            Version = report.Version,
        };
    }

    public static ReportCellResponse Of(ReportCell cell, IReadOnlyList<CellFigure> figures) => new()
    {
        Code = cell.Code,
        Title = cell.Title,
        Compulsory = cell.Compulsory,
        Text = cell.Text,
        Value = cell.Value,
        Progress = cell.Progress,
        Evidence = cell.Evidence,
        Absence = cell.Absence,
        AbsenceNote = cell.AbsenceNote,
        Figures = figures,
        Filled = cell.IsFilled(figures.Count > 0),
        UpdatedByName = cell.UpdatedByName,
        UpdatedAt = cell.UpdatedAt,
        Version = cell.Version,
    };

    /// <summary>
    /// Figures of a report: while it is open as the cut-off has them, once it is given as the submitted version has them. What facts
    /// say now stands beside.
    /// </summary>
    public static async Task<Dictionary<string, IReadOnlyList<CellFigure>>> FiguresOf(
        FigureBook figures, ReportRound round, AgencyReport report, ReportVersion? version, CancellationToken ct)
    {
        var shown = await figures.Read(round, report.Agency, ct);
        if (report.IsOpen || version is null)
        {
            return shown;
        }

        var given = version.Cells.ToDictionary(c => c.Code, c => c.Figures.ToDictionary(f => f.Code, f => f.Value));

        return shown.ToDictionary(cell => cell.Key, IReadOnlyList<CellFigure> (cell) =>
        [
            .. cell.Value.Select(f => given.TryGetValue(cell.Key, out var stood) && stood.TryGetValue(f.Code, out var value)
                ? f with { Value = value, Drift = f.Live - value, FrozenAt = f.FrozenAt ?? version.SubmittedAt }
                : f),
        ]);
    }

    public static IQueryable<AgencyReport> WithParts(this IQueryable<AgencyReport> reports) =>
        reports.AsSplitQuery().Include(r => r.Cells).Include(r => r.Comments).Include(r => r.Steps);

    /// <summary>A reporter sees the own agency's report alone.</summary>
    public static IQueryable<AgencyReport> VisibleTo(this IQueryable<AgencyReport> reports, CurrentUser user) =>
        user.SeesAllAgencies() ? reports : reports.Where(r => r.Agency == user.Agency);

    /// <summary>Locks the row for the transaction, then reads it with its parts; null when it is not there or not the caller's to see.</summary>
    public static async Task<AgencyReport?> LockReport(this ReportingDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from agency_reports where id = {id} for update", ct);

        return await db.AgencyReports.WithParts().VisibleTo(user).SingleOrDefaultAsync(r => r.Id == id, ct);
    }

    /// <summary>The round of a report, shared with others and closed to a freeze until the transaction ends.</summary>
    public static async Task<ReportRound> LockRound(this ReportingDbContext db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from report_rounds where id = {id} for share", ct);

        return await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleAsync(r => r.Id == id, ct);
    }

    private static IEnumerable<string> ActionsOf(AgencyReport report, ReportRound round, CurrentUser user)
    {
        if (round.FrozenAt is not null)
        {
            yield break;
        }

        if (user.AnswersFor(report.Agency) && report.IsOpen)
        {
            yield return "edit";
            yield return "submit";
        }

        if (user.AnswersFor(report.Agency) && report.State is ReportState.Submitted)
        {
            yield return "withdraw";
        }

        if (user.Has(Contracts.Identity.Roles.Coordinator) && report.State is ReportState.Submitted)
        {
            yield return "return";
            yield return "accept";
        }
    }

    /// <summary>What differs between two versions, in words that people read.</summary>
    private static IEnumerable<CellChange> Between(
        IReadOnlyList<VersionCell> before, IReadOnlyList<VersionCell> after, Dictionary<string, IReadOnlyList<CellFigure>> shown)
    {
        var old = before.ToDictionary(c => c.Code);
        foreach (var cell in after)
        {
            var was = old.GetValueOrDefault(cell.Code);
            (string Field, string? Before, string? After)[] parts =
            [
                ("text", was?.Text, cell.Text),
                ("value", Number(was?.Value), Number(cell.Value)),
                ("progress", Number(was?.Progress), Number(cell.Progress)),
                ("evidence", Titles(was), Titles(cell)),
                ("absence", Absence(was), Absence(cell)),
                ("figures", Figures(was), Figures(cell)),
            ];
            foreach (var (field, one, other) in parts.Where(p => p.Before != p.After))
            {
                yield return new CellChange { Cell = cell.Code, Field = field, Before = one, After = other };
            }
        }

        static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
        static string? Titles(VersionCell? cell) => cell is { Evidence.Count: > 0 } ? string.Join("; ", cell.Evidence.Select(e => e.Title)) : null;
        static string? Absence(VersionCell? cell) =>
            cell?.Absence is { } reason ? SynthesisPaper.Words(reason, cell.AbsenceNote) : null;
        string? Figures(VersionCell? cell) =>
            cell is { Figures.Count: > 0 } ? string.Join("; ", cell.Figures.Select(f => Figure(cell.Code, f))) : null;
        string Figure(string cell, StoodFigure stood) =>
            shown.GetValueOrDefault(cell)?.FirstOrDefault(f => f.Code == stood.Code) is { } known
                ? $"{known.Label} {SynthesisPaper.Figure(stood.Value, known.Unit)}"
                : $"{stood.Code} {Number(stood.Value)}";
    }
}

/// <summary>GET /reports/{id}/cells/{code}/facts.</summary>
internal static class GetCellFacts
{
    /// <summary>
    /// The facts behind a cell: its figures, the same by unit, and the single gifts, payments, cases or events by number. Facts that
    /// came after the cut-off are listed and not counted.
    /// </summary>
    public static async Task<Results<Ok<CellFactsResponse>, NotFound>> Handle(
        Guid id, string code, ReportingDbContext db, FigureBook figures, CurrentUser user, CancellationToken ct)
    {
        if (await db.AgencyReports.AsNoTracking().VisibleTo(user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } report)
        {
            return TypedResults.NotFound();
        }

        var round = await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleAsync(r => r.Id == report.RoundId, ct);

        return await figures.Facts(round, report.Agency, code, ct) is { } facts ? TypedResults.Ok(facts) : TypedResults.NotFound();
    }
}
