using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>F13: a gift that must be taken back leaves its payment to other gifts, in the open.</summary>
public sealed class MoveDrawTests
{
    private static readonly object Wrong = new { reason = "Phiếu thu ghi nhầm nhà hảo tâm" };

    [Fact]
    public async Task F13_A_paid_draw_moves_to_another_fund_by_an_entry_and_its_gift_is_free()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var bound = await fund.Gift(1_000_000, HocBong);
        var free = await fund.Gift(5_000_000);
        var paid = await fund.Paid(Request(800_000));
        var draw = Assert.Single((await fund.Trace(paid)).Items);
        var path = $"/disbursements/{paid.Id}/draws/{draw.Draw}/move";
        await fund.Post(FundApi.Officer, $"/donations/{bound.Id}/reverse", Wrong, bound.Version)
            .Refused(HttpStatusCode.Conflict, "donation-already-spent");

        var before = await fund.Footprint();
        await fund.Post(FundApi.Cashier, path, Wrong, paid.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/reason required"], await fund.Post(FundApi.Accountant, path, new { }, paid.Version).Invalid());
        await fund.Post(FundApi.Accountant, path, Wrong).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await fund.Post(FundApi.Accountant, path, Wrong, paid.Version - 1).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await fund.Post(FundApi.Accountant, $"/disbursements/{paid.Id}/draws/999999/move", Wrong, paid.Version)
            .Refused(HttpStatusCode.Conflict, "draw-ended");
        Assert.Equal(before, await fund.Footprint());

        var moved = await fund.Post(FundApi.Accountant, path, Wrong, paid.Version).Read<DisbursementResponse>();

        Assert.Equal((DisbursementState.Paid, 0, 800_000), (moved.State, moved.FromProgramme, moved.FromPool));
        Assert.Equal(("move-draw", "Phiếu thu ghi nhầm nhà hảo tâm"), (moved.History[^1].Action, moved.History[^1].Reason));
        var entry = (await fund.Get<Listed<JournalEntryResponse>>("auditor", $"/journal?document={paid.Number}")).Items[0];
        Assert.Equal("draw-move", entry.Kind);
        Assert.Equal(
            new Dictionary<string, long> { ["FUND:POOL"] = 800_000, ["FUND:HOC_BONG"] = -800_000 },
            entry.Postings.ToDictionary(posting => posting.Account, posting => posting.Amount));
        Assert.Equal([free.Number], (await fund.Trace(moved)).Items.Select(item => item.Number));
        Assert.Equal((0, 1_000_000), ((await fund.Trace(bound)).Paid, (await fund.Trace(bound)).Left));
        await fund.Post(FundApi.Accountant, path, Wrong, moved.Version).Refused(HttpStatusCode.Conflict, "draw-ended");
        await fund.Post(FundApi.Officer, $"/donations/{bound.Id}/reverse", Wrong, bound.Version).Read<DonationResponse>();

        // The public sees one payment and no money that never moved.
        var told = await fund.Get<Listed<PublicLedgerEntry>>("auditor", "/api/v1/public/fund/ledger?year=2024");
        Assert.Single(told.Items, item => item.Number == paid.Number);

        // The payment's own reversal gives the money to the gift that bears it now.
        await fund.Act(FundApi.Accountant, moved, "reverse", Wrong);
        Assert.Equal(5_000_000, (await fund.Trace(free)).Left);
        Assert.True((await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
    }

    [Fact]
    public async Task F13_A_promise_moves_without_an_entry_and_not_where_other_gifts_have_too_little()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var first = await fund.Gift(1_000_000, receivedOn: "2024-01-01");
        var second = await fund.Gift(600_000, receivedOn: "2024-01-02");
        var approved = await fund.Approved(Request(700_000));
        var draw = Assert.Single((await fund.Trace(approved)).Items).Draw;
        var before = await fund.Footprint();

        await fund.Post(FundApi.Accountant, $"/disbursements/{approved.Id}/draws/{draw}/move", Wrong, approved.Version)
            .Refused(HttpStatusCode.Conflict, "insufficient-balance");
        Assert.Equal(before, await fund.Footprint());

        var third = await fund.Gift(400_000, receivedOn: "2024-01-03");
        var entries = await fund.Number("select count(*) from journal_entries");
        var moved = await fund.Post(FundApi.Accountant, $"/disbursements/{approved.Id}/draws/{draw}/move", Wrong, approved.Version)
            .Read<DisbursementResponse>();

        Assert.Equal(entries, await fund.Number("select count(*) from journal_entries"));
        Assert.Equal([(second.Number, 600_000), (third.Number, 100_000)],
            (await fund.Trace(moved)).Items.Select(item => (item.Number, item.Amount)));
        Assert.Equal(1_000_000, (await fund.Trace(first)).Left);
        await fund.Act(FundApi.Cashier, moved, "pay");
        Assert.True((await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
    }

    [Fact]
    public async Task F13_Both_traces_are_sheets_too()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await fund.Gift(1_000_000);
        var paid = await fund.Paid(Request(700_000));

        foreach (var path in new[] { $"/donations/{gift.Id}/trace/export", $"/disbursements/{paid.Id}/trace/export" })
        {
            using var sheet = await fund.Get("auditor", path);
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType?.MediaType);
            Assert.Equal("PK"u8.ToArray(), (await sheet.Content.ReadAsByteArrayAsync())[..2]);
            await fund.Get("leader", path).Refused(HttpStatusCode.Forbidden, "forbidden");
        }
    }
}
