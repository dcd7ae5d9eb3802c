using System.Net;
using ChildPlatform.Testing;
using Npgsql;

namespace ChildPlatform.Identity.Tests.Connect;

public class RestartTests
{
    [Fact]
    public async Task A_token_from_before_a_restart_is_still_good_and_the_portal_follows_the_new_address()
    {
        await using var database = await Databases.CloneAsync("identity");
        string token;
        string kid;
        string issuer;
        await using (var first = await IdentityApi.Start(database))
        {
            token = await Token(first);
            kid = IdentityApi.Decode(token).Kid;
            issuer = first.Address.Http.AbsoluteUri.TrimEnd('/');
        }

        await using (var second = await IdentityApi.Start(
            database, settings: new Dictionary<string, string> { ["Identity__Issuer"] = issuer }))
        {
            Assert.Equal(kid, IdentityApi.Decode(await Token(second)).Kid);
            using var http = second.Anonymous();
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
            using var response = await http.GetAsync(new Uri("/api/v1/identity/roles", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await using (var moved = await IdentityApi.Start(
            database, settings: new Dictionary<string, string> { ["Identity__Issuer"] = "https://treem.quangnam.example" }))
        {
            await using var connection = new NpgsqlConnection(database.Superuser);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "select redirect_uris || post_logout_redirect_uris from openiddict_applications where client_id = 'portal'", connection);
            Assert.Equal("[\"https://treem.quangnam.example/signin-oidc\"][\"https://treem.quangnam.example/signout-callback-oidc\"]",
                await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task Two_replicas_that_start_at_once_share_one_key()
    {
        await using var database = await Databases.CloneAsync("identity");

        var replicas = await Task.WhenAll(IdentityApi.Start(database), IdentityApi.Start(database));

        var kids = await Task.WhenAll(replicas.Select(async r => IdentityApi.Decode(await Token(r)).Kid));
        Assert.Equal(kids[0], kids[1]);
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_reader_of_inspections_sees_people_but_neither_hashes_nor_keys()
    {
        await using var database = await Databases.CloneAsync("identity");
        await using var connection = new NpgsqlConnection(database.Reader);
        await connection.OpenAsync();

        await using (var users = new NpgsqlCommand("select count(*) from users", connection))
        {
            Assert.Equal(18L, await users.ExecuteScalarAsync());
        }

        foreach (var table in new[] { "credentials", "server_keys", "data_protection_keys", "openiddict_applications", "openiddict_tokens" })
        {
#pragma warning disable CA2100 // The names stand above.
            await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
#pragma warning restore CA2100
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    private static async Task<string> Token(ServiceHost<Program> host)
    {
        using var http = host.Anonymous();
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "administrator",
                ["client_secret"] = IdentityApi.DemoSecret,
            }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(await response.Content.ReadAsStringAsync());

        return answer.GetProperty("access_token").GetString()!;
    }
}
