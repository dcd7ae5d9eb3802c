using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Reporting.Tests.Events;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Reporting.Tests.Messages;

/// <summary>Whatever the broker does with the order and the number of deliveries, what reporting knows in the end is the same.</summary>
public sealed class ShuffleTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task A_thousand_messages_three_times_in_any_order_leave_the_tables_of_a_calm_run()
    {
        var letters = Letters(new Random(1715)).ToList();
        Assert.InRange(letters.Count, 1_000, 1_400);
        Assert.Empty(Deliveries.KindsHeardBy(typeof(Program).Assembly).Except(letters.Select(letter => letter.Message.GetType())));

        var calm = await RunAsync(deliveries => deliveries.CalmAsync(letters));
        var wild = await RunAsync(deliveries => deliveries.WildAsync(letters, seed: 58));

        Assert.Empty(calm.Except(wild).Concat(wild.Except(calm)).Take(10));
        Assert.Equal(calm.Count, wild.Count);
        Assert.Contains(calm, row => row.StartsWith("case_facts", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(Func<Deliveries, Task> deliver)
    {
        var api = new ReportingApi();
        await api.InitializeAsync();
        try
        {
            await deliver(new Deliveries(api.Services.GetRequiredService<IBus>()));

            return await api.TablesAsync();
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Everything that reporting hears of, in the order in which it happened.</summary>
    private static IEnumerable<Letter> Letters(Random random) =>
        Gifts(random).Concat(Payments(random)).Concat(Decisions()).Concat(Calendars(random)).Concat(Cases(random)).Concat(Helps(random)).Concat(Events(random))
            .Select(message => new Letter(Guid.NewGuid(), message));

    private static IEnumerable<object> Gifts(Random random)
    {
        for (var i = 0; i < 120; i++)
        {
            var gifts = Enumerable.Range(0, 5).Select(_ => Given.Gift(
                random.Next(1, 50_000_000), $"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}",
                random.Next(4) switch { 0 => Given.Budget, 1 => Given.Persons, _ => Given.Enterprises })).ToList();
            yield return Given.Message(gifts);
            if (i % 3 == 0)
            {
                yield return Given.Reversal(gifts[i % 5]);
            }
        }
    }

    private static IEnumerable<object> Payments(Random random)
    {
        for (var i = 0; i < 100; i++)
        {
            var payment = Given.Payment(random.Next(1, 90_000_000), i % 2 == 0 ? "HOC_BONG" : "AO_AM", $"2024-{random.Next(1, 13):00}-15");
            yield return payment;
            if (i % 3 == 0)
            {
                yield return Given.Reversal(payment);
            }
        }
    }

    private static IEnumerable<object> Decisions() => Enumerable.Range(1, 6).Select(version => new SourceKindDecided
    {
        Code = "KHAC",
        CountsInPlanBasis = version % 2 == 0,
        CountsInMobilisedBasis = version % 3 == 0,
        Version = version,
        DecidedAt = Start.AddDays(version),
    });

    private static IEnumerable<object> Calendars(Random random) =>
        from year in Enumerable.Range(2028, 4)
        from version in Enumerable.Range(2, 5)
        select new CalendarChanged
        {
            Year = year,
            Version = version,
            Days = [.. Enumerable.Range(0, random.Next(3, 12)).Select(n => new ChangedDay { Date = new DateOnly(year, 1 + n, version), Change = CalendarChange.Off })],
            ChangedAt = Start.AddHours(version),
        };

    private static IEnumerable<object> Cases(Random random)
    {
        for (var i = 0; i < 110; i++)
        {
            var (id, received, urgent) = (Guid.CreateVersion7(), Start.AddHours(i * 7), random.Next(2) == 0);
            yield return new CaseOpened
            {
                CaseId = id,
                Number = $"VV-2024-{i:00000}",
                UnitCode = "20341",
                UnitPath = "018d0000000070008000000000000049/018d0000000070008000000000020341/",
                Channel = "hotline-111",
                Kind = random.Next(2) == 0 ? CaseKind.Abuse : null,
                Urgent = urgent,
                ReceivedAt = received,
                Clocks = Clocks(1, ClockState.Running),
                Version = 1,
            };
            if (random.Next(2) == 0)
            {
                yield return new ClockBreached { CaseId = id, Number = $"VV-2024-{i:00000}", UnitCode = "20341", Step = "S4", BreachedAt = received, Clocks = Clocks(1, ClockState.Breached), Version = 2 };
            }
            else if (random.Next(2) == 0)
            {
                yield return new CaseClassified { CaseId = id, Kind = CaseKind.AccidentInjury, Urgent = urgent, ClassifiedAt = received, Clocks = Clocks(1, ClockState.Stopped), Version = 2 };
            }

            yield return new CaseAssessed { CaseId = id, Kind = CaseKind.AtRisk, Urgent = !urgent, Conclusion = AssessmentConclusion.PlanNeeded, AssessedAt = received, Clocks = Clocks(2, ClockState.Met), Version = 3 };
            if (random.Next(3) == 0)
            {
                yield return new ChildProtected { CaseId = id, DecidedAt = received, Clocks = Clocks(2, ClockState.Met), Version = 4 };
            }

            yield return new PlanSubmitted { CaseId = id, SubmittedAt = received, Clocks = Clocks(3, ClockState.Running), Version = 5 };
            yield return new PlanApproved { CaseId = id, ApprovedAt = received, Clocks = Clocks(3, ClockState.Met), Version = 6 };
            if (random.Next(4) == 0)
            {
                yield return new ClocksMoved { CaseId = id, MovedAt = received, Clocks = Clocks(4, ClockState.Running), Version = 7 };
            }

            IReadOnlyList<CaseClockFact> Clocks(int count, ClockState state) =>
                [.. Enumerable.Range(4, count).Select(step => new CaseClockFact { Round = 1, Step = $"S{step}", StartedAt = received, DueAt = received.AddHours(12), State = state })];
        }
    }

    private static IEnumerable<object> Helps(Random random)
    {
        for (var i = 0; i < 110; i++)
        {
            var id = Guid.CreateVersion7();
            yield return new ChildHelped { RequestId = id, ChildCode = $"TE-{i % 60:0000000000}", Group = "HCDB09", UnitCode = "20341", Programme = "HOC_BONG", HelpedOn = new DateOnly(2024, random.Next(1, 13), 15), Version = 6 };
            if (i % 2 == 0)
            {
                yield return new ChildHelpReversed { RequestId = id, Version = 7 };
            }
        }
    }

    private static IEnumerable<object> Events(Random random)
    {
        for (var i = 0; i < 60; i++)
        {
            var id = Guid.CreateVersion7();
            yield return EventFactTests.Published(id, 2);
            if (i % 5 == 0)
            {
                yield return EventFactTests.Cancelled(id, 3);
                continue;
            }

            yield return EventFactTests.Closed(id, 3, random.Next(30, 300));
            if (i % 4 == 0)
            {
                yield return EventFactTests.Closed(id, 4, random.Next(30, 300));
            }
        }
    }
}
