using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>F12: unspent earmarked money gets another purpose only with its donor's written consent.</summary>
public sealed class RepurposeTests
{
    private static readonly object Wrong = new { reason = "Ghi nhầm khoản" };

    [Fact]
    public async Task F12_What_is_left_of_a_lot_gets_another_purpose_with_consent_and_what_was_paid_stays()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await fund.Gift(1_000_000, HocBong);
        await fund.Paid(Request(300_000));
        var path = $"/donations/{gift.Id}/lots/1/repurpose";

        var before = await fund.Footprint();
        await fund.Post(FundApi.Officer, path, Consent("AO_AM"), gift.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        await fund.Post(FundApi.Accountant, path, Consent("AO_AM")).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await fund.Post(FundApi.Accountant, path, Consent("AO_AM"), gift.Version + 1)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await fund.Post(FundApi.Accountant, $"/donations/{gift.Id}/lots/2/repurpose", Consent("AO_AM"), gift.Version)
            .Refused(HttpStatusCode.NotFound, "not-found");
        await fund.Post(FundApi.Accountant, path, Consent("AO_AM", 700_001), gift.Version)
            .Refused(HttpStatusCode.Conflict, "lot-rest-too-small");
        Assert.Equal(
            new HashSet<string> { "/consentOn required", "/consentReference required", "/reason required", "/restriction required" },
            (await fund.Post(FundApi.Accountant, path, new { }, gift.Version).Invalid()).ToHashSet());
        Assert.Equal(["/restriction same-purpose"],
            await fund.Post(FundApi.Accountant, path, Consent(HocBong), gift.Version).Invalid());
        Assert.Equal(["/consentOn date-in-future"],
            await fund.Post(FundApi.Accountant, path, Consent("AO_AM", on: "2024-05-21"), gift.Version).Invalid());
        Assert.Equal(before, await fund.Footprint());

        var changed = await fund.Post(FundApi.Accountant, path, Consent("AO_AM", 500_000), gift.Version).Read<DonationResponse>();

        Assert.Equal((gift.Version + 1, HocBong), (changed.Version, changed.Restriction.Programme));
        var trace = await fund.Trace(gift);
        Assert.Equal((1_000_000, 300_000, 0, 700_000), (trace.Amount, trace.Paid, trace.Reserved, trace.Left));
        Assert.Equal([(HocBong, 200_000, 500_000), ("AO_AM", 500_000, 0)],
            trace.Lots.Select(lot => (lot.Restriction.Programme!, lot.Left, lot.TakenOut)));
        Assert.Null(trace.Lots[0].Consent);
        Assert.Equal((1, "Thư số 12/TĐ", new DateOnly(2024, 5, 18)),
            (trace.Lots[1].Consent!.From, trace.Lots[1].Consent!.Reference, trace.Lots[1].Consent!.On));
        var entry = (await fund.Get<Listed<JournalEntryResponse>>("auditor", $"/journal?document={gift.Number}")).Items[0];
        Assert.Equal("repurposing", entry.Kind);
        Assert.Equal(
            new Dictionary<string, long> { ["FUND:HOC_BONG"] = 500_000, ["FUND:AO_AM"] = -500_000 },
            entry.Postings.ToDictionary(posting => posting.Account, posting => posting.Amount));

        // It pays for the new purpose, and no longer for the old one.
        var next = await fund.Appraised(Request(200_001));
        await fund.Try(FundApi.Director, next, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");
        var paid = await fund.Paid(Request(500_000, "AO_AM"));
        Assert.Equal([(gift.Number, 2)], (await fund.Trace(paid)).Items.Select(item => (item.Number, item.Position)));
        var verification = await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification");
        Assert.True(verification.Ok, verification.Problem);
    }

    [Fact]
    public async Task F12_A_gift_of_another_purpose_is_still_taken_back_whole_and_its_lines_stay_as_given()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await SplitTests.Split(fund, 1_000_000,
            SplitTests.Percent(60, SplitTests.Programme(HocBong)), SplitTests.Percent(40, SplitTests.Area("20950")));
        var changed = await fund.Post(FundApi.Accountant, $"/donations/{gift.Id}/lots/2/repurpose",
            new { restriction = new { kind = "none" }, reason = "Xã đã đủ", consentReference = "Thư số 12/TĐ", consentOn = "2024-05-18" },
            gift.Version).Read<DonationResponse>();
        Assert.Equal([(1, 600_000), (2, 400_000)], changed.Lines!.Select(line => (line.Position, line.Amount)));

        await fund.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Wrong, changed.Version).Read<DonationResponse>();

        var trace = await fund.Trace(gift);
        Assert.Equal((1_000_000, 0), (trace.TakenBack, trace.Left));
        await fund.Post(FundApi.Accountant, $"/donations/{gift.Id}/lots/1/repurpose", Consent("AO_AM"), changed.Version + 1)
            .Refused(HttpStatusCode.Conflict, "donation-already-reversed");
        var verification = await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification");
        Assert.True(verification.Ok, verification.Problem);
    }

    private static object Consent(string programme, long? amount = null, string on = "2024-05-18") => new
    {
        restriction = new { kind = "programme", programme },
        amount,
        reason = "Chương trình đã đủ kinh phí",
        consentReference = "Thư số 12/TĐ",
        consentOn = on,
    };
}
