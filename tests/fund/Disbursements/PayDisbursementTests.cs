using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

public class PayDisbursementTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Payment_posts_its_entry_takes_a_number_and_tells_what_it_helped()
    {
        await api.Gift(3_000_000, "KHAN_CAP");
        await api.Gift(2_000_000);
        var pool = await api.Balance("POOL");
        var approved = await api.Approved(Request(4_000_000, "KHAN_CAP"));

        var paid = await api.Act(FundApi.Cashier, approved, "pay", new { method = "cash", reference = "UNC 12" });

        Assert.Equal(DisbursementState.Paid, paid.State);
        Assert.StartsWith("PC-2024-", paid.Number!, StringComparison.Ordinal);
        Assert.Equal((new DateOnly(2024, 5, 20), PaymentMethod.Cash, "UNC 12"), (paid.PaidOn, paid.Method, paid.Reference));
        Assert.Equal((3_000_000, 1_000_000), (paid.FromProgramme, paid.FromPool));
        var own = await api.Balance("KHAN_CAP");
        Assert.Equal((0, 0), (own.Balance, own.Reserved));
        Assert.Equal(pool.Balance - 1_000_000, (await api.Balance("POOL")).Balance);

        var entry = (await api.Get<Listed<JournalEntryResponse>>("auditor", "/journal?limit=500")).Items
            .Single(item => item.SubjectId == paid.Id);
        Assert.Equal(("payment", paid.Number, null), (entry.Kind, entry.Document, entry.Reverses));
        Assert.Equal(0, entry.Postings.Sum(posting => posting.Amount));
        Assert.Equal(-4_000_000, entry.Postings.Single(posting => posting.Account == "MONEY").Amount);
        Assert.True((await api.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);

        var told = (await api.Told<DisbursementPaid>()).Single(message => message.DisbursementId == paid.Id);
        Assert.Equal((paid.Number, 4_000_000, 20), (told.Number, told.Amount, told.Beneficiaries.Single().Count));
        Assert.Equal(4_000_000, await api.Number(
            "select amount from payment_totals where year = 2024 and month = 5 and programme = 'KHAN_CAP'"));
    }

    [Fact]
    public async Task Same_payment_under_two_keys_is_paid_once()
    {
        await api.Gift(1_000_000);
        var approved = await api.Approved(Request(1_000_000));
        var entries = await api.Number("select count(*) from journal_entries");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var response = await api.Try(FundApi.Cashier, approved, "pay");

            return response.StatusCode;
        }));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(status => status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(entries + 1, await api.Number("select count(*) from journal_entries"));
    }

    [Fact]
    public async Task Refused_payment_uses_no_number()
    {
        await api.Gift(1_000_000);
        var approved = await api.Approved(Request(1_000_000));
        var before = await api.Footprint();

        Assert.Equal(["/paidOn date-in-future"],
            await api.Try(FundApi.Cashier, approved, "pay", new { paidOn = "2024-05-21" }).Invalid());
        await api.Try(FundApi.Cashier, approved, "pay", new { paidOn = "2024-05-19" })
            .Refused(HttpStatusCode.Conflict, "paid-before-approval");
        await api.Try(FundApi.Accountant, approved, "pay").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Try(FundApi.Director, approved, "pay").Refused(HttpStatusCode.Forbidden, "forbidden");
        var signer = Testing.Tokens.Users[FundApi.Director] with { Roles = ["fund-approver", "fund-cashier"] };
        using var twoHats = new HttpClient { BaseAddress = api.As(FundApi.Director).BaseAddress };
        twoHats.DefaultRequestHeaders.Authorization = new("Bearer", Testing.Tokens.For(signer));
        await FundApi.Send(twoHats, HttpMethod.Post, $"/disbursements/{approved.Id}/pay", null, approved.Version, "two-hats")
            .Refused(HttpStatusCode.Conflict, "same-person-twice");

        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task Reversal_is_a_linked_opposite_entry_and_the_money_is_back_where_it_came_from()
    {
        await api.Gift(3_000_000, "ME_DO_DAU");
        await api.Gift(2_000_000);
        var (own, pool) = (await api.Balance("ME_DO_DAU"), await api.Balance("POOL"));
        var paid = await api.Paid(Request(own.Available!.Value + 1_000_000, "ME_DO_DAU"));
        await api.Try(FundApi.Accountant, paid, "reverse", new { reason = " " }).Invalid();
        await api.Try(FundApi.Cashier, paid, "reverse", new { reason = "Chuyển nhầm" }).Refused(HttpStatusCode.Forbidden, "forbidden");

        var reversed = await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Chuyển nhầm tài khoản" });

        Assert.Equal((DisbursementState.Reversed, paid.Number), (reversed.State, reversed.Number));
        Assert.Equal("Chuyển nhầm tài khoản", reversed.History[^1].Reason);
        Assert.Equal(own, await api.Balance("ME_DO_DAU") with { AvailableWithPool = own.AvailableWithPool });
        Assert.Equal(pool, await api.Balance("POOL"));
        var entries = (await api.Get<Listed<JournalEntryResponse>>("auditor", "/journal?limit=500")).Items
            .Where(item => item.SubjectId == paid.Id).ToDictionary(item => item.Kind);
        Assert.Equal(entries["payment"].Sequence, entries["payment-reversal"].Reverses);
        Assert.Equal(
            entries["payment"].Postings.Select(posting => (posting.Account, -posting.Amount)),
            entries["payment-reversal"].Postings.Select(posting => (posting.Account, posting.Amount)));
        Assert.Single(await api.Told<DisbursementReversed>(), message => message.DisbursementId == paid.Id);
        Assert.Equal(0, await api.Number("select coalesce(sum(amount), 0) from payment_totals where programme = 'ME_DO_DAU'"));
        await api.Try(FundApi.Accountant, reversed, "reverse", new { reason = "Lần nữa" }).Refused(HttpStatusCode.Conflict, "wrong-state");
    }

    [Fact]
    public async Task Cancel_and_reject_ask_for_a_reason_and_free_what_was_reserved()
    {
        await api.Gift(1_000_000);
        var pool = await api.Balance("POOL");
        var approved = await api.Approved(Request(1_000_000));
        Assert.Equal(["/reason required"], await api.Try(FundApi.Director, approved, "cancel", "{}").Invalid());
        await api.Try(FundApi.Officer, approved, "cancel", new { reason = "Không cần nữa" }).Refused(HttpStatusCode.Forbidden, "forbidden");

        var cancelled = await api.Act(FundApi.Director, approved, "cancel", new { reason = "Không cần nữa" });

        Assert.Equal(DisbursementState.Cancelled, cancelled.State);
        Assert.Equal(pool, await api.Balance("POOL"));
        await api.Try(FundApi.Cashier, cancelled, "pay").Refused(HttpStatusCode.Conflict, "wrong-state");

        var submitted = await api.Submitted();
        await api.Try(FundApi.Officer, submitted, "reject", new { reason = "Không" }).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Try(FundApi.Director, submitted, "cancel", new { reason = "Không cần" })
            .Refused(HttpStatusCode.Conflict, "only-the-requester");
        var rejected = await api.Act(FundApi.Accountant, submitted, "reject", new { reason = "Thiếu danh sách ký nhận" });
        Assert.Equal((DisbursementState.Rejected, "Thiếu danh sách ký nhận"), (rejected.State, rejected.History[^1].Reason));
        Assert.Empty(rejected.Actions);

        var withdrawn = await api.Act(FundApi.Officer, await api.Appraised(), "cancel", new { reason = "Trùng đề nghị" });
        Assert.Equal(DisbursementState.Cancelled, withdrawn.State);
    }

    [Fact]
    public async Task Service_role_cannot_overdraw_even_by_hand()
    {
        await api.Gift(1_000);
        await using var connection = new Npgsql.NpgsqlConnection(api.App);
        await connection.OpenAsync();
        foreach (var sql in new[]
        {
            "update accounts set balance = -1 where code = 'FUND:POOL'",
            "update accounts set reserved = balance + 1 where code = 'FUND:POOL'",
            "update journal_entries set document = 'PC-2024-999999'",
            "delete from journal_entries",
        })
        {
#pragma warning disable CA2100 // Written above.
            await using var command = new Npgsql.NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
        }
    }
}
