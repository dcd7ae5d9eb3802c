using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using MassTransit;

namespace ChildPlatform.Reporting.Fund;

/// <summary>The gifts of one commit of the fund, taken in as one set.</summary>
internal sealed class DonationsRecordedConsumer(ReportingDbContext db, TimeProvider clock) : IConsumer<DonationsRecorded>
{
    public Task Consume(ConsumeContext<DonationsRecorded> context)
        => db.AddGifts(context.Message.Donations, clock.GetUtcNow(), context.CancellationToken);
}
