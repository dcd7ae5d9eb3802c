using ChildPlatform.Contracts.Cases;
using ChildPlatform.Testing;

namespace ChildPlatform.Cases.Tests;

/// <summary>Lists cost the same few statements however long they are: nothing is asked per row.</summary>
public class StatementTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task A_list_of_ten_thousand_costs_what_a_list_of_ten_costs()
    {
        var taken = await api.TakenIn();
        var need = new { agency = "YT", service = "health", need = "Khám thương tích", neededBy = "2024-05-02" };
        await api.Post(CasesApi.AnMy, $"/{taken.Id}/refer", need, taken.Version).Read<ReferralResponse>();
        var few = await Filled(10);
        var many = await Filled(10_000);

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count, 1, 9));

        async Task<int[]> Filled(int rows)
        {
            await api.FillAsync("cases", rows);
            await api.FillAsync("referrals", rows);

            return
            [
                await Statements.CountAsync(api.As(CasesApi.AnMy), "/api/v1/cases"),
                await Statements.CountAsync(api.As(CasesApi.AnMy), "/api/v1/cases/queues/mine"),
                await Statements.CountAsync(api.As(CasesApi.Privacy), "/api/v1/cases/access-log"),
                await Statements.CountAsync(api.As(CasesApi.AnMy), "/api/v1/cases/referrals"),
                await Statements.CountAsync(api.As("referral-yt"), "/api/v1/cases/referrals?state=sent"),
                await Statements.CountAsync(api.As(CasesApi.AnMy), $"/api/v1/cases/{taken.Id}/referrals"),
                await Statements.CountAsync(api.As(CasesApi.AnMy), "/api/v1/cases/notices"),
            ];
        }
    }
}
