using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Http;
using Npgsql;

namespace ChildPlatform.Fund.Tests.Disbursements;

/// <summary>The same child is not helped twice by one programme in one period (F17).</summary>
public class SupportGuardTests(FundApi api) : IClassFixture<FundApi>
{
    [Theory]
    [InlineData(SupportPeriod.Once, "once", "0001-01-01", "9999-12-31")]
    [InlineData(SupportPeriod.Year, "2024", "2024-01-01", "2024-12-31")]
    [InlineData(SupportPeriod.Quarter, "2024-Q2", "2024-04-01", "2024-06-30")]
    [InlineData(SupportPeriod.Month, "2024-06", "2024-06-01", "2024-06-30")]
    public void F17_a_period_is_the_one_that_the_day_lies_in(SupportPeriod period, string name, string first, string last)
    {
        var day = new DateOnly(2024, 6, 30);

        Assert.Equal(name, period.NameOf(day));
        Assert.Equal((Day(first), Day(last)), period.Around(day));
    }

    [Fact]
    public async Task F17_a_second_request_for_a_child_is_refused_with_a_link_to_the_first_voucher()
    {
        await Money("HOC_BONG");
        var first = await api.Act(FundApi.Cashier, await Approved("VV-2024-10001"), "pay");

        // However it is written.
        var second = await api.Drafted(Request("vv-2024-10001"));
        var shown = await api.Get<DisbursementResponse>(FundApi.Officer, $"/disbursements/{second.Id}");
        Assert.Equal((first.Id, first.Number), (shown.EarlierSupport!.DisbursementId, shown.EarlierSupport.Number));
        var before = await api.Footprint();
        var problem = await api.Try(FundApi.Officer, second, "submit").Refused(HttpStatusCode.Conflict, "already-supported");
        Assert.Equal(
            (first.Number, first.RequestNumber, $"/api/v1/fund/disbursements/{first.Id}", "2024-06"),
            (Text(problem, "number"), Text(problem, "requestNumber"), Text(problem, "link"), Text(problem, "period")));
        Assert.Equal(before, await api.Footprint());
        Assert.Equal(first.Id, (await api.Get<DisbursementResponse>(FundApi.Officer, Text(problem, "link")!)).Id);

        // Another month, another programme, and children without a case are no second time.
        await Approved("VV-2024-10001", plannedOn: new DateOnly(2024, 7, 1));
        await Money("AO_AM");
        await Approved("VV-2024-10001", "AO_AM");
        await Approved(null);
        await Approved(null);
    }

    [Fact]
    public async Task F17_of_two_that_were_submitted_together_one_is_approved_however_they_race()
    {
        await Money("QUA_TANG");
        var waiting = new List<DisbursementResponse>();
        for (var i = 0; i < 6; i++)
        {
            waiting.Add(await Appraised("VV-2024-10002", "QUA_TANG"));
        }

        var answers = await Task.WhenAll(waiting.Select(one => api.Try(FundApi.Director, one, "approve")));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            await Task.FromResult(refused).Refused(HttpStatusCode.Conflict, "already-supported");
        }

        Assert.Equal(20_000, (await api.Balance("QUA_TANG")).Reserved);
        Assert.Equal(1, await api.Number("select count(*) from support_claims where key = 'VV-2024-10002'"));
        await Assert.ThrowsAsync<PostgresException>(() => api.Execute(
            "insert into support_claims select * from support_claims where key = 'VV-2024-10002'"));
    }

    [Fact]
    public async Task F17_cancellation_and_reversal_make_room_again()
    {
        await Money("BUA_AN");
        var cancelled = await Approved("VV-2024-10003", "BUA_AN");
        await api.Act(FundApi.Director, cancelled, "cancel", new { reason = "Sai người nhận" });
        var paid = await api.Act(FundApi.Cashier, await Approved("VV-2024-10003", "BUA_AN"), "pay");
        await api.Try(FundApi.Officer, await api.Drafted(Request("VV-2024-10003", "BUA_AN")), "submit")
            .Refused(HttpStatusCode.Conflict, "already-supported");
        await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Tiền về lại quỹ" });

        await Approved("VV-2024-10003", "BUA_AN");
        Assert.Equal(1, await api.Number("select count(*) from support_claims where key = 'VV-2024-10003'"));
    }

    [Fact]
    public async Task F17_the_period_is_data_and_judges_what_was_approved_before()
    {
        await Money("PHAU_THUAT");
        await Approved("VV-2024-10004", "PHAU_THUAT", new DateOnly(2024, 5, 25));
        var july = await api.Drafted(Request("VV-2024-10004", "PHAU_THUAT", new DateOnly(2024, 7, 1)));
        await Period("PHAU_THUAT", SupportPeriod.Quarter);
        Assert.Equal(DisbursementState.Submitted, (july = await api.Act(FundApi.Officer, july, "submit")).State);

        await Period("PHAU_THUAT", SupportPeriod.Year);
        await api.Try(FundApi.Accountant, july, "appraise").Refused(HttpStatusCode.Conflict, "already-supported");
        await Period("PHAU_THUAT", SupportPeriod.Once);
        await api.Try(FundApi.Accountant, july, "appraise").Refused(HttpStatusCode.Conflict, "already-supported");
        await Period("PHAU_THUAT", SupportPeriod.Month);
        await api.Act(FundApi.Accountant, july, "appraise");

        await api.Put(FundApi.Officer, "/programmes/PHAU_THUAT/support-period", new { period = "year" }, 1)
            .Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/period required"], await api.Put(FundApi.Accountant, "/programmes/PHAU_THUAT/support-period", new { }, 1)
            .Invalid());
        await api.Put(FundApi.Accountant, "/programmes/PHAU_THUAT/support-period", new { period = "year" }, 1)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
    }

    [Fact]
    public async Task F17_a_child_is_found_in_another_case_of_its_own_by_its_code()
    {
        await Money("KHAN_CAP");
        var one = await Appraised("VV-2024-10005", "KHAN_CAP");
        var other = await api.Drafted(Request("VV-2024-10006", "KHAN_CAP"));

        // What the cases service tells with a request of its own.
        await api.Execute(
            $"update disbursement_beneficiaries set child_code = 'TE-A2B3C4' where disbursement_id in ('{one.Id}', '{other.Id}')");
        await Approve(one);

        await api.Try(FundApi.Officer, other, "submit").Refused(HttpStatusCode.Conflict, "already-supported");

        // An officer's request that names the case alone: the code is known from before.
        await api.Try(FundApi.Officer, await api.Drafted(Request("VV-2024-10006", "KHAN_CAP")), "submit")
            .Refused(HttpStatusCode.Conflict, "already-supported");
    }

    [Fact]
    public async Task F17_a_case_stands_in_a_request_once()
    {
        var line = new Beneficiary { CaseNumber = "VV-2024-10007", UnitCode = "20950", Count = 1 };
        Assert.Equal(["/beneficiaries/1/caseNumber duplicate-item"], await api.Post(
            FundApi.Officer, "/disbursements", Request(null) with { Beneficiaries = [line, line] }).Invalid());
    }

    [Fact]
    public async Task F17_a_case_is_of_one_child_so_that_no_share_is_made_small_by_children_that_nobody_knows()
    {
        var line = new Beneficiary { CaseNumber = "VV-2024-10008", UnitCode = "20950", Count = 2 };
        var request = Request(null) with { Beneficiaries = [line] };
        Assert.Equal(["/beneficiaries/0/count one-child-per-case"],
            await api.Post(FundApi.Officer, "/disbursements", request).Invalid());

        var draft = await api.Drafted(request with { Beneficiaries = [line with { Count = 1 }] });
        Assert.Equal(["/beneficiaries/0/count one-child-per-case"],
            await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", request, draft.Version).Invalid());
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(Problem problem,
        string detail) => problem.Details![detail] is JsonElement { ValueKind: JsonValueKind.String } text
        ? text.GetString()
        : problem.Details[detail]?.ToString();

    private static DisbursementRequest Request(string? caseNumber, string programme = Given.HocBong,
        DateOnly? plannedOn = null) =>
        Given.Request(20_000, programme, caseNumber, plannedOn) with
        {
            Beneficiaries = [new Beneficiary { CaseNumber = caseNumber, UnitCode = "20950", Count = 1 }],
        };

    private Task<DonationResponse> Money(string programme) => api.Gift(10_000_000, programme);

    private async Task Period(string programme, SupportPeriod period)
    {
        var current = await api.Get<ProgrammeResponse>(FundApi.Accountant, $"/programmes/{programme}");
        var changed = await api.Put(FundApi.Accountant, $"/programmes/{programme}/support-period", new { period },
            current.Version)
            .Read<ProgrammeResponse>();
        Assert.Equal(period, changed.SupportPeriod);
    }

    /// <summary>
    /// Whether a case may be helped is the cases service's to say, which the platform's journeys show; here it has said so
    /// already.
    /// </summary>
    private async Task<DisbursementResponse> Appraised(string? caseNumber, string programme = Given.HocBong,
        DateOnly? plannedOn = null)
    {
        var draft = await api.Drafted(Request(null, programme, plannedOn));
        await api.Execute(
            $"update disbursement_beneficiaries set case_number = nullif('{caseNumber}', '') where disbursement_id = '{draft.Id}'");

        return await api.Act(FundApi.Accountant, await api.Act(FundApi.Officer, draft, "submit"), "appraise");
    }

    private async Task<DisbursementResponse> Approved(string? caseNumber, string programme = Given.HocBong,
        DateOnly? plannedOn = null) =>
        await Approve(await Appraised(caseNumber, programme, plannedOn));

    private Task<DisbursementResponse> Approve(DisbursementResponse appraised) => api.Act(FundApi.Director, appraised, "approve");
}
