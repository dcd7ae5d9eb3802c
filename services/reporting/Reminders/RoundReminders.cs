using ChildPlatform.Contracts.Identity;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reminders;

/// <summary>
/// What is told of a round's last day: to expected agencies that have not submitted seven days and one day before it and one day
/// after, to the leader three days after. An agency's own plan is a round too.
/// </summary>
internal static class RoundReminders
{
    // Each word holds until the next one is due, so that a day without a running service loses none. The last two end with a
    // month: what is older than that is no news.
    private static readonly Stage[] Stages = [new(-7, -2), new(-1, 0), new(1, 30)];
    private static readonly Stage Escalation = new(3, 30);

    public static async Task<IReadOnlyList<Notice>> Read(ReportingDbContext db, DateOnly today, CancellationToken ct)
    {
        var (from, to) = (today.AddDays(1 - Escalation.To), today.AddDays(1 - Stages[0].From));
        var rounds = await db.ReportRounds.AsNoTracking().Include(r => r.Agencies)
            .Where(r => r.DueBefore >= from && r.DueBefore <= to && r.FrozenAt == null).OrderBy(r => r.Id).ToListAsync(ct);
        if (rounds.Count == 0)
        {
            return [];
        }

        var (ids, years) = (rounds.ConvertAll(r => r.Id), rounds.ConvertAll(r => r.Year));
        var reports = await db.AgencyReports.AsNoTracking().Where(r => ids.Contains(r.RoundId) && r.State != ReportState.Draft)
            .Select(r => new { r.RoundId, r.Agency }).ToListAsync(ct);
        var plans = await db.OwnPlans.AsNoTracking().Where(p => years.Contains(p.Year)).Select(p => new { p.Year, p.Agency })
            .ToListAsync(ct);

        return
        [
            .. rounds.SelectMany(round =>
            {
                var given = round.TakesReports
                    ? reports.Where(r => r.RoundId == round.Id).Select(r => r.Agency)
                    : plans.Where(p => p.Year == round.Year).Select(p => p.Agency);
                var missing = round.Agencies.Where(a => a.Standing is RoundStanding.Expected).Select(a => a.Agency)
                    .Except(given).Order();

                return Of(round, [.. missing], today);
            }),
        ];
    }

    private static IEnumerable<Notice> Of(ReportRound round, List<string> missing, DateOnly today)
    {
        var lastDay = round.DueBefore!.Value.AddDays(-1);
        var past = today.DayNumber - lastDay.DayNumber;
        if (Array.Find(Stages, s => s.Holds(past)) is { } stage)
        {
            foreach (var agency in missing)
            {
                yield return ToAgency(round, agency, stage, lastDay, past);
            }
        }

        if (Escalation.Holds(past) && missing.Count > 0)
        {
            yield return ToLeader(round, missing.Count, lastDay, past);
        }
    }

    private static Notice ToAgency(ReportRound round, string agency, Stage stage, DateOnly lastDay, int past)
    {
        var (vi, en) = past switch
        {
            > 0 => ($"đã quá hạn {past} ngày, đơn vị chưa gửi", $"is {past} days past due and not submitted"),
            0 => ("đến hạn hôm nay, đơn vị chưa gửi", "is due today and not submitted"),
            _ => ($"còn {-past} ngày đến hạn, đơn vị chưa gửi", $"is due in {-past} days and not submitted"),
        };
        var kind = past > 0 ? "round-overdue" : "round-due-soon";

        return new Notice
        {
            // The day is part of the key: when the coordinator moves it, agencies are told of the new one.
            Key = $"{kind}/{round.Id:N}/{lastDay:O}/{stage.From}/{agency}",
            Kind = kind,
            Agency = agency,
            Vi = $"{round.Name}: {vi} (hạn {VietnamTime.DayMonthYear(lastDay)}).",
            En = $"Round {round.Code} {en} (last day {lastDay:O}).",
            SubjectType = SubjectType(round),
            SubjectId = SubjectId(round),
        };
    }

    private static Notice ToLeader(ReportRound round, int missing, DateOnly lastDay, int past) => new()
    {
        Key = $"round-escalated/{round.Id:N}/{lastDay:O}",
        Kind = "round-escalated",
        Role = Roles.Leader,
        Vi = $"{round.Name}: đã quá hạn {past} ngày, còn {missing} đơn vị chưa gửi (hạn {VietnamTime.DayMonthYear(lastDay)}).",
        En = $"Round {round.Code} is {past} days past due and {missing} agencies have not submitted (last day {lastDay:O}).",
        SubjectType = SubjectType(round),
        SubjectId = SubjectId(round),
    };

    private static string SubjectType(ReportRound round) => round.TakesReports ? "round" : "own-plans";

    private static string SubjectId(ReportRound round) => round.TakesReports ? round.Id.ToString() : $"{round.Year}";

    /// <summary>Days after the last day of the round, both inclusive; before it they are negative.</summary>
    private sealed record Stage(int From, int To)
    {
        public bool Holds(int past) => past >= From && past <= To;
    }
}
