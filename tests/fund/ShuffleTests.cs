using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Tests.Units;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Fund.Tests;

/// <summary>Whatever the broker does with order and number of deliveries, what the fund knows in the end is the same.</summary>
public sealed class ShuffleTests
{
    /// <summary>Numbers are given in the order of arrival, and so are the fund's own ids and instants.</summary>
    private static readonly string[] OfArrival =
        ["disbursements.request_number", "disbursements.requested_at", "disbursement_beneficiaries.id", "disbursement_steps.at"];

    [Fact]
    public async Task A_thousand_messages_three_times_in_any_order_leave_the_tables_of_a_calm_run()
    {
        var letters = Asked().Concat(Units()).Select(message => new Letter(Guid.NewGuid(), message)).ToList();
        Assert.InRange(letters.Count, 1_000, 1_200);
        Assert.Empty(
            Deliveries.KindsHeardBy(typeof(Program).Assembly).Except(letters.Select(letter => letter.Message.GetType())));

        var calm = await RunAsync(deliveries => deliveries.CalmAsync(letters));
        var wild = await RunAsync(deliveries => deliveries.WildAsync(letters, seed: 58));

        Assert.Empty(calm.Except(wild).Concat(wild.Except(calm)).Take(10));
        Assert.Equal(calm.Count, wild.Count);
        Assert.Equal(540, calm.Count(row => row.StartsWith("disbursements ", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> RunAsync(Func<Deliveries, Task> deliver)
    {
        var api = new FundApiWithBroker();
        await api.InitializeAsync();
        try
        {
            await api.ConnectedAsync();
            await deliver(new Deliveries(api.Services.GetRequiredService<IBus>()));

            return await DomainTables.ReadAsync(api.Superuser, OfArrival);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>
    /// What plans and events ask for; each tenth names a programme that is none and is rejected, each third of an event is given up.
    /// </summary>
    private static IEnumerable<object> Asked()
    {
        for (var n = 0; n < 300; n++)
        {
            var programme = n % 10 == 9 ? "KHONG_CO" : n % 2 == 0 ? "HOC_BONG" : "AO_AM";
            yield return new SupportRequested
            {
                RequestId = Guid.CreateVersion7(),
                CaseNumber = $"VV-2024-{n:00000}",
                ChildCode = $"TE-{n % 200:0000000000}",
                Group = "HCDB09",
                UnitCode = n % 3 == 0 ? "20356" : "20341",
                Programme = programme,
                Amount = 1_000_000 + n,
                Purpose = $"Hỗ trợ trẻ em theo kế hoạch của vụ việc VV-2024-{n:00000}",
                PayeeName = "UBND Phường An Mỹ",
                RequestedBy = "case-worker-tamky",
                RequestedByName = "Huỳnh Thị Mai",
                Version = 4,
            };
            var (request, community) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            yield return new FundingRequested
            {
                RequestId = request,
                EventId = community,
                EventNumber = $"SK-2024-{n:00000}",
                UnitCode = n % 4 == 0 ? "20356" : "20341",
                UnitPath = "",
                Programme = programme,
                Amount = 2_000_000 + n,
                Purpose = $"Kinh phí sự kiện SK-2024-{n:00000}",
                ChildrenCount = 100 + n,
                PayeeName = "UBND Phường An Mỹ",
                RequestedBy = "event-organizer",
                RequestedByName = "Đặng Ngọc Lan",
                RequestedAt = DateTimeOffset.UnixEpoch,
                Version = 2,
            };
            if (n % 3 == 0)
            {
                yield return new FundingWithdrawn
                {
                    RequestId = request,
                    EventId = community,
                    Reason = "Sự kiện bị hủy",
                    WithdrawnBy = "event-organizer",
                    WithdrawnByName = "Đặng Ngọc Lan",
                    WithdrawnAt = DateTimeOffset.UnixEpoch.AddHours(n),
                    Version = 3,
                };
            }
        }
    }

    /// <summary>Units of years to come, so that no request is about one that may not be known yet.</summary>
    private static IEnumerable<object> Units() =>
        from n in Enumerable.Range(0, 150)
        from version in Enumerable.Range(2, 3)
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
            ValidTo = version == 4 && n % 3 == 0 ? begin.AddYears(1) : null,
            Version = version,
        };
}
