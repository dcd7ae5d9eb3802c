using ChildPlatform.ServiceDefaults;
using ChildPlatform.Testing;
using Npgsql;

namespace ChildPlatform.Chassis.Tests;

/// <summary>What the migrate step leaves behind: least rights, and history that cannot be rewritten.</summary>
public sealed class MigrateTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await ThingService.DatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("update audit_entries set action = 'x'")]
    [InlineData("delete from audit_entries")]
    [InlineData("truncate audit_entries")]
    public async Task History_cannot_be_rewritten_by_the_service_nor_by_its_owner(string sql)
    {
        const string Entry = "insert into audit_entries (at, actor, actor_name, action, subject_type, subject_id) values (now(), 'a', 'a', 'b', 'c', 'd')";
        await RunAsync(_database.App, Entry);

        Assert.Equal("42501", await RefusedAsync(_database.App, sql));
        Assert.Equal("42501", await RefusedAsync(_database.Owner, sql));
        Assert.Equal("42501", await RefusedAsync(_database.Superuser, sql));
        Assert.Equal(1, await _database.CountAsync("select count(*) from audit_entries where action = 'b'"));
    }

    [Fact]
    public async Task The_service_may_use_ordinary_tables_and_define_none()
    {
        await RunAsync(_database.App, "insert into things (id, name, amount, kind, unit_path, version, made_at) values (gen_random_uuid(), 'a', 1, 'very-fancy', '', 1, now())");
        await RunAsync(_database.App, "update things set name = 'b'");
        await RunAsync(_database.App, "delete from things");
        Assert.Equal("42501", await RefusedAsync(_database.App, "create table mine (id int)"));
        Assert.Equal("42501", await RefusedAsync(_database.App, "alter table things add column more int"));
        Assert.Equal("42501", await RefusedAsync(_database.App, "truncate things"));
        Assert.Equal("42501", await RefusedAsync(_database.App, "drop table things"));
    }

    [Fact]
    public async Task The_reader_sees_ordinary_tables_no_secrets_and_changes_nothing()
    {
        await RunAsync(_database.Reader, "select * from things");
        await RunAsync(_database.Reader, "select * from audit_entries");
        Assert.Equal("42501", await RefusedAsync(_database.Reader, "select * from idempotency_keys"));
        Assert.Equal("42501", await RefusedAsync(_database.Reader, "select * from outbox_messages"));
        Assert.Equal("42501", await RefusedAsync(_database.Reader, "select * from parked_messages"));
        Assert.NotNull(await RefusedAsync(_database.Reader, "delete from things"));
    }

    [Fact]
    public async Task Migrating_again_and_from_two_places_at_once_changes_nothing()
    {
        var runs = Enumerable.Range(0, 2).Select(async _ =>
        {
            await using var app = await ThingService.BuildAsync(new() { [$"ConnectionStrings:{ThingService.Name}"] = _database.Owner });
            var seeded = 0;
            Assert.Equal(0, await app.RunServiceAsync<ThingsDb>(["migrate"], (_, _) =>
            {
                seeded++;
                return Task.CompletedTask;
            }));
            return seeded;
        });

        var seeds = await Task.WhenAll(runs);
        Assert.Equal([1, 1], seeds);
        Assert.Equal("42501", await RefusedAsync(_database.App, "delete from audit_entries"));
    }

    [Fact]
    public async Task A_failed_migration_or_a_missing_setting_ends_with_an_error()
    {
        // The service's own role may not migrate.
        await using var app = await ThingService.BuildAsync(new() { [$"ConnectionStrings:{ThingService.Name}"] = _database.App });
        Assert.Equal(1, await app.RunServiceAsync<ThingsDb>(["migrate"]));
        await using var bare = await ThingService.BuildAsync(new() { ["Identity:Issuer"] = "", ["ConnectionStrings:rabbitmq"] = "" });
        Assert.Equal(1, await bare.RunServiceAsync<ThingsDb>([]));
        Assert.Equal(["Identity:Issuer", $"ConnectionStrings:{ThingService.Name}", "ConnectionStrings:rabbitmq"],
            bare.Services.GetRequiredService<MissingSettings>().Keys);
    }

    [Fact]
    public async Task Migrating_needs_no_setting_but_the_database()
    {
        await using var app = await ThingService.BuildAsync(new()
        {
            [$"ConnectionStrings:{ThingService.Name}"] = _database.Owner,
            ["ConnectionStrings:rabbitmq"] = "",
            ["Identity:Issuer"] = "",
            ["Services:identity:http:0"] = "",
        });

        Assert.Equal(0, await app.RunServiceAsync<ThingsDb>(["migrate"]));
    }

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> RefusedAsync(string connectionString, string sql) =>
        (await Record.ExceptionAsync(() => RunAsync(connectionString, sql)) as PostgresException)?.SqlState;
}
