using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Rounds;

/// <summary>GET /rounds/{id}; owns the only shape in which a round is answered.</summary>
internal static class GetRound
{
    /// <summary>A round with the agencies that owe or were asked for a report.</summary>
    public static async Task<Results<Ok<RoundResponse>, NotFound>> Handle(
        Guid id, HttpContext http, ReportingDbContext db, CurrentUser user, CancellationToken ct)
        => await db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Id == id, ct) is { } round
            ? TypedResults.Ok(await Answer(http, db, round, user, ct))
            : TypedResults.NotFound();

    /// <summary>The answer about one round, with its ETag.</summary>
    public static async Task<RoundResponse> Answer(
        HttpContext http, ReportingDbContext db, ReportRound round, CurrentUser user, CancellationToken ct)
    {
        ETag.Set(http, round.Version);
        var names = await db.PlanAgencies.AsNoTracking().Where(a => a.Year == round.Year).ToDictionaryAsync(a => a.Code, ct);
        var answer = (await Of(db, [round], user, ct))[0];

        // A reporter's world is the own agency.
        return user.SeesAllAgencies() ? answer with
        {
            Agencies =
            [
                .. round.Agencies.OrderBy(a => a.Standing).ThenBy(a => names.GetValueOrDefault(a.Agency)?.Position).Select(a => new RoundAgencyResponse
                {
                    Agency = a.Agency,
                    AgencyName = names.GetValueOrDefault(a.Agency)?.Name ?? a.Agency,
                    Standing = a.Standing,
                }),
            ],
        } : answer;
    }

    public static async Task<IReadOnlyList<RoundResponse>> Of(
        ReportingDbContext db, IReadOnlyList<ReportRound> rounds, CurrentUser user, CancellationToken ct)
    {
        var ids = rounds.Select(r => r.Id).ToList();
        var reports = (await db.AgencyReports.AsNoTracking().Where(r => ids.Contains(r.RoundId))
            .Select(r => new { r.Id, r.RoundId, r.Agency, r.State }).ToListAsync(ct)).ToLookup(r => r.RoundId);

        return
        [
            .. rounds.Select(r =>
            {
                var expected = r.Agencies.Where(a => a.Standing is RoundStanding.Expected).Select(a => a.Agency).ToHashSet();
                var inRound = reports[r.Id].Where(x => expected.Contains(x.Agency)).ToList();

                return new RoundResponse
                {
                    Id = r.Id,
                    Year = r.Year,
                    Code = r.Code,
                    Name = r.Name,
                    Kind = r.Kind,
                    Recipient = r.Recipient,
                    DueBefore = r.DueBefore,
                    LastDay = r.DueBefore?.AddDays(-1),
                    SynthesisDueBefore = r.SynthesisDueBefore,
                    SynthesisLastDay = r.SynthesisDueBefore?.AddDays(-1),
                    PeriodFrom = r.PeriodFrom,
                    PeriodTo = r.PeriodTo,
                    CutOff = r.CutOff,
                    IsDesign = r.IsDesign,
                    Expected = expected.Count,
                    Invited = r.Agencies.Count - expected.Count,
                    Received = inRound.Count(x => x.State is not ReportState.Draft),
                    Accepted = inRound.Count(x => x.State is ReportState.Accepted),
                    Frozen = r.FrozenAt is not null,
                    LastDayIsWeekend = r.DueBefore?.AddDays(-1).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
                    OwnReport = reports[r.Id].FirstOrDefault(x => x.Agency == user.Agency)?.Id,
                    Version = r.Version,
                };
            }),
        ];
    }
}

/// <summary>GET /rounds.</summary>
internal static class ListRounds
{
    /// <summary>The rounds of a year in the plan's order; a reporter sees those of the own agency.</summary>
    /// <param name="year">Year of the plan; the newest plan's when left out.</param>
    public static async Task<Ok<RoundsResponse>> Handle(int? year, ReportingDbContext db, CurrentUser user, CancellationToken ct)
    {
        var wanted = year ?? await db.Plans.MaxAsync(p => (int?)p.Year, ct) ?? 0;
        var seesAll = user.SeesAllAgencies();
        var rounds = await db.ReportRounds.AsNoTracking().Include(r => r.Agencies)
            .Where(r => r.Year == wanted && (seesAll || r.Agencies.Any(a => a.Agency == user.Agency)))
            .OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(ct);

        return TypedResults.Ok(new RoundsResponse { Items = await GetRound.Of(db, rounds, user, ct) });
    }
}
