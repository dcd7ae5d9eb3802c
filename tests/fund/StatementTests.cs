using ChildPlatform.Testing;

namespace ChildPlatform.Fund.Tests;

/// <summary>Lists cost the same few statements however long they are: nothing is asked per row.</summary>
public class StatementTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task A_list_of_ten_thousand_costs_what_a_list_of_ten_costs()
    {
        await api.Gift(1_000_000);
        await api.Submitted(Given.Request(1_000));
        string[] lists = ["/donations", "/donors", "/disbursements", "/donations/summary", "/disbursements/summary", "/work",
            "/pledges",
            "/donors/duplicate-groups"];
        var few = await Filled(10);
        var many = await Filled(10_000);

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 1, 9));

        async Task<int[]> Filled(int rows)
        {
            foreach (var table in new[] { "donors", "donations", "disbursements" })
            {
                await api.FillAsync(table, rows);
            }

            var counts = new List<int>();
            foreach (var list in lists)
            {
                counts.Add(await Statements.CountAsync(api.As(FundApi.Accountant), "/api/v1/fund" + list));
            }

            return [.. counts];
        }
    }
}
