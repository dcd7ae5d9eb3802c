using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Periods;

/// <summary>GET /periods; owns the only shape in which months are answered.</summary>
internal static class ListPeriods
{
    private const int MostSteps = 200;

    /// <summary>The months of a year with their state, and what was done to them.</summary>
    /// <param name="year">2000 to 2999; the running year when left out.</param>
    public static async Task<Ok<PeriodsResponse>> Handle(
        int? year, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var wanted = year ?? VietnamTime.Today(clock).Year;

        return wanted is >= 2000 and <= 2999
            ? TypedResults.Ok(await Read(wanted, db, user, clock, ct))
            : throw new InvalidInputException("/year", "out-of-range");
    }

    public static async Task<PeriodsResponse> Read(int year, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var closed = await db.JournalHead.AsNoTracking().Select(head => head.ClosedThrough).SingleAsync(ct);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var steps = await db.PeriodSteps.AsNoTracking().Where(step => step.Month >= first && step.Month <= last)
            .OrderByDescending(step => step.Id).Take(MostSteps).ToListAsync(ct);

        return new PeriodsResponse
        {
            Year = year,
            ClosedThrough = closed,
            Items =
            [
                .. Enumerable.Range(1, 12).Select(month => AccountingMonth.Of(year, month)).Select(month => new PeriodMonth
                {
                    Month = month.ToString(),
                    Closed = month.LastDay <= closed,
                    Over = month.LastDay < today,
                }),
            ],
            History =
            [
                .. steps.Select(step => new PeriodStepResponse
                {
                    Month = new AccountingMonth(step.Month).ToString(),
                    Action = step.Action,
                    Reason = step.Reason,
                    By = step.By,
                    ByName = step.ByName,
                    At = step.At,
                }),
            ],
            Actions =
            [
                .. user.Has(Roles.FundAccountant) ? [PeriodStep.Close] : Array.Empty<string>(),
                .. user.Has(Roles.FundApprover) ? [PeriodStep.Reopen] : Array.Empty<string>(),
            ],
        };
    }
}
