using ChildPlatform.LocalHost;
using ChildPlatform.Testing;
using Npgsql;

namespace ChildPlatform.Platform.Tests.Launcher;

public class DatabasesTests
{
    [Fact]
    public async Task Each_role_enters_its_own_database_and_no_other()
    {
        await using var first = await Testing.Databases.CloneAsync("first", _ => Task.CompletedTask);
        await using var second = await Testing.Databases.CloneAsync("second", _ => Task.CompletedTask);

        foreach (var own in new[] { first.Owner, first.App, first.Reader })
        {
            Assert.Equal(first.Name, await ScalarAsync(own, "SELECT current_database()"));
            var stranger = new NpgsqlConnectionStringBuilder(own) { Database = second.Name, Pooling = false }.ConnectionString;
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(stranger, "SELECT 1"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task Only_the_owner_may_make_tables()
    {
        await using var database = await Testing.Databases.CloneAsync("third", _ => Task.CompletedTask);

        await ScalarAsync(database.Owner, "CREATE TABLE things (id int)");

        foreach (var role in new[] { database.App, database.Reader })
        {
            await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(role, "CREATE TABLE others (id int)"));
            await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(role, "SELECT * FROM things"));
        }
    }

    [Fact]
    public async Task A_copy_holds_what_the_template_was_given_and_keeps_changes_to_itself()
    {
        Task Migrate(ServiceDatabase database) =>
            ScalarAsync(database.Owner, "CREATE TABLE things AS SELECT 7 AS id; GRANT SELECT, INSERT ON things TO fourth_app; SELECT 1");

        await using var one = await Testing.Databases.CloneAsync("fourth", Migrate);
        await using var two = await Testing.Databases.CloneAsync("fourth", _ => throw new InvalidOperationException("Migrated twice."));
        await ScalarAsync(one.App, "INSERT INTO things VALUES (8)");

        Assert.Equal(2L, await ScalarAsync(one.App, "SELECT count(*) FROM things"));
        Assert.Equal(1L, await ScalarAsync(two.App, "SELECT count(*) FROM things"));
    }

    [Fact]
    public async Task Every_commit_reaches_the_disk()
    {
        var administrator = await Servers.PostgresAsync();

        Assert.Equal("on", await ScalarAsync(administrator, "SHOW fsync"));
        Assert.Equal("on", await ScalarAsync(administrator, "SHOW synchronous_commit"));
    }

    [Fact]
    public async Task Tests_get_hosts_of_their_own()
    {
        var first = await Servers.OwnRabbitAsync();

        Assert.NotEqual(first, await Servers.OwnRabbitAsync());
        Assert.NotEqual(await Servers.OwnRedisAsync(), await Servers.OwnRedisAsync());
        Assert.NotEqual("", new Uri(first).AbsolutePath.Trim('/'));
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
