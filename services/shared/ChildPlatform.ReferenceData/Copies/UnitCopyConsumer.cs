using ChildPlatform.Contracts.Identity;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ReferenceData.Copies;

/// <summary>Keeps a service's copy of units: the row of this id is replaced, or made when it is new.</summary>
public abstract class UnitCopyConsumer(DbContext db) : IConsumer<UnitChanged>
{
    public async Task Consume(ConsumeContext<UnitChanged> context)
    {
        // Locked, since two words about one unit may be taken in side by side.
        var units = await db.Set<Unit>().FromSql($"select * from units where id = {context.Message.UnitId} for update")
            .ToListAsync(context.CancellationToken);
        if (units.SingleOrDefault() is { } unit)
        {
            unit.Take(context.Message);
        }
        else
        {
            db.Set<Unit>().Add(Unit.From(context.Message));
        }
    }
}
