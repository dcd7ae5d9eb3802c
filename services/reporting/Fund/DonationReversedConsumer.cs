using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Fund;

/// <summary>A gift was taken back; it may not have arrived yet.</summary>
internal sealed class DonationReversedConsumer(ReportingDbContext db, TimeProvider clock) : IConsumer<DonationReversed>
{
    public Task Consume(ConsumeContext<DonationReversed> context)
        => db.ReverseGift(context.Message, clock.GetUtcNow(), context.CancellationToken);
}
