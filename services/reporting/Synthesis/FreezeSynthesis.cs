using System.Security.Cryptography;
using System.Text;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.Reporting.Reports;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Synthesis;

/// <summary>POST /rounds/{id}/synthesis.</summary>
internal static class FreezeSynthesis
{
    private static readonly string[] UsualRecipients =
        ["Bộ Lao động - Thương binh và Xã hội", "UBND tỉnh", "Các Sở, Ban, ngành", "UBND các huyện, thị xã, thành phố", "Lưu: VT"];

    /// <summary>
    /// Freezes a round into the province's report: content, hash, DOCX, PDF and XLSX. Each expected report is accepted, or noted as absent
    /// with a reason; else 409 <c>synthesis-not-ready</c>. It is made once.
    /// </summary>
    public static async Task<Results<Created<SynthesisResponse>, NotFound>> Handle(
        Guid id, SynthesisRequest request, ReportingDbContext db, FigureBook figures, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from report_rounds where id = {id} for update", ct);
        if (await db.ReportRounds.Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } round)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        var signedOn = request.SignedOn ?? VietnamTime.DateOf(now);
        if (signedOn > VietnamTime.DateOf(now))
        {
            throw new InvalidInputException("/signedOn", "date-in-future");
        }

        round.Freeze(now);
        ReportingRules.RoundWithoutReports.Require(round.TakesReports);
        var content = await ContentOf(round, request, db, figures, ct);
        var text = JsonColumn.Write(content);
        var paper = SynthesisPaper.Of(content, request.Number!.Trim(), signedOn);
        var (docx, pdf, xlsx) = (SynthesisPaper.Docx(paper), SynthesisPaper.Pdf(paper), await SynthesisPaper.Xlsx(content, paper, ct));
        var synthesis = new RoundSynthesis
        {
            Id = Uuid7.New(clock),
            RoundId = id,
            Number = request.Number.Trim(),
            SignedOn = signedOn,
            FrozenAt = now,
            FrozenBy = user.Id,
            FrozenByName = user.Name,
            Late = round.SynthesisDueBefore is { } due ? now >= VietnamTime.StartOf(due) : null,
            Content = text,
            Hash = HashOf(Encoding.UTF8.GetBytes(text)),
            Files = [FileOf("docx", docx), FileOf("pdf", pdf), FileOf("xlsx", xlsx)],
            Docx = docx,
            Pdf = pdf,
            Xlsx = xlsx,
        };
        db.Add(synthesis);
        audit.Record("synthesis.freeze", "round", id.ToString(), new { round.Code, synthesis.Number, synthesis.Hash });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/reporting/rounds/{id}/synthesis", GetSynthesis.Of(synthesis));
    }

    private static async Task<SynthesisContent> ContentOf(
        ReportRound round, SynthesisRequest request, ReportingDbContext db, FigureBook figures, CancellationToken ct)
    {
        var completeness = (await GetCompleteness.Read(db, round.Id, ct))!;
        var accepted = completeness.Board.Where(row => row.State is ReportState.Accepted).ToList();
        var absent = Absences(completeness, request);
        var targets = (await GetPlanTargets.Read(db, round.Year, round.PeriodTo, ct)).Items;
        var focal = await figures.Read(round, PlanAgency.FocalPoint, ct);
        var reports = await db.AgencyReports.AsNoTracking().WithParts().Where(r => r.RoundId == round.Id && r.State == ReportState.Accepted)
            .ToDictionaryAsync(r => r.Agency, ct);
        var versions = (await db.ReportVersions.AsNoTracking()
            .Where(v => db.AgencyReports.Any(r => r.Id == v.ReportId && r.RoundId == round.Id && r.State == ReportState.Accepted && r.Number == v.Number))
            .ToListAsync(ct)).ToDictionary(v => v.ReportId);
        var written = new List<SynthesisReport>();
        foreach (var row in accepted)
        {
            var report = reports[row.Agency];
            written.Add(await ReportOf(row, report, versions[report.Id], round, figures, ct));
        }

        return new SynthesisContent
        {
            Title = round.Name,
            RoundCode = round.Code,
            RoundName = round.Name,
            PeriodFrom = round.PeriodFrom,
            PeriodTo = round.PeriodTo,
            Place = string.IsNullOrWhiteSpace(request.Place) ? "Quảng Nam" : request.Place.Trim(),
            SignerOffice = string.IsNullOrWhiteSpace(request.SignerOffice) ? "GIÁM ĐỐC" : request.SignerOffice.Trim(),
            SignerName = request.SignerName!.Trim(),
            Recipients = request.Recipients is { Count: > 0 } given ? given : UsualRecipients,
            Remarks = string.IsNullOrWhiteSpace(request.Remarks) ? null : request.Remarks.Trim(),
            Expected = completeness.Expected,
            Received = completeness.Received,
            OnTime = completeness.OnTime,
            Completeness = completeness.Completeness,
            Timeliness = completeness.Timeliness,
            Targets = [.. targets.Select(t => TargetOf(t, focal))],
            Reports = written,
            Absent = absent,
        };
    }

    /// <summary>Who is expected and not accepted needs a note; nobody else may have one.</summary>
    private static List<SynthesisAbsence> Absences(CompletenessResponse completeness, SynthesisRequest request)
    {
        var names = completeness.Board.ToDictionary(row => row.Agency, row => row.AgencyName);
        var open = completeness.Board.Where(row => row.Standing is RoundStanding.Expected && row.State is not ReportState.Accepted)
            .Select(row => row.Agency).ToList();
        var noted = request.Absent ?? [];
        var wrong = new WrongFields();
        for (var i = 0; i < noted.Count; i++)
        {
            if (!open.Contains(noted[i].Agency!) || noted.Take(i).Any(n => n.Agency == noted[i].Agency))
            {
                wrong.Add($"/absent/{i}/agency", "not-in-catalogue");
            }
        }

        wrong.ThrowIfAny();
        string[] missing = [.. open.Except(noted.Select(n => n.Agency!))];
        ReportingRules.SynthesisNotReady.Require(missing.Length == 0, new Dictionary<string, object?> { ["agencies"] = missing });

        return [.. noted.Select(n => new SynthesisAbsence { Agency = n.Agency!, AgencyName = names[n.Agency!], Note = n.Note!.Trim() })];
    }

    private static async Task<SynthesisReport> ReportOf(
        RoundBoardRow row, AgencyReport report, ReportVersion version, ReportRound round, FigureBook figures, CancellationToken ct)
    {
        var shown = await GetReport.FiguresOf(figures, round, report, version, ct);

        return new SynthesisReport
        {
            Agency = row.Agency,
            AgencyName = row.AgencyName,
            Number = report.Number,
            SubmittedAt = version.SubmittedAt,
            Late = report.Late is true,
            Cells =
            [
                .. version.Cells.Select(c => new SynthesisCell
                {
                    Code = c.Code,
                    Title = c.Title,
                    Text = c.Text,
                    Value = c.Value,
                    Progress = c.Progress,
                    Absence = c.Absence is { } reason ? SynthesisPaper.Words(reason, c.AbsenceNote) : null,
                    Figures =
                    [
                        .. (shown.GetValueOrDefault(c.Code) ?? []).Select(f => new SynthesisFigure
                        {
                            Label = f.Label, Value = f.Value, Unit = f.Unit,
                        }),
                    ],
                }),
            ],
        };
    }

    /// <summary>
    /// Money raised is that of the round's period and cut-off, whether or not the focal point has sent a report of its own: the paper
    /// must not mix two days.
    /// </summary>
    private static SynthesisTarget TargetOf(PlanTargetResponse target, IReadOnlyDictionary<string, IReadOnlyList<CellFigure>> focal)
    {
        var raised = target.Code != PlanTarget.RaisedByFund
            ? null
            : focal.GetValueOrDefault(target.Code)?.FirstOrDefault(f => f.Unit == target.Unit)?.Value;

        return new SynthesisTarget
        {
            Code = target.Code,
            Name = target.Name,
            Wanted = SynthesisPaper.Wanted(target),
            Value = raised ?? target.Value,
            Unit = target.Unit,
            Met = raised is { } sum ? sum >= target.TargetValue : target.Met,
        };
    }

    private static SynthesisFile FileOf(string format, byte[] file) => new() { Format = format, Size = file.Length, Hash = HashOf(file) };

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
