using ChildPlatform.Testing;

namespace ChildPlatform.Identity.Tests;

/// <summary>Lists cost the same few statements however long they are: nothing is asked per row.</summary>
public class StatementTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    [Fact]
    public async Task A_list_of_ten_thousand_costs_what_a_list_of_ten_costs()
    {
        await api.CreateUser("can-bo-an-my", "20341");
        string[] lists =
        [
            "/users", "/users?q=can bo&unit=20341", "/clients", "/audit", "/units", "/units?parent=49", "/agencies",
            "/calendar?year=2024", "/calendar/2024", "/roles",
        ];
        var few = await Filled(10, limit: 10);
        var many = await Filled(10_000, limit: 500);

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 0, 4));

        async Task<int[]> Filled(int rows, int limit)
        {
            foreach (var table in new[] { "users", "clients", "audit_entries", "agencies" })
            {
                await api.Database.FillAsync(table, rows);
            }

            var counts = new List<int>();
            foreach (var list in lists)
            {
                var path = $"/api/v1/identity{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}";
                counts.Add(await Statements.CountAsync(await api.As(IdentityApi.Administrator), path));
            }

            return [.. counts];
        }
    }
}
