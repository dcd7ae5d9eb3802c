using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Data;

/// <summary>Several steps as one transaction, outside the idempotency filter, which opens its own.</summary>
internal static class Transactions
{
    public static Task<T> InTransaction<T>(this IdentityDbContext db, Func<Task<T>> work, CancellationToken ct) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            // A first attempt that failed must leave nothing behind for the second.
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var result = await work();
            await transaction.CommitAsync(ct);

            return result;
        });
}
