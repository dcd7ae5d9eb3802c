using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>GET /{id}/history and /{id}/clocks: what was done, and what is due.</summary>
internal static class ListSteps
{
    /// <summary>Words of the fund come after steps of the same instant.</summary>
    private const int FirstWord = 1_000_000;

    /// <summary>Steps of a case, the first one first.</summary>
    public static async Task<Results<Ok<Page<CaseStepResponse>>, NotFound>> History(
        Guid id, PageRequest page, CasesDbContext db, CurrentUser user, CancellationToken ct)
    {
        if (!await db.Cases.Within(user).AnyAsync(row => row.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        var steps = db.CaseSteps.AsNoTracking().Where(step => EF.Property<Guid>(step, "CaseId") == id);
        var words =
            from plan in db.SupportPlans
            where plan.CaseId == id
            join support in db.PlanSupports on plan.Id equals support.PlanId
            join word in db.FundWords.AsNoTracking() on support.Id equals word.SupportId
            select word;
        if (page.After is { } after)
        {
            var (at, order) = (after.Get<DateTimeOffset>(0).ToUniversalTime(), after.Get<int>(1));
            steps = steps.Where(step => step.At > at || (step.At == at && step.Position > order));
            words = words.Where(word => word.At > at || (word.At == at && FirstWord + word.Version > order));
        }

        // The fund's words are kept apart, since they may arrive in any order; here they stand where they belong in time.
        var rows = (await steps.OrderBy(step => step.At).ThenBy(step => step.Position).Take(page.Take).ToListAsync(ct))
            .Select(step => (Order: step.Position, Step: Of(step)))
            .Concat((await words.OrderBy(word => word.At).ThenBy(word => word.Version).Take(page.Take).ToListAsync(ct))
                .Select(word => (Order: FirstWord + word.Version, Step: Of(word))))
            .OrderBy(row => row.Step.At).ThenBy(row => row.Order).Take(page.Take).ToList();

        return TypedResults.Ok(page.ToPage(rows, row => row.Step, row => [row.Step.At, row.Order]));
    }

    /// <summary>All clocks of a case, by round and step.</summary>
    public static async Task<Results<Ok<Page<ClockResponse>>, NotFound>> Clocks(
        Guid id, CasesDbContext db, CurrentUser user, CancellationToken ct)
    {
        if (!await db.Cases.Within(user).AnyAsync(row => row.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        var clocks = await db.CaseClocks.AsNoTracking().Where(clock => clock.CaseId == id)
            .OrderBy(clock => clock.Round).ThenBy(clock => clock.Step).ToListAsync(ct);

        return TypedResults.Ok(new Page<ClockResponse>([.. clocks.Select(GetCase.Of)], null));
    }

    private static CaseStepResponse Of(CaseStep step) => new()
    {
        Action = step.Action,
        At = step.At,
        By = step.By,
        ByName = step.ByName,
        Details = step.Details,
    };

    private static CaseStepResponse Of(FundWord word) => new()
    {
        Action = CaseAction.Support,
        At = word.At,
        By = "svc-fund",
        ByName = "Quỹ Bảo trợ trẻ em",
        Details = $"{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(word.State.ToString())} {word.Voucher}".TrimEnd(),
    };
}
