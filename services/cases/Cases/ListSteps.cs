using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>GET /{id}/history and /{id}/clocks: what was done, and what is due.</summary>
internal static class ListSteps
{
    /// <summary>Steps of a case, the first one first.</summary>
    public static async Task<Results<Ok<Page<CaseStepResponse>>, NotFound>> History(
        Guid id, PageRequest page, CasesDbContext db, CurrentUser user, CancellationToken ct)
    {
        if (!await db.Cases.Within(user).AnyAsync(row => row.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        var after = page.After?.Get<int>(0) ?? 0;
        var steps = await db.CaseSteps.AsNoTracking()
            .Where(step => EF.Property<Guid>(step, "CaseId") == id && step.Position > after)
            .OrderBy(step => step.Position).Take(page.Take)
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(steps, Of, step => [step.Position]));
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
}
