using ChildPlatform.Events.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Funding;

/// <summary>What the fund tells of money that an event asked for. Disbursements that no event asked for are not ours.</summary>
internal static class FundWords
{
    public static async Task TakeFundWord(this EventsDbContext db, Guid requestId, FundWord word, CancellationToken ct)
    {
        // Two words about one request wait for each other here, so that neither misses the other.
        await db.Database.ExecuteSqlAsync($"select id from event_fundings where id = {requestId} for update", ct);
        if (await db.Fundings.SingleOrDefaultAsync(one => one.Id == requestId, ct) is { } funding)
        {
            funding.Take(word);
        }
    }
}
