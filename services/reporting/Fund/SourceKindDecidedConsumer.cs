using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Fund;

/// <summary>The province said what a kind of source counts in, so target II.6 counts it from now on as the fund does.</summary>
internal sealed class SourceKindDecidedConsumer(ReportingDbContext db) : IConsumer<SourceKindDecided>
{
    public async Task Consume(ConsumeContext<SourceKindDecided> context)
    {
        var decided = context.Message;

        // Locked, since two decisions about one kind may be taken in side by side.
        var kinds = await db.SourceKinds.FromSql($"select * from source_kinds where code = {decided.Code} for update")
            .ToListAsync(context.CancellationToken);
        kinds.SingleOrDefault()?.Decide(decided.CountsInPlanBasis, decided.CountsInMobilisedBasis, decided.Version);
    }
}
