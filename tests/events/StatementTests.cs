using ChildPlatform.Contracts.Events;
using ChildPlatform.Testing;
using static ChildPlatform.Events.Tests.EventsApi;

namespace ChildPlatform.Events.Tests;

/// <summary>Lists cost the same few statements however long they are: nothing is asked per row.</summary>
public class StatementTests(EventsApi api) : IClassFixture<EventsApi>
{
    [Fact]
    public async Task A_list_of_ten_thousand_costs_what_a_list_of_ten_costs()
    {
        await api.Published();
        var programme = await api.Post(Organizer, "/programmes", Given.Programme()).Read<ProgrammeResponse>();
        await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { allCommunes = true }).Read<CloneResponse>();
        var few = await Filled(10);
        var many = await Filled(10_000);

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 1, 9));

        async Task<int[]> Filled(int rows)
        {
            await api.FillAsync("events", rows);
            await api.FillAsync("event_programmes", rows);

            return
            [
                await Statements.CountAsync(api.As(Organizer), "/api/v1/events"),
                await Statements.CountAsync(api.As(Organizer), "/api/v1/events/summary"),
                await Statements.CountAsync(api.As(Organizer), "/api/v1/events/programmes"),
                await Statements.CountAsync(api.As(Organizer), $"/api/v1/events/programmes/{programme.Id}"),
                await Statements.CountAsync(api.Anonymous, "/api/v1/public/events/calendar"),
            ];
        }
    }
}
