using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Indicators;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Rounds;

/// <summary>GET /completeness: the first slide of every meeting.</summary>
internal static class GetCompleteness
{
    /// <summary>
    /// Who is in, who is late, who is missing, and both rates. Bodies that were only asked are listed apart and count in neither rate.
    /// </summary>
    /// <param name="round">Id of the round.</param>
    public static async Task<Results<Ok<CompletenessResponse>, NotFound>> Handle(Guid round, ReportingDbContext db, CancellationToken ct)
        => await Read(db, round, ct) is { } answer ? TypedResults.Ok(answer) : TypedResults.NotFound();

    public static async Task<CompletenessResponse?> Read(ReportingDbContext db, Guid id, CancellationToken ct)
    {
        if (await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } round)
        {
            return null;
        }

        var agencies = await db.PlanAgencies.AsNoTracking().Where(a => a.Year == round.Year).ToDictionaryAsync(a => a.Code, ct);
        var reports = await db.AgencyReports.AsNoTracking().Where(r => r.RoundId == id)
            .Select(r => new { r.Id, r.Agency, r.State, r.FirstSubmittedAt, r.Late, r.Number }).ToDictionaryAsync(r => r.Agency, ct);
        var board = round.Agencies.OrderBy(a => a.Standing).ThenBy(a => agencies.GetValueOrDefault(a.Agency)?.Position).Select(a =>
        {
            var report = reports.GetValueOrDefault(a.Agency);

            return new RoundBoardRow
            {
                Agency = a.Agency,
                AgencyName = agencies.GetValueOrDefault(a.Agency)?.Name ?? a.Agency,
                Standing = a.Standing,
                ReportId = report?.Id,
                State = report?.State,
                FirstSubmittedAt = report?.FirstSubmittedAt,
                Late = report?.Late,
                Number = report?.Number,
            };
        }).ToList();
        var expected = board.Where(row => row.Standing is RoundStanding.Expected).ToList();
        var received = expected.Where(IsIn).ToList();
        var onTime = received.Count(row => row.Late is not true);

        return new CompletenessResponse
        {
            RoundId = id,
            Code = round.Code,
            Name = round.Name,
            DueBefore = round.DueBefore,
            Expected = expected.Count,
            Received = received.Count,
            OnTime = onTime,
            Accepted = expected.Count(row => row.State is ReportState.Accepted),
            Completeness = Rate(received.Count, expected.Count),
            Timeliness = Rate(onTime, expected.Count),
            Missing = [.. expected.Where(row => !IsIn(row)).Select(row => new AgencyName { Code = row.Agency, Name = row.AgencyName })],
            Late =
            [
                .. received.Where(row => row.Late is true).Select(row => new LateReport
                {
                    Agency = row.Agency,
                    AgencyName = row.AgencyName,
                    SubmittedAt = row.FirstSubmittedAt!.Value,
                }),
            ],
            Board = board,
            Invited = board.Count - expected.Count,
            InvitedReceived = board.Count(row => row.Standing is RoundStanding.Invited && IsIn(row)),
        };
    }

    // Given once and not taken back: a returned report has been given.
    private static bool IsIn(RoundBoardRow row) => row.State is ReportState.Submitted or ReportState.Returned or ReportState.Accepted;

    private static decimal? Rate(int part, int whole) => whole == 0 ? null : IndicatorValue.Round(IndicatorValue.Share(part, whole));
}
