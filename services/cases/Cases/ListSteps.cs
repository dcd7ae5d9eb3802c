using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Cases.Sealing;
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

    /// <summary>
    /// Steps of a case, the first one first. With the header Access-Purpose what was corrected of the child comes in clear, from
    /// and to, and the read is stored before the answer leaves; without it private values come masked.
    /// </summary>
    public static async Task<Results<Ok<Page<CaseStepResponse>>, NotFound>> History(
        Guid id, PageRequest page, HttpContext http, CasesDbContext db, Sealer sealer, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var purpose = await db.PurposeOf(http, user, ct);
        var found = db.Cases.AsNoTracking().Include(one => one.Child).Within(user);
        if (await found.SingleOrDefaultAsync(one => one.Id == id, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        if (purpose is not null)
        {
            db.AccessEntries.Add(AccessEntry.Of(row, purpose, user, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
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

        var changes = await ChildChanges.Read(db, row.Child, sealer, clear: purpose is not null, ct);

        // The fund's words are kept apart, since they may arrive in any order; here they stand where they belong in time.
        var rows = (await steps.OrderBy(step => step.At).ThenBy(step => step.Position).Take(page.Take).ToListAsync(ct))
            .Select(step => (Order: step.Position, Step: Of(step, changes.Of(step))))
            .Concat((await words.OrderBy(word => word.At).ThenBy(word => word.Version).Take(page.Take).ToListAsync(ct))
                .Select(word => (Order: FirstWord + word.Version, Step: Of(word))))
            .OrderBy(one => one.Step.At).ThenBy(one => one.Order).Take(page.Take).ToList();

        return TypedResults.Ok(page.ToPage(rows, one => one.Step, one => [one.Step.At, one.Order]));
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

    private static CaseStepResponse Of(CaseStep step, IReadOnlyList<FieldChange>? changes) => new()
    {
        Action = step.Action,
        At = step.At,
        By = step.By,
        ByName = step.ByName,
        Details = step.Details,
        Changes = changes,
    };

    private static CaseStepResponse Of(FundWord word) => new()
    {
        Action = CaseAction.Support,
        At = word.At,
        By = "svc-fund",
        ByName = "Quỹ Bảo trợ trẻ em",
        Details = $"{Word.Of(word.State)} {word.Voucher ?? word.Reason}".TrimEnd(),
    };
}
