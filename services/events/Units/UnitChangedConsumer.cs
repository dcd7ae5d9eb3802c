using ChildPlatform.Contracts.Identity;
using ChildPlatform.Events.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Units;

/// <summary>Keeps the service's copy of units: the row of this id is replaced, or made when it is new.</summary>
internal sealed class UnitChangedConsumer(EventsDbContext db) : IConsumer<UnitChanged>
{
    public async Task Consume(ConsumeContext<UnitChanged> context)
    {
        // Locked, since two words about one unit may be taken in side by side.
        var units = await db.Units.FromSql($"select * from units where id = {context.Message.UnitId} for update")
            .ToListAsync(context.CancellationToken);
        if (units.SingleOrDefault() is { } unit)
        {
            unit.Take(context.Message);
        }
        else
        {
            db.Units.Add(Unit.From(context.Message));
        }
    }
}
