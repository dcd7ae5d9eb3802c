using System.Net;
using ChildPlatform.Contracts.Fund;
using Npgsql;

namespace ChildPlatform.Fund.Tests.Ledger;

/// <summary>F30 and the promise that history cannot be rewritten.</summary>
public sealed class JournalTests : IAsyncLifetime
{
    private readonly FundApi _api = new();

    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();
        await Task.WhenAll(Enumerable.Range(1, 30).Select(i => _api.Gift(i * 1_000, name: $"Người {i}")));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<JournalVerificationResponse> Verify() => _api.Get<JournalVerificationResponse>("auditor", "/journal/verification");

    /// <summary>What only a superuser can do: the triggers are switched off for the session first.</summary>
    private Task Tamper(string sql) => _api.Execute("set session_replication_role = replica; " + sql);

    [Fact]
    public async Task F30_An_untouched_journal_verifies_with_its_count_and_head()
    {
        var verification = await Verify();

        Assert.True(verification.Ok);
        Assert.Equal(30, verification.Count);
        Assert.Equal((await _api.Get<Listed<JournalEntryResponse>>("auditor", "/journal?limit=1")).Items[0].Hash, verification.HeadHash);
        Assert.Null(verification.FirstBroken);
    }

    [Theory]
    [InlineData("kind = 'payment'")]
    [InlineData("effective_on = effective_on + 1")]
    [InlineData("entered_at = entered_at + interval '1 microsecond'")]
    [InlineData("entered_by = 'nobody'")]
    [InlineData("document = 'PT-2024-999999'")]
    [InlineData("subject_type = 'gift'")]
    [InlineData("subject_id = gen_random_uuid()")]
    [InlineData("reverses = 3")]
    [InlineData("accounts = array['MONEY', 'FUND:HOC_BONG']")]
    [InlineData("amounts = array[amounts[1] + 1, amounts[2] - 1]")]
    [InlineData("previous_hash = hash")]
    [InlineData("hash = previous_hash")]
    public async Task Changing_any_column_names_the_entry(string change)
    {
        await Tamper($"update journal_entries set {change} where sequence = 12");

        var verification = await Verify();

        Assert.False(verification.Ok);
        Assert.Equal(12, verification.FirstBroken);
    }

    [Theory]
    [InlineData("delete from journal_entries where sequence = 12", 12)]
    [InlineData("update journal_entries set sequence = 1012 where sequence = 12", 12)]
    [InlineData("delete from journal_entries where sequence = 1", 1)]
    [InlineData("delete from journal_entries where sequence > 20", 21)]
    [InlineData("""
        insert into journal_entries select 31, kind, effective_on, entered_at, entered_by, document, subject_type, subject_id, reverses,
        accounts, amounts, hash, hash from journal_entries where sequence = 30
        """, 31)]
    [InlineData("update journal_head set hash = decode(repeat('00', 32), 'hex')", 30)]
    public async Task Deleting_inserting_or_cutting_off_names_the_first_broken_entry(string tampering, long firstBroken)
    {
        await Tamper(tampering);

        var verification = await Verify();

        Assert.False(verification.Ok);
        Assert.Equal(firstBroken, verification.FirstBroken);
    }

    [Fact]
    public async Task A_balance_that_was_moved_by_hand_is_found()
    {
        await Tamper("update accounts set balance = balance + 1 where code = 'FUND:POOL'");

        var verification = await Verify();

        Assert.False(verification.Ok);
        Assert.Equal("balance-mismatch", verification.Problem);
    }

    [Theory]
    [InlineData("update journal_entries set kind = 'x'")]
    [InlineData("delete from journal_entries")]
    [InlineData("truncate journal_entries")]
    [InlineData("update audit_entries set actor = 'x'")]
    [InlineData("delete from audit_entries")]
    public async Task The_services_own_role_cannot_change_history(string sql)
    {
        await using var connection = new NpgsqlConnection(_api.App);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statements stand above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Theory]
    [InlineData("update journal_entries set kind = 'x'")]
    [InlineData("delete from journal_entries where sequence = 30")]
    public async Task Not_even_the_owner_can_without_switching_the_guard_off(string sql)
    {
        await Assert.ThrowsAsync<PostgresException>(() => _api.Execute(sql));
    }

    [Theory]
    [InlineData("array['MONEY', 'FUND:POOL']", "array[5, -4]")]
    [InlineData("array['MONEY']", "array[0]")]
    [InlineData("array['MONEY', 'FUND:POOL', 'FUND:AO_AM']", "array[5, -5]")]
    public async Task The_database_refuses_lines_that_do_not_sum_to_zero(string accounts, string amounts)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => _api.Execute($"""
            insert into journal_entries select 31, kind, effective_on, entered_at, entered_by, document, subject_type, subject_id, null,
            {accounts}, {amounts}, hash, hash from journal_entries where sequence = 30
            """));

        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("journal/verification")]
    public async Task The_books_of_the_province_are_not_a_communes_to_read(string path)
    {
        var address = new Uri("/api/v1/fund/" + path, UriKind.Relative);

        await _api.As(Given.WardOfficer("20950")).GetAsync(address).Refused(HttpStatusCode.Forbidden, "forbidden");
        using var allowed = await _api.As(FundApi.Officer).GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }
}
