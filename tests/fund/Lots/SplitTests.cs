using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>F12: money for one purpose does not pay for another, however much the fund has.</summary>
public sealed class SplitTests(FundApi api) : IClassFixture<FundApi>
{
    private const string Commune = "20950";
    private const string District = "516";

    [Fact]
    public async Task F12_A_gift_split_60_to_40_pays_for_each_purpose_up_to_its_part()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await Split(fund, 10_000_000, Percent(60, Programme(HocBong)), Percent(40, Programme("AO_AM")));

        Assert.Equal(RestrictionKind.Split, gift.Restriction.Kind);
        Assert.Equal([(HocBong, 6_000_000), ("AO_AM", 4_000_000)], gift.Lines!.Select(line => (line.Restriction.Programme!, line.Amount)));
        Assert.Equal((6_000_000, 4_000_000), ((await fund.Balance(HocBong)).Balance, (await fund.Balance("AO_AM")).Balance));

        var tooMuch = await fund.Appraised(Request(6_000_001));
        var refusal = await fund.Try(FundApi.Director, tooMuch, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");
        Assert.Equal(6_000_000, JsonSerializer.SerializeToElement(refusal.Details).GetProperty("available").GetInt64());
        var paid = await fund.Paid(Request(6_000_000));
        var other = await fund.Approved(Request(1_500_000, "AO_AM"));

        var trace = await fund.Trace(gift);
        Assert.Equal((6_000_000, 1_500_000, 2_500_000), (trace.Paid, trace.Reserved, trace.Left));
        Assert.Equal([(paid.Id, 1, 6_000_000), (other.Id, 2, 1_500_000)],
            trace.Items.Select(item => (item.DisbursementId!.Value, item.Position, item.Amount)));
        Assert.Equal([(6_000_000, 0), (0, 2_500_000)], trace.Lots.Select(lot => (lot.Paid, lot.Left)));
        await Verify(fund);
    }

    [Fact]
    public async Task F12_Shares_are_settled_to_whole_dong_and_what_is_over_goes_to_the_first_lines()
    {
        var gift = await Split(api, 100_001,
            Percent(33.33m, Programme(HocBong)), Percent(33.33m, Programme("AO_AM")), Percent(33.34m, null));

        Assert.Equal([33_331, 33_330, 33_340], gift.Lines!.Select(line => line.Amount));
        var read = await api.Get<DonationResponse>("auditor", $"/donations/{gift.Id}");
        Assert.Equal(gift.Lines!.Select(line => (line.Position, line.Restriction, line.Amount)),
            read.Lines!.Select(line => (line.Position, line.Restriction, line.Amount)));
        Assert.Contains((await api.Get<Listed<DonationResponse>>("auditor", "/donations?limit=500")).Items,
            item => item.Id == gift.Id && item.Restriction.Kind is RestrictionKind.Split);
        using var receipt = await api.Get("auditor", $"/donations/{gift.Id}/receipt");
        Assert.Equal("application/pdf", receipt.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task F12_Lines_that_do_not_make_the_gift_are_refused_with_their_place()
    {
        Assert.Equal(["/lines lines-sum"], await Wrong(Amount(600_000, Programme(HocBong)), Amount(300_000, null)));
        Assert.Equal(["/lines percent-sum"], await Wrong(Percent(60, Programme(HocBong)), Percent(39.99m, null)));
        Assert.Contains("/lines/1 amount-or-percent", await Wrong(Percent(60, Programme(HocBong)), Amount(400_000, null)));
        Assert.Contains("/lines/0 amount-or-percent", await Wrong(new { restriction = Programme(HocBong) }));
        Assert.Contains("/lines required", await Wrong());
        Assert.Contains("/lines/0/restriction/programme not-in-catalogue", await Wrong(Percent(100, Programme("KHONG_CO"))));
        Assert.Contains("/lines/0/restriction/area unknown-area", await Wrong(Percent(100, Area("99999"))));
        Assert.Contains("/lines/0/restriction/area area-too-wide", await Wrong(Percent(100, Area("49"))));
        Assert.Contains("/lines/0/restriction/caseNumber case-number", await Wrong(Percent(100, Child("Nguyễn Văn A"))));
        Assert.Contains("/lines/0/restriction/area required", await Wrong(Percent(100, new { kind = "area" })));
        Assert.Contains("/lines/0/restriction/programme not-for-this-kind",
            await Wrong(Percent(100, new { kind = "area", area = District, programme = HocBong })));
        Assert.Contains("/lines/0/restriction/kind invalid-value", await Wrong(Percent(100, new { kind = "split" })));
        Assert.Contains("/restriction restriction-with-lines", await api.Post(FundApi.Officer, "/donations",
            Body(1_000_000, [Percent(100, null)], Programme(HocBong))).Invalid());
        Assert.Contains("/lines/1/percent line-too-small", await api.Post(FundApi.Officer, "/donations",
            Body(2, [Percent(99, null), Percent(1, null)])).Invalid());
    }

    [Fact]
    public async Task F12_The_narrowest_money_that_matches_goes_first()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var free = await fund.Gift(1_000_000, receivedOn: "2024-01-01");
        var programme = await fund.Gift(1_000_000, HocBong, receivedOn: "2024-01-02");
        var district = await Split(fund, 1_000_000, Percent(100, Area(District)));
        var commune = await Split(fund, 1_000_000, Percent(100, Area(Commune)));
        var elsewhere = await Split(fund, 1_000_000, Percent(100, Area("502")));
        var child = await Split(fund, 1_000_000, Percent(100, Child("VV-2024-77777")));

        var paid = await fund.Paid(Request(3_500_000));
        var back = await fund.Trace(paid);

        Assert.Equal(
            [(commune.Number, 1_000_000), (district.Number, 1_000_000), (programme.Number, 1_000_000), (free.Number, 500_000)],
            back.Items.Select(item => (item.Number, item.Amount)));
        Assert.Equal((3_000_000, 500_000), (paid.FromProgramme, paid.FromPool));
        Assert.Equal(1_000_000, (await fund.Trace(elsewhere)).Left);
        Assert.Equal(1_000_000, (await fund.Trace(child)).Left);

        // What is left of the fund is two million and a half, and half a million of it may pay for this.
        var next = await fund.Appraised(Request(500_001));
        await fund.Try(FundApi.Director, next, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");
        var waiting = await fund.Get<DisbursementResponse>(FundApi.Director, $"/disbursements/{next.Id}");
        Assert.Equal((0, 500_000), (waiting.Available!.Own, waiting.Available.Pool));
        Assert.Equal((1_000_000, 1_000_000), ((await fund.Balance("AREA")).Available, (await fund.Balance("CHILD")).Available));
        await Verify(fund);
    }

    [Fact]
    public async Task F12_Money_for_an_area_does_not_follow_a_child_beyond_it()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        await Split(fund, 1_000_000, Percent(50, Area(Commune)), Percent(50, Area(District)));
        var neighbours = Request(600_000) with
        {
            Beneficiaries = [new Beneficiary { UnitCode = Commune, Count = 3 }, new Beneficiary { UnitCode = "20938", Count = 2 }],
        };

        var appraised = await fund.Appraised(neighbours);
        await fund.Try(FundApi.Director, appraised, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");

        var fitting = await fund.Approved(neighbours with { Amount = 500_000 });
        var source = Assert.Single((await fund.Trace(fitting)).Sources);
        Assert.Equal((RestrictionKind.Area, District, 500_000), (source.Restriction.Kind, source.Restriction.Area, source.Amount));
    }

    [Fact]
    public async Task F12_Money_for_a_child_pays_for_that_child_alone()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await Split(fund, 1_000_000, Amount(1_000_000, Child("vv-2024-20001")));
        Assert.Equal("VV-2024-20001", gift.Restriction.CaseNumber);

        var other = await For("VV-2024-20002");
        await fund.Try(FundApi.Director, other, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");
        var approved = await fund.Act(FundApi.Director, await For("VV-2024-20001"), "approve");

        Assert.Equal([gift.Number], (await fund.Trace(approved)).Items.Select(item => item.Number));
        await Verify(fund);

        // Whether a child may be helped is for the cases service to say, which is away here.
        async Task<DisbursementResponse> For(string caseNumber)
        {
            var draft = await fund.Drafted(Request(400_000));
            await fund.Execute(
                $"update disbursement_beneficiaries set case_number = '{caseNumber}' where disbursement_id = '{draft.Id}'");

            return await fund.Act(FundApi.Accountant, await fund.Act(FundApi.Officer, draft, "submit"), "appraise");
        }
    }

    [Fact]
    public async Task F12_A_split_gift_is_taken_back_whole()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var gift = await Split(fund, 900_000, Amount(500_000, Programme(HocBong)), Amount(300_000, Area(Commune)), Amount(100_000, null));

        await fund.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", new { reason = "Ghi nhầm" }, gift.Version).Read<DonationResponse>();

        Assert.Equal(900_000, (await fund.Trace(gift)).TakenBack);
        var entries = (await fund.Get<Listed<JournalEntryResponse>>("auditor", $"/journal?document={gift.Number}")).Items;
        Assert.All(entries, entry => Assert.Equal(0, entry.Postings.Sum(posting => posting.Amount)));
        Assert.Equal(entries[1].Postings.ToDictionary(p => p.Account, p => -p.Amount),
            entries[0].Postings.ToDictionary(p => p.Account, p => p.Amount));
        await Verify(fund);
    }

    private static async Task Verify(FundApi fund)
    {
        var verification = await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification");
        Assert.True(verification.Ok, verification.Problem);
    }

    private Task<IReadOnlyList<string>> Wrong(params object[] lines) =>
        api.Post(FundApi.Officer, "/donations", Body(1_000_000, lines)).Invalid();

    internal static Task<DonationResponse> Split(FundApi fund, long amount, params object[] lines) =>
        fund.Post(FundApi.Officer, "/donations", Body(amount, lines)).Read<DonationResponse>();

    internal static object Percent(decimal percent, object? restriction) =>
        new { percent, restriction = restriction ?? new { kind = "none" } };

    internal static object Amount(long amount, object? restriction) =>
        new { amount, restriction = restriction ?? new { kind = "none" } };

    internal static object Programme(string programme) => new { kind = "programme", programme };

    internal static object Area(string area) => new { kind = "area", area };

    internal static object Child(string caseNumber) => new { kind = "child", caseNumber };

    private static object Body(long amount, object[] lines, object? restriction = null) => new
    {
        donor = new { name = "Công ty TNHH Hòa Bình", kind = "enterprise" },
        amount,
        method = "transfer",
        receivedOn = "2024-05-19",
        sourceKind = Enterprises,
        lines,
        restriction,
    };
}
