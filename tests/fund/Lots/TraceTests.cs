using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>F13: a gift is followed to what it paid for, and a payment back to its gifts, to the đồng.</summary>
public sealed class TraceTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F13_A_gift_and_its_payments_are_found_from_both_ends_and_add_up()
    {
        var younger = await api.Gift(5_000_000, "AO_AM", receivedOn: "2024-04-02", name: "Người đến sau");
        var older = await api.Gift(3_000_000, "AO_AM", receivedOn: "2024-03-01", name: "Người đến trước");
        var paid = await api.Paid(Request(4_000_000, "AO_AM"));
        var promised = await api.Approved(Request(1_500_000, "AO_AM"));

        var first = await api.Trace(older);
        var second = await api.Trace(younger);
        var back = await api.Trace(paid);

        Assert.Equal((3_000_000, 3_000_000, 0, 0, 0), Sums(first));
        Assert.Equal((5_000_000, 1_000_000, 1_500_000, 2_500_000, 0), Sums(second));
        var use = Assert.Single(first.Items);
        Assert.Equal((paid.Id, paid.Number, "AO_AM", 3_000_000, DrawState.Drawn),
            (use.DisbursementId, use.Number, use.Programme, use.Amount, use.State));
        Assert.Equal("Huyện Nam Trà My", use.PublicArea);
        Assert.Equal(paid.PaidOn, use.PaidOn);
        Assert.Equal([(paid.Id, 1_000_000), (promised.Id, 1_500_000)],
            second.Items.Select(item => (item.DisbursementId!.Value, item.Amount)));
        Assert.Null(second.Items[1].Number);

        Assert.Equal([(older.Number, "Người đến trước", 3_000_000), (younger.Number, "Người đến sau", 1_000_000)],
            back.Items.Select(item => (item.Number, item.DonorName!, item.Amount)));
        var source = Assert.Single(back.Sources);
        Assert.Equal((RestrictionKind.Programme, "AO_AM", 4_000_000, 2),
            (source.Restriction.Kind, source.Restriction.Programme, source.Amount, source.Lots));
    }

    [Fact]
    public async Task F13_Money_for_the_programme_goes_before_free_money_and_that_again_by_its_day()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var free = await fund.Gift(2_000_000, receivedOn: "2024-01-05");
        var freeLater = await fund.Gift(2_000_000, receivedOn: "2024-01-06");
        var bound = await fund.Gift(1_000_000, HocBong, receivedOn: "2024-05-01");

        var approved = await fund.Approved(Request(3_500_000));
        var trace = await fund.Trace(approved);

        Assert.Equal([(bound.Number, 1_000_000), (free.Number, 2_000_000), (freeLater.Number, 500_000)],
            trace.Items.Select(item => (item.Number, item.Amount)));
        Assert.Equal((1_000_000, 2_500_000), (approved.FromProgramme, approved.FromPool));
        Assert.Equal([RestrictionKind.Programme, RestrictionKind.None], trace.Sources.Select(sum => sum.Restriction.Kind));
    }

    [Fact]
    public async Task F13_A_spent_gift_is_reversed_only_after_its_payment_is()
    {
        var gift = await api.Gift(2_000_000, "BOI");
        var paid = await api.Paid(Request(1_200_000, "BOI"));
        var promised = await api.Approved(Request(300_000, "BOI"));

        var refusal = await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Wrong, gift.Version)
            .Refused(HttpStatusCode.Conflict, "donation-already-spent");
        var details = JsonSerializer.SerializeToElement(refusal.Details);
        Assert.Equal((1_200_000, 300_000), (details.GetProperty("paid").GetInt64(), details.GetProperty("reserved").GetInt64()));
        Assert.Equal([(paid.Id, paid.Number), (promised.Id, null)], details.GetProperty("disbursements").EnumerateArray()
            .Select(one => (one.GetProperty("id").GetGuid(), one.TryGetProperty("number", out var number) ? number.GetString() : null)));

        await api.Act(FundApi.Accountant, paid, "reverse", Wrong);
        await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Wrong, gift.Version)
            .Refused(HttpStatusCode.Conflict, "donation-already-spent");
        await api.Act(FundApi.Director, promised, "cancel", Wrong);
        await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Wrong, gift.Version).Read<DonationResponse>();

        var trace = await api.Trace(gift);
        Assert.Equal((2_000_000, 0, 0, 0, 2_000_000), Sums(trace));
        Assert.Empty(trace.Items);
        Assert.Empty((await api.Trace(paid)).Items);
        Assert.Equal(0, (await api.Balance("BOI")).Balance);
        Assert.True((await api.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
    }

    [Fact]
    public async Task F13_What_a_cancelled_request_held_pays_for_the_next_one()
    {
        var gift = await api.Gift(1_000_000, "QUA_TANG");
        var first = await api.Approved(Request(1_000_000, "QUA_TANG"));
        await api.Act(FundApi.Director, first, "cancel", Wrong);

        var second = await api.Paid(Request(1_000_000, "QUA_TANG"));

        Assert.Equal([second.Id], (await api.Trace(gift)).Items.Select(item => item.DisbursementId!.Value));
    }

    [Fact]
    public async Task F13_A_long_trace_comes_in_pages_and_its_sums_are_over_all_of_them()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gifts = new List<DonationResponse>();
        for (var i = 0; i < 7; i++)
        {
            gifts.Add(await fund.Gift(100_000 + i, receivedOn: $"2024-02-{10 + i}"));
        }

        var paid = await fund.Paid(Request(gifts.Sum(gift => gift.Amount)));
        var seen = new List<DisbursementSource>();
        var next = $"/disbursements/{paid.Id}/trace?limit=3";
        var pages = 0;
        while (next is not null)
        {
            var page = await fund.Get<DisbursementTraceResponse>("auditor", next);
            Assert.Equal(paid.Amount, page.Sources.Sum(source => source.Amount));
            Assert.Equal(7, page.Sources.Sum(source => source.Lots));
            seen.AddRange(page.Items);
            next = page.Next;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(gifts.Select(gift => (gift.Number, gift.Amount)), seen.Select(item => (item.Number, item.Amount)));
    }

    [Fact]
    public async Task F13_Another_unit_traces_what_is_its_own_and_opens_nothing_else()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var ward = fund.As(WardOfficer("20950"));
        var wards = await FundApi.Send(ward, HttpMethod.Post, "/donations", new
        {
            donor = new { name = "Hội phụ nữ xã", kind = "agency" },
            amount = 400_000,
            method = "cash",
            receivedOn = "2024-02-01",
            sourceKind = Enterprises,
        }, key: Guid.NewGuid().ToString()).Read<DonationResponse>();
        var provinces = await fund.Gift(900_000, receivedOn: "2024-03-01");
        var paid = await fund.Paid(Request(1_000_000));

        var trace = await FundApi.Send(ward, HttpMethod.Get, $"/donations/{wards.Id}/trace").Read<DonationTraceResponse>();

        var use = Assert.Single(trace.Items);
        Assert.Equal((null, paid.Number, 400_000), (use.DisbursementId, use.Number, use.Amount));
        await FundApi.Send(ward, HttpMethod.Get, $"/donations/{provinces.Id}/trace").Refused(HttpStatusCode.NotFound, "not-found");
        await FundApi.Send(ward, HttpMethod.Get, $"/disbursements/{paid.Id}/trace").Refused(HttpStatusCode.NotFound, "not-found");
        await fund.Get("leader", $"/donations/{wards.Id}/trace").Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["Hội phụ nữ xã", "Công ty TNHH Hòa Bình"], (await fund.Trace(paid)).Items.Select(item => item.DonorName));
    }

    [Fact]
    public async Task F13_Twenty_approvals_and_reversals_at_once_overdraw_no_gift_and_stop_for_nobody()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gifts = new List<DonationResponse>();
        for (var i = 0; i < 20; i++)
        {
            gifts.Add(await fund.Gift(1_000_000, i % 2 == 0 ? HocBong : null, receivedOn: $"2024-02-{1 + i:00}"));
        }

        var waiting = new List<DisbursementResponse>();
        for (var i = 0; i < 20; i++)
        {
            waiting.Add(await fund.Appraised(Request(700_000)));
        }

        var answers = await Task.WhenAll(
            waiting.Select(one => fund.Try(FundApi.Director, one, "approve"))
                .Concat(gifts.Select(gift => fund.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Wrong, gift.Version))))
            .WaitAsync(TimeSpan.FromMinutes(2));

        Assert.All(answers, answer => Assert.True(
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.StatusCode.ToString()));
        Assert.True((await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
        Assert.Equal(0, await fund.Number("select count(*) from gift_lots where reserved + drawn + taken_out > amount"));
    }

    [Theory]
    [InlineData("update gift_lots set drawn = drawn + 1 where drawn > 0", "lots-mismatch")]
    [InlineData("""
        update gift_lots set taken_out = taken_out + case when sign then 1 else -1 end
        from (select donation_id, row_number() over (order by entry_sequence) = 1 as sign from gift_lots where drawn = 0 limit 2) two
        where gift_lots.donation_id = two.donation_id
        """, "gift-mismatch")]
    [InlineData("update lot_draws set amount = amount + 1", "draws-mismatch")]
    [InlineData("update lot_draws set disbursement_id = (select id from disbursements where state = 'draft')", "payment-mismatch")]
    public async Task F13_The_verification_finds_lots_that_were_moved_by_hand(string tampering, string problem)
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        await fund.Gift(1_000_000, receivedOn: "2024-01-01");
        await fund.Gift(1_000_000, receivedOn: "2024-01-02");
        await fund.Gift(1_000_000, receivedOn: "2024-01-03");
        await fund.Drafted();
        await fund.Paid(Request(600_000));
        Assert.True((await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);

        await fund.Execute("""
            set session_replication_role = replica; alter table gift_lots drop constraint ck_gift_lots_rest;
            """ + tampering);

        var verification = await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification");
        Assert.Equal((false, problem), (verification.Ok, verification.Problem));
    }

    private static readonly object Wrong = new { reason = "Ghi nhầm khoản" };

    private static (long, long, long, long, long) Sums(DonationTraceResponse trace)
    {
        Assert.Equal(trace.Amount, trace.Paid + trace.Reserved + trace.Left + trace.TakenBack);

        return (trace.Amount, trace.Paid, trace.Reserved, trace.Left, trace.TakenBack);
    }
}
