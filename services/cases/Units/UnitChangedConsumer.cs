using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Identity;
using MassTransit;

namespace ChildPlatform.Cases.Units;

/// <summary>Keeps the service's copy of units: the row of this id is replaced, or made when it is new.</summary>
internal sealed class UnitChangedConsumer(CasesDbContext db) : IConsumer<UnitChanged>
{
    public async Task Consume(ConsumeContext<UnitChanged> context)
    {
        if (await db.Units.FindAsync([context.Message.UnitId], context.CancellationToken) is { } unit)
        {
            unit.Take(context.Message);
        }
        else
        {
            db.Units.Add(Unit.From(context.Message));
        }
    }
}
