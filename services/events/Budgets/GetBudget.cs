using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Budgets;

/// <summary>GET /{id}/budget: plan, spending and variance.</summary>
internal static class GetBudget
{
    /// <summary>The budget of an event by line and source; what was spent stands in it once the event is closed.</summary>
    public static async Task<Results<Ok<BudgetResponse>, NotFound>> Handle(
        Guid id, EventsDbContext db, CurrentUser user, CancellationToken ct) =>
        await db.Events.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is { } row
            ? TypedResults.Ok(BudgetTable.Of(row.Budget, row.Closing?.Costs))
            : TypedResults.NotFound();
}
