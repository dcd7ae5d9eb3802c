using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Rounds;

/// <summary>PUT /rounds/{id}.</summary>
internal static class ChangeRound
{
    /// <summary>
    /// Says a round's name, due days, period, cut-off and who owes a report. Another period or cut-off takes the figures of its reports
    /// anew. 409 <c>round-frozen</c> once the synthesis stands.
    /// </summary>
    public static async Task<Results<Ok<RoundResponse>, NotFound>> Handle(
        Guid id, RoundRequest request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, AuditTrail audit, CurrentUser user,
        CancellationToken ct)
    {
        var round = await db.ReportRounds.Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (round is null)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(round.Version);
        var before = (round.PeriodFrom, round.PeriodTo, round.CutOff);
        round.Change(request, await KnownAgencies(db, round.Year, ct));
        if (before != (round.PeriodFrom, round.PeriodTo, round.CutOff))
        {
            db.FrozenFigures.RemoveRange(await db.FrozenFigures.Where(f => f.RoundId == id).ToListAsync(ct));
        }

        audit.Record("round.change", "round", id.ToString(), new { round.Code, round.DueBefore, round.PeriodFrom, round.PeriodTo, round.CutOff });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetRound.Answer(http, db, round, user, ct));
    }

    public static Task<HashSet<string>> KnownAgencies(ReportingDbContext db, int year, CancellationToken ct) =>
        db.PlanAgencies.AsNoTracking().Where(a => a.Year == year).Select(a => a.Code).ToHashSetAsync(ct);
}

/// <summary>POST /rounds.</summary>
internal static class AddRound
{
    /// <summary>Makes an ad hoc round ("đột xuất khi có yêu cầu") of the newest plan; who owes a report is said with it.</summary>
    public static async Task<Created<RoundResponse>> Handle(
        RoundRequest request, HttpContext http, ReportingDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var year = await db.Plans.MaxAsync(p => p.Year, ct);
        var number = await db.ReportRounds.CountAsync(r => r.Year == year, ct) + 1;
        var round = new ReportRound(Uuid7.New(clock), year, $"DX-{number:00}", "", RoundKind.AdHoc, recipient: null, dueBefore: null, number);
        round.Change(request, await ChangeRound.KnownAgencies(db, year, ct));
        db.Add(round);
        audit.Record("round.add", "round", round.Id.ToString(), new { round.Code, round.Name });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/reporting/rounds/{round.Id}", await GetRound.Answer(http, db, round, user, ct));
    }
}
