using ChildPlatform.Contracts.Events;
using ChildPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tests.Events;

/// <summary>Whatever order the messages about an event come in, its row shows the newest.</summary>
public sealed class EventFactTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task The_newest_version_holds_in_any_order_and_however_often_it_is_said()
    {
        foreach (var order in new[] { "0123", "3210", "1302", "30120312" })
        {
            var id = Guid.CreateVersion7();
            object[] messages = [Published(id, 2), Published(id, 3), Closed(id, 4, 120), Closed(id, 6, 150)];
            await Hear([.. order.Select(digit => messages[digit - '0'])]);

            var fact = await api.Query(db => db.EventFacts.SingleAsync(f => f.EventId == id));
            Assert.Equal(
                ("Held", 150, 80, 70, 40, 60, 50, 150, 12_000_000L, 14_500_000L, 500_000L, 0L, 14_000_000L),
                (fact.Standing.ToString(), fact.Children, fact.Girls, fact.Boys, fact.Age0To6, fact.Age7To10, fact.Age11To15, fact.Gifts,
                    fact.GiftsValue, fact.Cost, fact.CostFromBudget, fact.CostMobilised, fact.CostFromFund));
        }
    }

    [Fact]
    public async Task A_cancelled_event_stays_as_a_row_without_figures()
    {
        var id = Guid.CreateVersion7();
        await Hear(Cancelled(id, 3), Published(id, 2));
        var fact = await api.Query(db => db.EventFacts.SingleAsync(f => f.EventId == id));

        Assert.Equal(("Cancelled", 3, 0, 0L), (fact.Standing.ToString(), fact.Version, fact.Children, fact.Cost));
    }

    /// <summary>Sends them one after the other and waits until all are taken in.</summary>
    private async Task Hear(params object[] messages)
    {
        var ids = messages.Select(_ => Guid.CreateVersion7()).ToArray();
        for (var i = 0; i < messages.Length; i++)
        {
            await (messages[i] switch
            {
                EventPublished published => api.Publish(published, ids[i]),
                EventCancelled cancelled => api.Publish(cancelled, ids[i]),
                EventClosed closed => api.Publish(closed, ids[i]),
                var other => throw new ArgumentException($"{other} is no message about an event.", nameof(messages)),
            });
        }

        await Eventually.Until(async () => await api.Query(db => db.Database
            .SqlQuery<int>($"select count(*)::int as \"Value\" from inbox_messages where message_id = any({ids})").SingleAsync()) == ids.Length);
    }

    internal static EventPublished Published(Guid id, int version) => new()
    {
        EventId = id,
        Number = "SK-2024-00012",
        Title = "Đêm hội trăng rằm 2024",
        Template = "trung-thu",
        Level = EventLevel.Commune,
        UnitCode = "20341",
        UnitPath = "018d0000000070008000000000000049/",
        StartsOn = new DateOnly(2024, 9, 17),
        EndsOn = new DateOnly(2024, 9, 17),
        PlannedChildren = 150,
        PublishedAt = Given.Morning,
        Version = version,
    };

    internal static EventCancelled Cancelled(Guid id, int version) => new()
    {
        EventId = id,
        Number = "SK-2024-00012",
        Title = "Đêm hội trăng rằm 2024",
        Template = "trung-thu",
        Level = EventLevel.Commune,
        UnitCode = "20341",
        UnitPath = "018d0000000070008000000000000049/",
        StartsOn = new DateOnly(2024, 9, 17),
        EndsOn = new DateOnly(2024, 9, 17),
        PlannedChildren = 150,
        CancelledAt = Given.Morning,
        Version = version,
    };

    internal static EventClosed Closed(Guid id, int version, int children) => new()
    {
        EventId = id,
        Number = "SK-2024-00012",
        Title = "Đêm hội trăng rằm 2024",
        Template = "trung-thu",
        Level = EventLevel.Commune,
        UnitCode = "20341",
        UnitPath = "018d0000000070008000000000000049/",
        StartsOn = new DateOnly(2024, 9, 17),
        EndsOn = new DateOnly(2024, 9, 17),
        PlannedChildren = 150,
        Children = children,
        Girls = children - 70,
        Boys = 70,
        EthnicMinority = 12,
        SpecialCircumstances = 9,
        Age0To6 = 40,
        Age7To10 = 60,
        Age11To15 = children - 100,
        Gifts = children,
        GiftsValue = 12_000_000,
        Scholarships = 2,
        ScholarshipsValue = 1_000_000,
        Cost = 14_500_000,
        CostFromBudget = 500_000,
        CostMobilised = 0,
        CostFromFund = 14_000_000,
        Incidents = 0,
        ClosedAt = Given.Morning,
        Version = version,
    };
}
