using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

public class RequestDisbursementTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Request_is_a_numbered_draft_that_reserves_nothing()
    {
        var reserved = await api.Number("select coalesce(sum(reserved), 0) from accounts");

        using var response = await api.Post(FundApi.Officer, "/disbursements", Request());
        var draft = await response.Read<DisbursementResponse>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/v1/fund/disbursements/{draft.Id}", response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.StartsWith("DN-2024-", draft.RequestNumber, StringComparison.Ordinal);
        Assert.Null(draft.Number);
        Assert.Equal(DisbursementState.Draft, draft.State);
        Assert.Equal(CaseCheck.NotNeeded, draft.CaseCheck);
        Assert.Equal(("20950", 20), (draft.Beneficiaries[0].UnitCode, draft.Beneficiaries[0].Count));
        Assert.Equal(["correct", "submit", "cancel"], draft.Actions);
        Assert.Equal(reserved, await api.Number("select coalesce(sum(reserved), 0) from accounts"));

        var read = await api.Get<DisbursementResponse>(FundApi.Accountant, $"/disbursements/{draft.Id}");
        Assert.Equal(draft.RequestNumber, read.RequestNumber);
        Assert.Empty(read.Actions);
    }

    [Fact]
    public async Task Same_key_gives_the_same_request_and_another_body_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        var first = await api.Post(FundApi.Officer, "/disbursements", Request(), key: key).Read<DisbursementResponse>();

        using var again = await api.Post(FundApi.Officer, "/disbursements", Request(), key: key);
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(first.Id, (await again.Read<DisbursementResponse>()).Id);

        await api.Post(FundApi.Officer, "/disbursements", Request(1), key: key)
            .Refused(HttpStatusCode.UnprocessableContent, "idempotency-key-reused");
    }

    [Fact]
    public async Task Without_key_nothing_is_drafted()
    {
        var before = await api.Footprint();

        await FundApi.Send(api.As(FundApi.Officer), HttpMethod.Post, "/disbursements", Request())
            .Refused(HttpStatusCode.PreconditionRequired, "idempotency-key-required");

        Assert.Equal(before, await api.Footprint());
    }

    [Theory]
    [InlineData(FundApi.Accountant)]
    [InlineData(FundApi.Director)]
    [InlineData(FundApi.Cashier)]
    [InlineData("auditor")]
    [InlineData("leader")]
    [InlineData("administrator")]
    [InlineData("case-worker-tamky")]
    public async Task Only_an_officer_requests(string user)
    {
        await api.Post(user, "/disbursements", Request()).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Stranger_is_asked_for_a_token()
    {
        await FundApi.Send(api.Anonymous(), HttpMethod.Post, "/disbursements", Request(), key: "k")
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once_and_no_number_is_used()
    {
        var before = await api.Footprint();

        var errors = await api.Post(FundApi.Officer, "/disbursements", Request() with
        {
            Programme = "SUA_HOC_DUONG",
            Beneficiaries =
            [
                new Beneficiary { UnitCode = "99999", Count = 1 },
                new Beneficiary { UnitCode = "20950", Group = "HCDB15", Count = 1 },
                new Beneficiary { UnitCode = "20950", Group = "HCDB14", Count = 1 },
            ],
        }).Invalid();

        Assert.Equal(
            [
                "/beneficiaries/0/unitCode unknown-unit", "/beneficiaries/1/group not-in-catalogue", "/programme not-in-catalogue",
            ],
            errors.Order(StringComparer.Ordinal));
        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task A_wrong_form_and_an_unknown_code_are_told_together()
    {
        var wrong = Request() with
        {
            Amount = 0,
            Programme = "SUA_HOC_DUONG",
            Purpose = null,
            Payee = null,
            Beneficiaries = [new Beneficiary { UnitCode = "99999", Count = 0 }, new Beneficiary()],
        };
        string[] expected =
        [
            "/amount amount-out-of-range", "/beneficiaries/0/count out-of-range", "/beneficiaries/0/unitCode unknown-unit",
            "/beneficiaries/1/count required", "/beneficiaries/1/unitCode required", "/payee required", "/programme not-in-catalogue",
            "/purpose required",
        ];

        Assert.Equal(expected, (await api.Post(FundApi.Officer, "/disbursements", wrong).Invalid()).Order(StringComparer.Ordinal));

        var draft = await api.Drafted();
        Assert.Equal(expected,
            (await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", wrong, draft.Version).Invalid()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"amount": 0}""", "/amount amount-out-of-range")]
    [InlineData("""{"amount": -1}""", "/amount amount-out-of-range")]
    [InlineData("""{"amount": 10000000000000000}""", "/amount amount-out-of-range")]
    [InlineData("""{"amount": 1000.5}""", "/amount wrong-type")]
    [InlineData("""{"amount": "1000"}""", "/amount wrong-type")]
    [InlineData("""{"programe": "HOC_BONG"}""", "/programe unknown-member")]
    [InlineData("""{"plannedOn": "2024-02-30"}""", "/plannedOn invalid-date")]
    [InlineData("""{"payee": {"name": "  "}}""", "/payee/name required")]
    [InlineData("""{"beneficiaries": [{"unitCode": "20950", "count": 0}]}""", "/beneficiaries/0/count out-of-range")]
    public async Task Amounts_dates_and_members_are_strict(string body, string error)
    {
        Assert.Contains(error, await api.Post(FundApi.Officer, "/disbursements", body).Invalid());
    }

    [Fact]
    public async Task Without_beneficiary_payee_or_purpose_it_is_incomplete()
    {
        var errors = await api.Post(FundApi.Officer, "/disbursements",
            """{"programme": "HOC_BONG", "amount": 1000, "beneficiaries": []}""").Invalid();

        Assert.Equal(["/beneficiaries required", "/payee required", "/purpose required"], errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Broken_json_is_unreadable()
    {
        await api.Post(FundApi.Officer, "/disbursements", """{"programme": """).Refused(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Fact]
    public async Task Unit_counts_as_it_is_on_the_planned_day()
    {
        // Nông Sơn's Sơn Viên went into Quế Lộc on 2025-01-01.
        var request = Request() with { Beneficiaries = [new Beneficiary { UnitCode = "20672", Count = 3 }] };

        await api.Drafted(request with { PlannedOn = new DateOnly(2024, 12, 31) });
        var errors = await api.Post(FundApi.Officer, "/disbursements", request with { PlannedOn = new DateOnly(2025, 1, 1) }).Invalid();

        Assert.Equal(["/beneficiaries/0/unitCode unknown-unit"], errors);
    }

    [Fact]
    public async Task Requester_corrects_the_draft_and_nobody_else()
    {
        var draft = await api.Drafted();
        var corrected = await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", Request(60_000_000), draft.Version)
            .Read<DisbursementResponse>();

        Assert.Equal((60_000_000, 2, true), (corrected.Amount, corrected.Version, corrected.SecondSignatureNeeded));
        Assert.Single(corrected.Beneficiaries);
        await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", Request(1), draft.Version)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", Request(1), version: null)
            .Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Put(FundApi.Accountant, $"/disbursements/{draft.Id}", Request(1), corrected.Version)
            .Refused(HttpStatusCode.Forbidden, "forbidden");

        var submitted = await api.Act(FundApi.Officer, corrected, "submit");
        await api.Put(FundApi.Officer, $"/disbursements/{draft.Id}", Request(1), submitted.Version)
            .Refused(HttpStatusCode.Conflict, "wrong-state");
    }

    [Fact]
    public async Task Refusal_speaks_both_languages()
    {
        using var vietnamese = await api.Get(FundApi.Officer, $"/disbursements/{Guid.NewGuid()}");
        Assert.Contains("Không tìm thấy", await vietnamese.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/fund/disbursements/{Guid.NewGuid()}");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var english = await api.As(FundApi.Officer).SendAsync(request);
        Assert.Contains("Not found", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_turned_down_begins_anew_as_a_draft_of_its_requester()
    {
        var rejected = await api.Act(FundApi.Accountant, await api.Submitted(), "reject", new { reason = "Thiếu danh sách trẻ" });
        Assert.Equal(["copy"], (await api.Get<DisbursementResponse>(FundApi.Officer, $"/disbursements/{rejected.Id}")).Actions);
        var key = Guid.NewGuid().ToString();

        using var created = await api.Post(FundApi.Officer, $"/disbursements/{rejected.Id}/copy", key: key);
        var copy = await created.Read<DisbursementResponse>();
        using var again = await api.Post(FundApi.Officer, $"/disbursements/{rejected.Id}/copy", key: key);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"/api/v1/fund/disbursements/{copy.Id}", created.Headers.Location!.ToString());
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        Assert.Equal(copy.Id, (await again.Read<DisbursementResponse>()).Id);
        Assert.Equal((DisbursementState.Draft, rejected.Programme, rejected.Purpose, rejected.Amount, rejected.Payee, rejected.PlannedOn),
            (copy.State, copy.Programme, copy.Purpose, copy.Amount, copy.Payee, copy.PlannedOn));
        Assert.Equal(rejected.Beneficiaries, copy.Beneficiaries);
        Assert.NotEqual(rejected.RequestNumber, copy.RequestNumber);
        Assert.Equal(["request"], copy.History.Select(step => step.Action));
        Assert.Equal(DisbursementState.Rejected, (await api.Get<DisbursementResponse>(FundApi.Officer, $"/disbursements/{rejected.Id}")).State);

        await api.Post(FundApi.Officer, $"/disbursements/{copy.Id}/copy").Refused(HttpStatusCode.Conflict, "wrong-state");
        await api.Post(FundApi.Accountant, $"/disbursements/{rejected.Id}/copy").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(FundApi.Officer, $"/disbursements/{Guid.NewGuid()}/copy").Refused(HttpStatusCode.NotFound, "not-found");
    }
}
