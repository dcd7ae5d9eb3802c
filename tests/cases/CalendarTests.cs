using System.Net;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>A day that the administrator declares free moves what is due after it, and says so. Over a broker of its own.</summary>
public sealed class CalendarTests(CalendarTests.Api api) : IClassFixture<CalendarTests.Api>
{
    private static readonly DateOnly _lastDay = new(2024, 5, 7);

    [Fact]
    public async Task A_new_holiday_moves_running_day_clocks_alone_and_tells_old_and_new_due_once()
    {
        var running = await Assessed();
        var done = await Assessed();
        done = await api.Post(AnMy, $"/{done.Id}/plan", Plan, done.Version).Read<CaseResponse>();
        var urgent = await api.TakenIn(Given.Report(receivedAt: "2024-04-26T16:40:00+07:00"));
        Assert.Equal(At("2024-05-08T00:00:00+07:00"), Due(running, "S7"));

        var version = api.NextVersions(3);
        var message = Change(version + 1, free: _lastDay);
        await api.Publish(message);
        await Moved(running.Id, At("2024-05-09T00:00:00+07:00"));

        // The same word again, and an older one that comes late: nothing happens, as the day that is declared last of all proves.
        await api.Publish(message);
        await api.Publish(Change(version));
        await api.Publish(Change(version + 2, free: new DateOnly(2024, 5, 8)));
        await Moved(running.Id, At("2024-05-08T00:00:00+07:00"));

        var steps = (await api.Get<Listed<CaseStepResponse>>(AnMy, $"/{running.Id}/history")).Items.Where(step => step.Action == "calendar").ToList();
        Assert.Equal(
            [
                "S7 2024-05-08T00:00:00.0000000+07:00 2024-05-09T00:00:00.0000000+07:00",
                "S7 2024-05-09T00:00:00.0000000+07:00 2024-05-08T00:00:00.0000000+07:00",
            ],
            steps.Select(step => step.Details));
        Assert.Equal(running.Version + 2, (await Read(running.Id)).Version);
        Assert.Equal(2, (await api.Audited(running.Id)).Count(entry => entry.Contains("2024-05-09", StringComparison.Ordinal)));

        // A plan that was drawn up in time, and twelve hours around the clock, are nobody's business any more.
        Assert.Equal((done.Version, Due(done, "S7")), ((await Read(done.Id)).Version, Due(await Read(done.Id), "S7")));
        Assert.Equal((urgent.Version, Due(urgent, "S5")), ((await Read(urgent.Id)).Version, Due(await Read(urgent.Id), "S5")));
    }

    [Fact]
    public async Task A_thousand_open_cases_are_counted_anew_in_batches()
    {
        var first = await Assessed();
        await api.Execute(
            $"""
            insert into cases select (json_populate_record(c, json_build_object('id', gen_random_uuid(), 'number', 'VV-2023-' || n))).*
            from cases c, generate_series(10001, 11000) n where c.id = '{first.Id}';
            insert into case_clocks select (json_populate_record(k, json_build_object('id', gen_random_uuid(), 'case_id', c.id))).*
            from case_clocks k, cases c where k.case_id = '{first.Id}' and k.step = 'S7' and c.number like 'VV-2023-%';
            """);

        var version = api.NextVersions(2);
        await api.Publish(Change(version, free: _lastDay));
        await Eventually.Until(async () => await api.Count("select count(*) from cases c join case_clocks k on k.case_id = c.id "
            + "where c.number like 'VV-2023-%' and k.due_at = '2024-05-09T00:00:00+07:00'") == 1_000, TimeSpan.FromSeconds(60));

        Assert.Equal(1_000, await api.Count(
            "select count(*) from case_steps s join cases c on c.id = s.case_id where c.number like 'VV-2023-%' and s.action = 'calendar'"));
        await api.Publish(Change(version + 1));
        await Moved(first.Id, At("2024-05-08T00:00:00+07:00"));
    }

    [Fact]
    public async Task The_places_of_the_public_form_are_the_communes_of_the_day()
    {
        using var response = await api.Anonymous.GetAsync(new Uri("/api/v1/public/cases/places", UriKind.Relative));
        var places = await response.Read<Listed<PublicPlaceResponse>>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(241, places.Items.Count);
        Assert.Equal(("Phường An Mỹ", "Thành phố Tam Kỳ"), places.Items.Where(p => p.Code == AnMyUnit).Select(p => (p.Name, p.District)).Single());
    }

    private static object Plan => new
    {
        goals = "Trẻ hết sợ hãi",
        measures = new[] { new { kind = "psychology", description = "Tham vấn", executor = "Trung tâm CTXH", dueOn = "2024-06-01" } },
    };

    // Assessed on Friday 26 April 2024: five working days end on 7 May, over a holiday and a swapped Saturday.
    private async Task<CaseResponse> Assessed()
    {
        var taken = await api.TakenIn(Given.Report(urgent: false, receivedAt: "2024-04-26T10:00:00+07:00"));

        return await api.Post(AnMy, $"/{taken.Id}/assess", Given.Form(), taken.Version).Read<CaseResponse>();
    }

    private Task<CaseResponse> Read(Guid id) => api.Get<CaseResponse>(AnMy, $"/{id}");

    private static DateTimeOffset Due(CaseResponse row, string step) => row.Clocks.Single(clock => clock.Step == step).DueAt;

    private Task Moved(Guid id, DateTimeOffset due) =>
        Eventually.Until(async () => Due(await Read(id), "S7") == due, TimeSpan.FromSeconds(30));

    /// <summary>The year as it is delivered, and a day more.</summary>
    private static CalendarChanged Change(int version, DateOnly? free = null) => new()
    {
        Year = 2024,
        Version = version,
        Days =
        [
            .. ReferenceData.PublicCalendar.Changes().Where(day => day.Key.Year == 2024).Select(day => new ChangedDay
            {
                Date = day.Key,
                Change = day.Value is DayChange.Working ? CalendarChange.Working : CalendarChange.Off,
            }),
            .. free is { } more ? [new ChangedDay { Date = more, Change = CalendarChange.Off }] : Array.Empty<ChangedDay>(),
        ],
        ChangedAt = At("2024-04-26T16:00:00+07:00"),
    };

    public sealed class Api : CasesApi
    {
        private int _version = 1;

        protected override string? Rabbit => null;

        /// <summary>The first of so many versions that no other test has told.</summary>
        public int NextVersions(int count) => Interlocked.Add(ref _version, count) - count + 1;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var client = Anonymous;
            await Eventually.Until(
                async () =>
                {
                    using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

                    return answer.StatusCode == HttpStatusCode.OK
                        && !(await answer.Content.ReadAsStringAsync()).Contains("degraded", StringComparison.Ordinal);
                },
                TimeSpan.FromSeconds(60));
        }

        public Task Publish<T>(T message)
            where T : class
            => Services.GetRequiredService<IBus>().Publish(message, context => context.Mandatory = true);

        public async Task<IReadOnlyList<string>> Audited(Guid id)
        {
            await using var scope = Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CasesDbContext>();

            return await db.Set<AuditEntry>().Where(entry => entry.SubjectId == id.ToString() && entry.Action == "case.calendar")
                .Select(entry => entry.Details!).ToListAsync();
        }

        public async Task<long> Count(string sql)
        {
            await using var scope = Services.CreateAsyncScope();

            return await scope.ServiceProvider.GetRequiredService<CasesDbContext>().Database
                .SqlQueryRaw<long>(sql.Replace("select count(*)", "select count(*) as \"Value\"", StringComparison.Ordinal)).SingleAsync();
        }
    }
}
