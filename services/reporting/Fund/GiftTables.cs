using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Fund;

/// <summary>
/// The only door through which gift facts and their sums change. Each call is one statement in the caller's transaction,
/// however many facts it carries, because reporting shares its processors with the fund.
/// </summary>
/// <remarks>
/// A fact is claimed by <c>on conflict do update … where</c>: only a row that did not know it yet comes back, so a fact
/// that arrives again in another message moves nothing, and two messages about the same gift wait for each other on its row.
/// Facts are locked before sums and both in key order, so that two batches cannot deadlock.
/// </remarks>
internal static class GiftTables
{
    public static async Task AddGifts(this ReportingDbContext db, IReadOnlyList<DonationRecorded> gifts, DateTimeOffset arrivedAt,
        CancellationToken ct)
    {
        if (gifts.Count == 0)
        {
            return;
        }

        Guid[] ids = [.. gifts.Select(g => g.DonationId)];
        string[] numbers = [.. gifts.Select(g => g.Number)];
        long[] amounts = [.. gifts.Select(g => g.Amount)];
        DateOnly[] received = [.. gifts.Select(g => g.ReceivedOn)];
        string[] kinds = [.. gifts.Select(g => g.SourceKind)];
        string?[] programmes = [.. gifts.Select(g => g.Programme)];
        string[] units = [.. gifts.Select(g => g.UnitPath)];
        DateTimeOffset[] recorded = [.. gifts.Select(g => g.RecordedAt.ToUniversalTime())];

        await db.Database.ExecuteSqlAsync($"""
            with claimed as (
                insert into gift_facts as fact
                    (donation_id, number, amount, received_on, source_kind, programme, unit_path, recorded_at)
                select distinct on (donation_id) donation_id, number, amount, received_on, source_kind, programme, unit_path, recorded_at
                from unnest({ids}, {numbers}, {amounts}, {received}, {kinds}, {programmes}, {units}, {recorded})
                    as gift (donation_id, number, amount, received_on, source_kind, programme, unit_path, recorded_at)
                order by donation_id
                on conflict (donation_id) do update set
                    number = excluded.number, amount = excluded.amount, received_on = excluded.received_on,
                    source_kind = excluded.source_kind, programme = excluded.programme, unit_path = excluded.unit_path,
                    recorded_at = excluded.recorded_at
                where fact.recorded_at is null
                returning received_on, source_kind, amount, recorded_at, reversed_at
            )
            insert into gift_months as sums (year, month, source_kind, amount, gift_count, as_of, lag_seconds)
            select extract(year from received_on)::int, extract(month from received_on)::int, source_kind,
                coalesce(sum(amount) filter (where reversed_at is null), 0)::bigint,
                count(*) filter (where reversed_at is null),
                max(recorded_at), greatest(0, extract(epoch from {arrivedAt} - max(recorded_at)))::float8
            from claimed
            group by 1, 2, 3
            order by 1, 2, 3
            on conflict (year, month, source_kind) do update set
                amount = sums.amount + excluded.amount,
                gift_count = sums.gift_count + excluded.gift_count,
                as_of = greatest(sums.as_of, excluded.as_of),
                lag_seconds = case when excluded.as_of >= sums.as_of then excluded.lag_seconds else sums.lag_seconds end
            """, ct);
    }

    /// <remarks>
    /// What is taken away is read from <c>claimed</c> inside the update and not from <c>excluded</c>: the row that is offered
    /// for insertion must itself pass the check that a sum is never negative. A reversal that comes before its gift leaves
    /// the sums at nothing, and the gift, when it comes, finds itself reversed.
    /// </remarks>
    public static async Task ReverseGift(this ReportingDbContext db, DonationReversed gift, DateTimeOffset arrivedAt, CancellationToken ct)
    {
        var reversedAt = gift.ReversedAt.ToUniversalTime();

        await db.Database.ExecuteSqlAsync($"""
            with claimed as (
                insert into gift_facts as fact
                    (donation_id, number, amount, received_on, source_kind, programme, unit_path, reversed_at)
                values ({gift.DonationId}, {gift.Number}, {gift.Amount}, {gift.ReceivedOn}, {gift.SourceKind}, {gift.Programme},
                    {gift.UnitPath}, {reversedAt})
                on conflict (donation_id) do update set reversed_at = excluded.reversed_at
                where fact.reversed_at is null
                returning received_on, source_kind, recorded_at, reversed_at,
                    case when recorded_at is null then 0 else amount end as amount
            )
            insert into gift_months as sums (year, month, source_kind, amount, gift_count, as_of, lag_seconds)
            select extract(year from received_on)::int, extract(month from received_on)::int, source_kind, 0, 0,
                reversed_at, greatest(0, extract(epoch from {arrivedAt} - reversed_at))::float8
            from claimed
            on conflict (year, month, source_kind) do update set
                amount = sums.amount - (select amount from claimed),
                gift_count = sums.gift_count - (select count(recorded_at) from claimed),
                as_of = greatest(sums.as_of, excluded.as_of),
                lag_seconds = case when excluded.as_of >= sums.as_of then excluded.lag_seconds else sums.lag_seconds end
            """, ct);
    }
}
