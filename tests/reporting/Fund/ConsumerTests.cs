using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tests.Fund;

/// <summary>Messages over a real broker into the real tables. Each test has a year of its own.</summary>
public sealed class ConsumerTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task A_message_delivered_twice_is_applied_once()
    {
        var (message, id) = (Given.Message(Given.Gift(10_000_000, "2001-05-20")), Guid.NewGuid());

        await api.Publish(message, id);
        await api.Publish(message, id);
        await api.Publish(Given.Message(Given.Gift(1, "2001-06-01"))); // Arrives after both, so nothing is still on its way.

        await Stands(2001, 10_000_001, 2);
        await Eventually.Until(async () => await Inbox(id) == 1);
        await Task.WhenAll(api.Publish(message, id), api.Publish(Given.Message(Given.Gift(1, "2001-06-01"))));
        await Stands(2001, 10_000_002, 3);
    }

    [Fact]
    public async Task A_gift_that_two_messages_carry_is_counted_once()
    {
        var gift = Given.Gift(10_000_000, "2002-05-20");

        await api.Publish(Given.Message(gift));
        await Stands(2002, 10_000_000, 1);
        await api.Publish(Given.Message(gift, gift, Given.Gift(5, "2002-05-20")));

        await Stands(2002, 10_000_005, 2);
    }

    [Fact]
    public async Task A_reversed_gift_counts_no_more_however_often_it_is_said()
    {
        var (gift, other) = (Given.Gift(10_000_000, "2003-05-20"), Given.Gift(7, "2003-05-20"));
        await api.Publish(Given.Message(gift, other));
        await Stands(2003, 10_000_007, 2);

        await api.Publish(Given.Reversal(gift));
        await Stands(2003, 7, 1);
        await api.Publish(Given.Reversal(gift));
        await api.Publish(Given.Reversal(other));

        await Stands(2003, 0, 0);
    }

    [Fact]
    public async Task A_reversal_may_come_before_its_gift()
    {
        var gift = Given.Gift(10_000_000, "2004-05-20");

        await api.Publish(Given.Reversal(gift));
        await Eventually.Until(() => api.Query(db => db.GiftFacts.AnyAsync(g => g.DonationId == gift.DonationId && g.RecordedAt == null)));
        await Stands(2004, 0, 0);
        await api.Publish(Given.Message(gift, Given.Gift(3, "2004-05-20")));

        await Stands(2004, 3, 1);
    }

    [Fact]
    public async Task A_thousand_gifts_in_batches_with_reversals_among_them_add_up()
    {
        var random = new Random(20240520);
        var gifts = Enumerable.Range(0, 1_000).Select(i => Given.Gift(
            random.Next(1, 50_000_000), $"2005-{random.Next(1, 13):00}-{random.Next(1, 29):00}",
            random.Next(4) switch { 0 => Given.Budget, 1 => Given.Persons, _ => Given.Enterprises })).ToArray();
        var reversed = gifts.Where((_, i) => i % 10 == 0).ToArray();
        var messages = gifts.Chunk(500).Concat(gifts.Take(300).Chunk(7)).Select(chunk => (object)Given.Message(chunk))
            .Concat(reversed.Select(Given.Reversal)).ToArray();
        random.Shuffle(messages);

        await Task.WhenAll(messages.Select(m => m is DonationReversed reversal ? api.Publish(reversal) : api.Publish((DonationsRecorded)m)));

        var standing = gifts.Except(reversed).ToArray();
        await Stands(2005, standing.Sum(g => g.Amount), standing.Length);
        var totals = await api.Get<FundTotalsResponse>("/fund/totals?year=2005");
        Assert.All(totals.Sources, s => Assert.Equal(
            (s.SourceKind, standing.Where(g => g.SourceKind == s.SourceKind).Sum(g => g.Amount)), (s.SourceKind, s.Amount)));
        Assert.All(totals.Months, m => Assert.Equal(
            (m.Month, standing.Where(g => g.SourceKind != Given.Persons && g.ReceivedOn.Month == m.Month).Sum(g => g.Amount)), (m.Month, m.Amount)));

        // The sums were kept as the facts arrived; the facts added up anew must say the same.
        var fromFacts = await api.Query(db => db.GiftFacts.Where(g => g.ReceivedOn.Year == 2005 && g.RecordedAt != null && g.ReversedAt == null)
            .SumAsync(g => g.Amount));
        Assert.Equal(standing.Sum(g => g.Amount), fromFacts);
    }

    [Fact]
    public async Task A_gift_that_cannot_be_right_changes_nothing()
    {
        var good = Given.Gift(5, "2006-01-01");

        await api.Publish(Given.Message(good, Given.Gift(0, "2006-01-01")));
        await api.Publish(Given.Message(Given.Gift(9, "2006-01-01")));

        await Stands(2006, 9, 1);
        Assert.False(await api.Query(db => db.GiftFacts.AnyAsync(g => g.DonationId == good.DonationId)));
    }

    [Fact]
    public async Task Payments_are_summed_by_month_and_programme_and_a_reversal_may_come_first()
    {
        var (early, late) = (Given.Payment(20_000_000, "HOC_BONG", "2007-03-31"), Given.Payment(5_000_000, "HOC_BONG", "2007-03-01"));
        await api.Publish(Given.Reversal(late));
        await api.Publish(early);
        await api.Publish(Given.Payment(1, "AO_AM", "2007-03-31"));
        await Paid("HOC_BONG", 20_000_000, 1);

        await api.Publish(late);
        await api.Publish(Given.Payment(3, "HOC_BONG", "2007-03-15"));
        await Paid("HOC_BONG", 20_000_003, 2);
        await api.Publish(Given.Reversal(early));
        await Paid("HOC_BONG", 3, 1);
        await Paid("AO_AM", 1, 1);

        var beneficiaries = await api.Query(db => db.PaymentFacts.Where(p => p.DisbursementId == early.DisbursementId).Select(p => p.Beneficiaries).SingleAsync());
        Assert.Contains("HCDB05", beneficiaries, StringComparison.Ordinal);
    }

    private async Task Stands(int year, long amount, int count) => await Eventually.Value(
        () => api.Query(async db =>
        {
            var rows = await db.GiftMonths.Where(m => m.Year == year).Select(m => new { m.Amount, m.GiftCount }).ToListAsync();

            return (Amount: rows.Sum(r => r.Amount), Count: rows.Sum(r => r.GiftCount));
        }),
        sum => sum == (amount, count), TimeSpan.FromSeconds(30));

    private Task Paid(string programme, long amount, int count) => Eventually.Until(() => api.Query(db => db.PaymentMonths
        .AnyAsync(m => m.Year == 2007 && m.Month == 3 && m.Programme == programme && m.Amount == amount && m.PaymentCount == count)));

    private Task<int> Inbox(Guid messageId) => api.Query(db => db.Database
        .SqlQuery<int>($"select count(*)::int as \"Value\" from inbox_messages where message_id = {messageId}").SingleAsync());
}
