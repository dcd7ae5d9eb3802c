using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>Whatever the broker does with the order and the number of deliveries, what cases know in the end is the same.</summary>
public sealed class ShuffleTests
{
    private static readonly DateTimeOffset Start = At("2024-05-02T08:00:00+07:00");

    [Fact]
    public async Task A_thousand_messages_three_times_in_any_order_leave_the_tables_of_a_calm_run()
    {
        await using var prepared = await Databases.CloneAsync("cases");
        var letters = Letters(await RequestsAsync(prepared), new Random(1715)).ToList();
        Assert.InRange(letters.Count, 1_000, 1_300);
        Assert.Empty(Deliveries.KindsHeardBy(typeof(Program).Assembly).Except(letters.Select(letter => letter.Message.GetType())));

        var calm = await RunAsync(prepared, deliveries => deliveries.CalmAsync(letters));
        var wild = await RunAsync(prepared, deliveries => deliveries.WildAsync(letters, seed: 58));

        Assert.Empty(calm.Except(wild).Concat(wild.Except(calm)).Take(10));
        Assert.Equal(calm.Count, wild.Count);
        Assert.Contains(calm, row => row.StartsWith("fund_words", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(TestDatabase prepared, Func<Deliveries, Task> deliver)
    {
        await using var database = await Databases.CopyAsync(prepared);
        var api = new CalendarTests.Api { Database = database };
        await api.InitializeAsync();
        try
        {
            await deliver(new Deliveries(api.Services.GetRequiredService<IBus>()));

            return await DomainTables.ReadAsync(database.Superuser);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Ids of what forty approved plans have asked the fund for.</summary>
    private static async Task<IReadOnlyList<Guid>> RequestsAsync(TestDatabase database)
    {
        var api = new CasesApi { Database = database };
        await api.InitializeAsync();
        try
        {
            var asked = new List<Guid>();
            for (var i = 0; i < 40; i++)
            {
                var plan = PlanTests.Plan(new { programme = "HOC_BONG", amount = 1_000_000 });
                var taken = await api.TakenIn(Given.Report(urgent: false));
                var assessed = await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();
                var planned = await api.Post(AnMy, $"/{taken.Id}/plan", plan, assessed.Version).Read<CaseResponse>();
                var approved = await api.Post(Chairman, $"/{taken.Id}/approve", new { }, planned.Version).Read<CaseResponse>();
                asked.Add(approved.Plan!.Support!.Id);
            }

            return asked;
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Everything that cases hear of, in the order in which it happened.</summary>
    private static IEnumerable<Letter> Letters(IReadOnlyList<Guid> asked, Random random)
    {
        // The fund pays others too: what no plan has asked for is none of our business.
        var requests = asked.Concat(Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7())).ToList();

        return requests.SelectMany(Words).Concat(Units()).Concat(Calendars(random)).Select(message => new Letter(Guid.NewGuid(), message));
    }

    private static IEnumerable<object> Words(Guid id, int n)
    {
        var (voucher, paidOn) = ($"PC-2024-{n:000000}", new DateOnly(2024, 5, 1 + (n % 28)));
        yield return new FundingDecided { RequestId = id, Decision = FundingDecision.Approved, DecidedAt = Start.AddMinutes(n), Version = 4 };
        if (n % 7 == 0)
        {
            yield return new FundingDecided
            {
                RequestId = id,
                Decision = FundingDecision.Cancelled,
                Reason = "Không còn nhu cầu",
                DecidedAt = Start.AddHours(n),
                Version = 5,
            };
            yield break;
        }

        yield return new DisbursementPaid
        {
            DisbursementId = id,
            Number = voucher,
            Programme = "HOC_BONG",
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
                Programme = "HOC_BONG",
                Amount = 1_000_000,
                PaidOn = paidOn,
                ReversedAt = Start.AddHours(n + 1),
                Version = 6,
            };
        }
    }

    private static IEnumerable<object> Units()
    {
        var from = new DateOnly(2027, 1, 1);
        for (var n = 0; n < 150; n++)
        {
            var code = $"9{n:0000}";
            for (var version = 2; version < 5; version++)
            {
                yield return new UnitChanged
                {
                    UnitId = UnitId.For(code, from),
                    Code = code,
                    Name = $"Xã số {n}, lần {version}",
                    Level = UnitLevel.Commune,
                    Path = $"018d0000000070008000000000000049/{UnitId.For(code, from):N}/",
                    ValidFrom = from,
                    ValidTo = version == 4 && n % 3 == 0 ? from.AddYears(1) : null,
                    Version = version,
                };
            }
        }
    }

    /// <summary>Years in which no clock runs: a clock that moves twice leaves both moves in its history, and that is right.</summary>
    private static IEnumerable<object> Calendars(Random random) =>
        from year in Enumerable.Range(2030, 5)
        from version in Enumerable.Range(2, 6)
        select new CalendarChanged
        {
            Year = year,
            Version = version,
            Days =
            [
                .. Enumerable.Range(0, random.Next(3, 12))
                    .Select(n => new ChangedDay { Date = new DateOnly(year, 1 + n, version), Change = CalendarChange.Off }),
            ],
            ChangedAt = Start.AddHours(version),
        };
}
