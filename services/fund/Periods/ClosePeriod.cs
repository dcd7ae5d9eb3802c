using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Periods;

/// <summary>POST /periods/{month}/close.</summary>
internal static class ClosePeriod
{
    /// <summary>
    /// Closes a month that is over, with all months before it: nothing more is posted with a day of theirs (409 <c>period-closed</c>). 409
    /// <c>period-not-over</c> for one that still runs.
    /// </summary>
    /// <param name="month">The month as <c>2024-05</c>; 404 for what is none.</param>
    public static async Task<Results<Ok<PeriodsResponse>, NotFound>> Handle(
        string month, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (AccountingMonth.Parse(month) is not { } closing)
        {
            return TypedResults.NotFound();
        }

        FundRules.PeriodNotOver.Require(closing.LastDay < VietnamTime.Today(clock));
        (await db.LockHead(ct)).Close(closing.LastDay);
        db.PeriodSteps.Add(new PeriodStep(Uuid7.New(clock), closing, PeriodStep.Close, reason: null, user, clock.GetUtcNow()));
        audit.Record("period.close", "period", closing.ToString());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await ListPeriods.Read(closing.FirstDay.Year, db, user, clock, ct));
    }

    /// <summary>Whoever posts holds this row until commit, so a close waits for what is under way and is seen by all that comes after.</summary>
    public static async Task<JournalHead> LockHead(this FundDbContext db, CancellationToken ct) =>
        (await db.JournalHead.FromSql($"select * from journal_head where id = {JournalHead.TheOne} for update").ToListAsync(ct)).Single();
}

/// <summary>POST /periods/{month}/reopen.</summary>
internal static class ReopenPeriod
{
    /// <summary>
    /// Reopens a closed month and all after it, with a reason that stays in the history; 409 <c>period-open</c> for one that is open.
    /// </summary>
    /// <param name="month">The month as <c>2024-05</c>; 404 for what is none.</param>
    public static async Task<Results<Ok<PeriodsResponse>, NotFound>> Handle(
        string month, ReasonRequest request, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (AccountingMonth.Parse(month) is not { } opening)
        {
            return TypedResults.NotFound();
        }

        (await db.LockHead(ct)).Reopen(opening.FirstDay);
        db.PeriodSteps.Add(new PeriodStep(Uuid7.New(clock), opening, PeriodStep.Reopen, reason, user, clock.GetUtcNow()));
        audit.Record("period.reopen", "period", opening.ToString(), new { reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await ListPeriods.Read(opening.FirstDay.Year, db, user, clock, ct));
    }
}
