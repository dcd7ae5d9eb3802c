using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Events.Tests.EventsApi;

namespace ChildPlatform.Events.Tests;

/// <summary>Whatever the broker does with order and number of deliveries, what events know in the end is the same.</summary>
public sealed class ShuffleTests
{
    private static readonly DateTimeOffset Start = At("2024-08-21T08:00:00+07:00");

    [Fact]
    public async Task A_thousand_messages_three_times_in_any_order_leave_the_tables_of_a_calm_run()
    {
        await using var prepared = await Databases.CloneAsync("events");
        var letters = Letters(await RequestsAsync(prepared)).ToList();
        Assert.InRange(letters.Count, 1_000, 1_300);
        Assert.Empty(
            Deliveries.KindsHeardBy(typeof(Program).Assembly).Except(letters.Select(letter => letter.Message.GetType())));

        var calm = await RunAsync(prepared, deliveries => deliveries.CalmAsync(letters));
        var wild = await RunAsync(prepared, deliveries => deliveries.WildAsync(letters, seed: 58));

        Assert.Empty(calm.Except(wild).Concat(wild.Except(calm)).Take(10));
        Assert.Equal(calm.Count, wild.Count);
        Assert.Contains(calm, row => row.StartsWith("fund_words ", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(TestDatabase prepared, Func<Deliveries, Task> deliver)
    {
        await using var database = await Databases.CopyAsync(prepared);
        var api = new EventsApiWithBroker { Database = database };
        await api.InitializeAsync();
        try
        {
            await api.ConnectedAsync();
            await deliver(new Deliveries(api.Services.GetRequiredService<IBus>()));

            return await DomainTables.ReadAsync(database.Superuser);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Ids of what forty events have asked the fund for.</summary>
    private static async Task<IReadOnlyList<Guid>> RequestsAsync(TestDatabase database)
    {
        var api = new EventsApi { Database = database };
        await api.InitializeAsync();
        try
        {
            var asked = new List<Guid>();
            for (var i = 0; i < 40; i++)
            {
                var draft = await api.Drafted();
                var body = new { programme = "QUA_TANG", amount = 1_000_000 };
                var row = await api.Post(Organizer, $"/{draft.Id}/funding", body, draft.Version).Read<EventResponse>();
                asked.Add(row.Funding.Single().RequestId);
            }

            return asked;
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Everything that events hear of, in the order in which it happened.</summary>
    private static IEnumerable<Letter> Letters(IReadOnlyList<Guid> asked)
    {
        // The fund pays others too: what no event has asked for is none of our business.
        var requests = asked.Concat(Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7())).ToList();

        return requests.SelectMany(Words).Concat(Units()).Select(message => new Letter(Guid.NewGuid(), message));
    }

    private static IEnumerable<object> Words(Guid id, int n)
    {
        var (voucher, paidOn) = ($"PC-2024-{n:000000}", new DateOnly(2024, 9, 1 + (n % 28)));
        if (n % 9 == 0)
        {
            yield return Decided(FundingDecision.Rejected, "Ngoài đối tượng", version: 1);
            yield break;
        }

        yield return Decided(FundingDecision.Approved, reason: null, version: 4);
        if (n % 7 == 0)
        {
            yield return Decided(FundingDecision.Cancelled, "Không còn nhu cầu", version: 5);
            yield break;
        }

        yield return new DisbursementPaid
        {
            DisbursementId = id,
            Number = voucher,
            Programme = "QUA_TANG",
            Amount = 1_000_000,
            PaidOn = paidOn,
            Beneficiaries = [],
            PaidAt = Start.AddHours(n),
            Version = 5,
        };
        if (n % 2 == 0)
        {
            yield return new DisbursementReversed
            {
                DisbursementId = id,
                Number = voucher,
                Programme = "QUA_TANG",
                Amount = 1_000_000,
                PaidOn = paidOn,
                ReversedAt = Start.AddHours(n + 1),
                Version = 6,
            };
        }

        FundingDecided Decided(FundingDecision decision, string? reason, int version) => new()
        {
            RequestId = id,
            Decision = decision,
            Reason = reason,
            DecidedAt = Start.AddMinutes(n),
            Version = version,
        };
    }

    private static IEnumerable<object> Units() =>
        from n in Enumerable.Range(0, 160)
        from version in Enumerable.Range(2, 4)
        let begin = new DateOnly(2027, 1, 1)
        let code = $"9{n:0000}"
        select new UnitChanged
        {
            UnitId = UnitId.For(code, begin),
            Code = code,
            Name = $"Xã số {n}, lần {version}",
            Level = UnitLevel.Commune,
            Path = $"018d0000000070008000000000000049/{UnitId.For(code, begin):N}/",
            ValidFrom = begin,
            ValidTo = version == 5 && n % 3 == 0 ? begin.AddYears(1) : null,
            Version = version,
        };
}
