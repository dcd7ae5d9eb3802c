using System.Diagnostics;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using Npgsql;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Whoever may do everything in the database still cannot change the books unseen.</summary>
[Collection("platform")]
public class TamperingTests(Testing.Platform platform)
{
    [Fact]
    public async Task A_changed_entry_is_named_by_the_verification_and_fails_the_verify_command()
    {
        await platform.HealthyAsync();
        using (var client = new CarefulClient(platform, "fund-officer"))
        {
            foreach (var n in Enumerable.Range(0, 3))
            {
                await client.PostAsync(Requests.Donations, Guid.NewGuid().ToString(), Requests.Gift(1_000 + n));
            }
        }

        var books = new Books(platform);
        await books.AreRightAsync();
        var (code, report) = await VerifyAsync();
        Assert.True(code == 0, report.ToJsonString());
        var victim = (long)(await books.VerificationAsync())["count"]! - 1;
        var enteredBy = await SqlAsync("SELECT entered_by FROM journal_entries WHERE sequence = @sequence", victim);

        await ChangeAsync("somebody else", victim);
        try
        {
            var verification = await books.VerificationAsync();
            Assert.False((bool)verification["ok"]!);
            Assert.Equal(victim, (long)verification["firstBroken"]!);

            (code, report) = await VerifyAsync();
            Assert.Equal(1, code);
            Assert.False((bool)report["ok"]!);
            Assert.False((bool)report["journal"]!["ok"]!);
            Assert.Equal(victim, (long)report["journal"]!["details"]!["firstBroken"]!);
        }
        finally
        {
            await ChangeAsync((string)enteredBy!, victim);
        }

        await books.AreRightAsync();
    }

    /// <summary>As a superuser can: the trigger that refuses changes is passed by.</summary>
    private async Task ChangeAsync(string enteredBy, long sequence) => await SqlAsync(
        "SET session_replication_role = replica; UPDATE journal_entries SET entered_by = @value WHERE sequence = @sequence", sequence, enteredBy);

    private async Task<object?> SqlAsync(string sql, long sequence, string value = "")
    {
        var administrator = new NpgsqlConnectionStringBuilder(platform.Administrator) { Database = "fund", Pooling = false };
        await using var connection = new NpgsqlConnection(administrator.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue("sequence", sequence);
        command.Parameters.AddWithValue("value", value);
        return await command.ExecuteScalarAsync();
    }

    /// <summary><c>./run verify</c>, past the script that would build first.</summary>
    private async Task<(int Code, JsonObject Report)> VerifyAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalPlatform).Assembly.Location, "verify", "--folder", platform.Folder])
        {
            RedirectStandardOutput = true,
        };
        using var verify = Process.Start(start)!;
        var output = await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();
        return (verify.ExitCode, JsonNode.Parse(output)!.AsObject());
    }
}
