using ChildPlatform.ServiceDefaults;
using ChildPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class NoticeTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task Old_notices_go_with_their_marks_and_nobody_changes_one_before()
    {
        var start = api.Clock.GetUtcNow();
        await api.TakenIn(Given.Report(receivedAt: "2024-04-25T08:00:00+07:00", occurredOn: "2024-04-25"));
        await api.RaiseBreaches();
        var chairman = Tokens.Users[Chairman];
        var told = await api.Notices(chairman);
        var mark = new Uri($"/api/v1/cases/notices/{told[0].Id}/read", UriKind.Relative);
        using var read = await api.As(chairman).PostAsync(mark, null);
        read.EnsureSuccessStatusCode();

        var database = api.Services.GetRequiredService<NpgsqlDataSource>();
        await Pruner.PruneNoticesAsync(database, start.AddSeconds(-1), CancellationToken.None);
        Assert.Equal(told.Count, (await api.Notices(chairman)).Count);
        await using var change = database.CreateCommand("update notices set vi = 'khác'");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => change.ExecuteNonQueryAsync())).SqlState);

        await Pruner.PruneNoticesAsync(database, api.Clock.GetUtcNow().AddSeconds(1), CancellationToken.None);
        Assert.Empty(await api.Notices(chairman));
        await using var marks = database.CreateCommand("select count(*) from notice_reads");
        Assert.Equal(0L, await marks.ExecuteScalarAsync());
    }
}
